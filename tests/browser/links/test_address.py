"""The address always holds the whole state: it can be reloaded, copied, and stepped back to."""

from __future__ import annotations

from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage


def steps_of_a_visit(stage: StagePage) -> None:
    """A bit of everything that a learner changes."""
    stage.choose("stride", 2)
    stage.choose("kernel_size", 3)
    stage.fill("x", "count")
    stage.cell("kernel", 1, 1).click()
    stage.page.keyboard.type("-2.5")
    stage.page.keyboard.press("Enter")
    stage.scrub(2)
    stage.cell("output", 1, 1).click()


def test_the_address_holds_what_is_shown_after_every_change(stage: StagePage) -> None:
    stage.open().agrees()
    assert stage.query == write_query(State(lang="en"))
    steps_of_a_visit(stage)
    reading = read_query(stage.agrees().query)
    assert not reading.problems and stage.query == write_query(reading.state)
    state = reading.state
    assert (state.t, state.pin, state.stride, state.x) == (2, "output:1,1", (2, 2), ((1, 2), (3, 4)))
    assert state.settings == stage.settings()
    assert stage.numbers("kernel") == expected.by_cell(state.w)
    assert stage.numbers("output") == expected.output(state)


def test_a_link_shows_another_visitor_the_same(visitors: Visitors) -> None:
    mine = visitors().open()
    steps_of_a_visit(mine)
    mine.control("language").select_option("zh-Hant")
    expect(mine.page.locator(".stage")).to_have_attribute("lang", "zh-Hant")
    mine.agrees()
    # Elsewhere, with an English browser.
    other = visitors(locale="en-US").open(mine.query).agrees()
    assert other.everything() == mine.everything()
    assert other.query == mine.query
    assert other.time() == mine.time() == 2
    assert other.page.locator(".stage").get_attribute("lang") == "zh-Hant"
    for name in ("sum", "output"):
        assert other.panel(name).get_attribute("data-cell") == mine.panel(name).get_attribute("data-cell")


def test_random_states_survive_the_round_trip_unchanged(stage: StagePage) -> None:
    random = Random(8)
    for _ in range(4):
        query = write_query(expected.random_state(random))
        stage.open(query).agrees()
        assert stage.query == query


def test_reloading_changes_nothing(stage: StagePage) -> None:
    stage.open()
    steps_of_a_visit(stage)
    before = (stage.agrees().query, stage.everything())
    stage.page.reload()
    stage.ready().agrees()
    assert (stage.query, stage.everything()) == before


def test_back_and_forward_go_through_what_was_changed(stage: StagePage) -> None:
    stage.open().agrees()
    shown = [stage.everything()]
    for key, value in (("stride", 2), ("padding", 1), ("kernel_size", 4)):
        stage.choose(key, value)
        shown.append(stage.agrees().everything())
    # Time and pins are no steps of their own.
    stage.scrub(1)
    stage.agrees().scrub(4)
    stage.agrees()
    for step in (2, 1, 0):
        stage.page.go_back()
        wait_for_output(stage, shown[step])
    for step in (1, 2, 3):
        stage.page.go_forward()
        wait_for_output(stage, shown[step])
    assert read_query(stage.agrees().query).state.kernel_size == (4, 4)


# As a page that did not yet know these fields would have kept its state.
FORGET = """keys => {
    const stage = { ...history.state.stage };
    for (const [at, key] of keys.entries()) if (at % 2) stage[key] = undefined; else delete stage[key];
    history.replaceState({ ...history.state, stage }, "");
}"""
LATER_FIELDS = (
    "matrix_removed",
    "matrix_side",
    "frameworks_side",
    "matrix_order",
    "stretched_turn",
    "square",
    "seed",
    "x_fill",
    "w_fill",
    "t",
    "pin",
)


@pytest.mark.parametrize("page", ["", "matrix"])
@pytest.mark.parametrize("missing", [LATER_FIELDS[:1], LATER_FIELDS, LATER_FIELDS[::-1]])
def test_a_step_that_was_kept_before_a_field_was_known_has_the_opening_s(
    stage: StagePage, page: str, missing: tuple[str, ...]
) -> None:
    query = write_query(State(stride=(2, 2), x=((7, -1), (0, 2.5)), lang="zh-Hans"))
    stage.open(query, page).agrees()
    shown = stage.numbers("output")
    stage.page.evaluate(FORGET, list(missing))
    stage.page.reload()
    assert stage.ready().agrees().query == query
    assert stage.numbers("output") == shown
    stage.page.evaluate(FORGET, list(missing))
    stage.choose("padding", 1)
    stage.agrees()
    length = stage.page.evaluate("history.length")
    stage.page.go_back()
    expect(stage.number("padding")).to_have_value("0")
    assert stage.agrees().query == query
    assert stage.numbers("output") == shown
    # To move time is no step of its own: what was ahead is still ahead.
    stage.scrub(1)
    stage.agrees()
    assert stage.page.evaluate("history.length") == length
    stage.page.go_forward()
    expect(stage.number("padding")).to_have_value("1")


def wait_for_output(stage: StagePage, shown: dict[str, dict[tuple[int, ...], float]]) -> None:
    expect(stage.panel("output").locator("[data-cell]")).to_have_count(len(shown["output"]))
    stage.agrees()
    assert stage.everything() == shown


