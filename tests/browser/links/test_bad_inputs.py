"""Everything in tests/given/bad_inputs.py, brought as a person brings it: told why not, nothing lost, all works on."""

from __future__ import annotations

from itertools import cycle, groupby
from operator import attrgetter

from playwright.sync_api import expect

from deconv_core.sizes.ranges import KEYS
from deconv_core.state import panel_query
from deconv_core.state.fields import SETTINGS
from tests.browser.panels import field, write
from tests.browser.stage_page import StagePage
from tests.given.bad import Bad
from tests.given.bad_inputs import FOREIGN, LINKS, PANELS, PYTORCH, TYPED, UNDOABLE, UNDOABLE_OF

QUERY = "input_size=3&kernel_size=3&stride=2"
# A step of the browser's history that holds a link and no state of ours, as another tool may have left it.
BACK_TO = """query => {
    for (const one of [query, ""]) history.pushState({}, "", `?${one}`);
    history.back();
}"""
# Opened as well, which shows the opening under the card.
OPENED = [bad for bad in LINKS if bad.code in ("empty", "too_long", "output_too_small")] + LINKS[-3:]


def check_told(stage: StagePage, bad: Bad) -> None:
    card = stage.control("problem")
    for part in bad.says:
        expect(card, bad.text[:99]).to_contain_text(part)
    if bad.own:
        expect(card.locator("code").first).to_contain_text(bad.own)
    # Every place in the text was filled, and what was quoted is text; a library may have braces of its own.
    said = card.inner_text()
    for own in card.locator("code").all_inner_texts():
        said = said.replace(own, "")
    assert not set("{}") & set(said), said
    check_unhurt(stage)


def check_unhurt(stage: StagePage) -> None:
    assert stage.page.evaluate("window.hurt") is None
    assert stage.page.locator(".stage :is(script, img), [data-testid=stAlert] :is(script, img)").count() == 0


def check_works(stage: StagePage, padding: int) -> None:
    """A number can still be changed, and is checked."""
    stage.choose("padding", padding)
    assert stage.setting("padding") == (padding, padding)
    stage.agrees()


def first_of_each_code(bads: list[Bad]) -> list[Bad]:
    """Each way in which something is refused, once: that the next is told as well says that the page works on."""
    return list({bad.code: bad for bad in reversed(bads)}.values())


def shown(stage: StagePage) -> tuple[object, ...]:
    """What must not be lost: the settings and the picture."""
    return stage.page.locator(".stage .formula").inner_text(), stage.numbers("output")


def dismiss(stage: StagePage) -> None:
    stage.control("dismiss").click()
    expect(stage.control("problem")).to_be_hidden()


def test_links_opened(stage: StagePage) -> None:
    for bad in OPENED:
        stage.open(bad.text)
        check_told(stage, bad)
        assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]], bad.text
        check_works(stage, 1)


def test_links_stepped_to(stage: StagePage) -> None:
    stage.open(QUERY).agrees()
    firsts, paddings = first_of_each_code(LINKS), cycle((1, 0))
    for bad in LINKS:
        before = shown(stage)
        stage.page.evaluate(BACK_TO, bad.text)
        check_told(stage, bad)
        assert shown(stage) == before, bad.text
        dismiss(stage)
        if bad in firsts:
            check_works(stage, next(paddings))


def test_lines_of_pytorch(stage: StagePage) -> None:
    bring_lines(stage.open(QUERY).agrees(), PYTORCH)


def test_calls_of_other_frameworks(stage: StagePage) -> None:
    bring_lines(stage.open(QUERY).agrees(), FOREIGN)


def bring_lines(stage: StagePage, lines: list[Bad]) -> None:
    source, firsts, paddings = stage.control("source"), first_of_each_code(lines), cycle((1, 0))
    for bad in lines:
        before = shown(stage)
        source.fill(bad.text)
        source.press("Enter")
        check_told(stage, bad)
        if bad.offer:
            does = "Show the smaller twin" if bad.code == "layer_beyond" else "Take the nearest"
            expect(stage.control("take-offer")).to_have_text(f"{does}: {bad.offer}")
        expect(source).to_have_value(bad.text)
        expect(source).to_have_attribute("aria-invalid", "true")
        assert shown(stage) == before, bad.text
        dismiss(stage)
        if bad in firsts:
            check_works(stage, next(paddings))


def test_typed_settings(stage: StagePage) -> None:
    stage.open(QUERY).agrees()
    paddings = cycle((1, 0))
    for bad in TYPED:
        before = shown(stage)
        assert bad.place in SETTINGS
        stage.choose(bad.place, bad.text)
        check_told(stage, bad)
        expect(stage.number(bad.place)).to_have_value(bad.text)
        expect(stage.number(bad.place)).to_have_attribute("aria-invalid", "true")
        assert shown(stage) == before, bad.text
        dismiss(stage)
        # Entered once more, it is asked once more.
        stage.number(bad.place).press("Enter")
        check_told(stage, bad)
        dismiss(stage)
        check_works(stage, next(paddings))


def test_the_panels_of_the_page_sizes(stage: StagePage) -> None:
    usual_texts = {**panel_query.USUAL, **UNDOABLE_OF}
    stage.open(f"{QUERY}&{panel_query.write(usual_texts)}", "sizes").agrees()
    usual, paddings = stage.page.locator('[data-testid="stAlert"]').all_inner_texts(), cycle((1, 0))
    for place, bads in groupby(sorted(PANELS + UNDOABLE, key=attrgetter("place")), attrgetter("place")):
        for bad in bads:
            texts = {place: bad.text}
            if place == "all":
                texts = {f"finder_{key}": text for key, text in zip(KEYS, bad.text.split(), strict=True)}
            write(stage, texts)
            alert = stage.page.locator('[data-testid="stAlert"]')
            for part in bad.says:
                alert = alert.filter(has_text=part)
            expect(alert, bad.text[:99]).to_have_count(1)
            if bad.own:
                expect(stage.page.locator('[data-testid="stCode"]').filter(has_text=bad.own)).to_have_count(1)
            check_unhurt(stage)
        check_works(stage, next(paddings))
        # What was typed stands there still; and put right, all is as before.
        for name, text in texts.items():
            expect(field(stage, name)).to_have_value(text)
        write(stage, {name: usual_texts[name] for name in texts})
        expect(stage.page.locator('[data-testid="stAlert"]')).to_have_text(usual)