def test_back_leads_out_of_the_page_to_where_one_came_from(stage: StagePage) -> None:
    stage.page.goto(f"{stage.url}/words/en.json")
    stage.open().agrees()
    stage.page.go_back()
    expect(stage.page).to_have_url(f"{stage.url}/words/en.json")


@pytest.mark.parametrize("query", ["stride=2&t=1.5", "?stride=2&t=1.5&unknown=1", "%73tride=%32&t=1%2E5"])
def test_links_may_be_short_or_encoded(stage: StagePage, query: str) -> None:
    stage.open(query.removeprefix("?")).agrees()
    expect(stage.control("problem")).to_be_hidden()
    assert stage.query == write_query(State(stride=(2, 2), t=1.5, lang="en"))


# A change, and the report of it only once the link to another page has been clicked; what is to be sent later than that
# waits in `window.held`.
LEAVE = """() => {
    const later = window.setTimeout;
    window.held = [];
    window.setTimeout = (run, ms, ...more) => ms >= 100 ? window.held.push(run) : later(run, ms, ...more);
    document.querySelector('[data-control="x-ones"]').click();
    const report = window.held.pop();
    document.querySelector('a[href$="/columns"]').click();
    report();
    window.setTimeout = later;
}"""


def test_a_change_just_before_leaving_does_not_call_the_page_back(stage: StagePage) -> None:
    stage.open().agrees()
    expect(stage.tab("columns")).to_be_visible()
    stage.page.evaluate(LEAVE)
    stage.page.locator(".columns-view").wait_for()
    assert stage.page.evaluate("window.held.length")
    stage.page.evaluate("for (const run of window.held) run()")
    # What was said before is answered before: a page that was called back would be there by the second answer.
    for padding in (0, 1):
        stage.choose("padding", padding)
        stage.agrees()
    expect(stage.page.locator(".columns-view")).to_be_visible()
    assert stage.page.url.split("?")[0].endswith("/columns")
    assert set(stage.numbers("input").values()) == {1}


# Streamlit is told something, and before it sends that, the tab of another page is clicked.
OVERTAKE = """() => {
    const later = window.setTimeout;
    window.setTimeout = (run, ms, ...more) => {
        if (ms === 0 && !window.overtaken) {
            window.overtaken = true;
            document.querySelector('a[href$="/frameworks"]').click();
        }
        return later(run, ms, ...more);
    };
    document.querySelector('[data-control="x-ones"]').click();
}"""


@pytest.mark.parametrize("page", ["", "sizes"])
def test_a_click_on_a_tab_does_not_overtake_what_the_page_has_just_said(stage: StagePage, page: str) -> None:
    """On Sizes the stage is a part of the page that runs alone: Streamlit's whole page broke."""
    stage.open("lang=en", page).agrees()
    expect(stage.tab("frameworks")).to_be_visible()
    stage.page.evaluate(OVERTAKE)
    stage.page.locator(".frameworks-view").wait_for()
    stage.agrees()
    assert stage.page.evaluate("window.overtaken") and stage.page.url.split("?")[0].endswith("/frameworks")
    assert set(stage.numbers("input").values()) == {1}


# Waits of the page's own that take longer than it gives a server to answer.
LONG_WAITS = """() => {
    const later = window.setTimeout;
    window.waits = [];
    window.setTimeout = (run, ms, ...more) => {
        if (ms > 15_000) window.waits.push(ms);
        return later(run, ms, ...more);
    };
}"""


def test_a_step_on_a_page_that_has_just_come_is_no_leaving(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    stage.go("matrix")
    stage.page.evaluate(LONG_WAITS)
    stage.show("stride=2").agrees()
    assert stage.page.evaluate("window.waits") == []


# A browser that refuses every write to the address, or all but the first few, as Safari does within half a minute.
REFUSE = """limit => {
    let written = 0;
    for (const name of ["pushState", "replaceState"]) {
        const write = history[name].bind(history);
        history[name] = (...given) => {
            if (++written > limit) throw new DOMException("The operation is insecure.", "SecurityError");
            write(...given);
        };
    }
}"""


@pytest.mark.parametrize("limit", [0, 2])
def test_where_the_address_cannot_be_written_all_else_works(visitors: Visitors, limit: int) -> None:
    visitors.expect("The operation is insecure")
    stage = visitors().open().agrees()
    stage.page.evaluate(f"({REFUSE})({limit})")
    for stride in (2, 3, 2, 1, 3):
        stage.choose("stride", stride)
        stage.agrees()
    stage.page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    stage.control("copy-link").click()
    copied = stage.page.evaluate("window.copied")
    assert copied.startswith(f"{stage.url}/?") and "stride=3" in copied
    shown = stage.everything()
    other = visitors().open(copied.partition("?")[2]).agrees()
    assert other.everything() == shown


def test_what_could_not_be_written_is_with_the_next_change(visitors: Visitors) -> None:
    stage = visitors().open().agrees()
    stage.page.evaluate("""() => {
        const write = history.pushState.bind(history);
        history.pushState = () => {
            history.pushState = write;
            throw new DOMException("The operation is insecure.", "SecurityError");
        };
    }""")
    stage.choose("stride", 2)
    assert "stride=1" in stage.agrees().query
    stage.scrub(1)
    assert "stride=2" in stage.agrees().query
    stage.page.go_back()
    stage.page.wait_for_url("**/*stride=1*")
    assert stage.setting("stride") == (1, 1)
