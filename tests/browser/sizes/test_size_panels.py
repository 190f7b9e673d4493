"""The panels of the page Sizes: asked as a person asks, answered in words, numbers and code."""

from __future__ import annotations

from playwright.sync_api import expect

from deconv_core.sizes.ranges import Range, Ranges
from deconv_core.sizes.solver import Solution, solve
from deconv_core.state.query import read_query
from deconv_core.words import fill, load
from tests.browser.conftest import Visitors
from tests.browser.panels import field, write
from tests.browser.stage_page import StagePage
from tests.oracles import worked_examples as worked

PAGE = "sizes"
# Paragraphs and boxes of words, and how many pixels their text may take: about 70 characters.
TEXTS = '[data-testid="stMain"] :is([data-testid="stMarkdown"] p, [data-testid="stAlert"] p)'
WIDEST = 500
LINES = """all => all.flatMap(one => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return [...words.getClientRects()].map(({ width }) => width);
})"""


def text(key: str, **values: object) -> str:
    return fill(load("en")[f"sizes.{key}"], **values)


def solved(solution: Solution, size: int, wanted: int) -> str:
    counts = {"count": len(solution.answers), "candidates": solution.candidates, "even": solution.even}
    return text("solved", size=size, wanted=wanted, **counts).replace("**", "")


def codes(stage: StagePage) -> list[str]:
    return stage.page.locator('[data-testid="stCode"] code').all_inner_texts()


def test_a_solver_request_and_its_answers_on_the_stage(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    write(stage, {"finder_input_size": "6", "finder_wanted": "12"})
    solution = solve(6, 12, Ranges())
    expect(stage.page.get_by_text(solved(solution, 6, 12))).to_be_visible()
    expect(stage.page.locator('[data-testid="stCode"] code').first).to_have_text(
        "nn.ConvTranspose2d(1, 1, kernel_size=2, stride=2)"
    )
    opened = stage.page.get_by_role("link", name=text("open")).nth(2)
    with stage.page.context.expect_page() as popup:
        opened.click()
    other = StagePage(popup.value, stage.url).ready()
    other.agrees()
    state = read_query(other.query).state
    best = solution.settings(2)
    assert {key: state.settings[key] for key in best} == {key: (value, value) for key, value in best.items()}
    assert state.geometry.output_size == (12, 12)
    other.page.close()


def test_none_says_why_and_names_the_nearest(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    write(stage, {"finder_input_size": "4", "finder_wanted": "8"})
    write(stage, {"finder_kernel_size": "3", "finder_stride": "2", "finder_output_padding": "0"})
    expect(stage.page.get_by_text(text("none_parity", axis="height and width", wanted=8))).to_be_visible()
    expect(stage.page.get_by_text(text("nearest_2", one=7, other=9))).to_be_visible()
    # What is advised is taken: one more kernel, then the wanted size is there.
    expect(stage.page.get_by_text(text("ways_out", wanted=8))).to_be_visible()
    expect(stage.page.get_by_text(text("instead", setting="kernel_size", value=4, before=3)).first).to_be_visible()
    advised = codes(stage)[:4]
    assert "nn.ConvTranspose2d(1, 1, kernel_size=4, stride=2, padding=1)" in advised
    write(stage, {"finder_kernel_size": "4"})
    solution = solve(4, 8, Ranges(kernel_size=Range(4, 4), stride=Range(2, 2), output_padding=Range(0, 0)))
    assert len(solution.answers) == 1
    expect(stage.page.get_by_text(solved(solution, 4, 8))).to_be_visible()
    assert codes(stage)[0] in advised
    write(stage, {"finder_kernel_size": "1-1000", "finder_stride": "1-1000", "finder_padding": "0-1000"})
    expect(stage.page.get_by_text("1,001,000,000 settings")).to_be_visible()
    write(stage, {"finder_kernel_size": "three"})
    expect(stage.page.get_by_text("kernel_size is “three”")).to_be_visible()
    stage.choose("stride", 2)
    stage.agrees()


def test_an_encoder_comes_back(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    layers = "nn.Conv2d(3, 8, 3, stride=2, padding=1)\nnn.Conv2d(8, 16, 3, stride=2, padding=1)"
    write(stage, {"chain_layers": layers, "chain_input_size": "12"})
    way = "nn.ConvTranspose2d(8, 3, kernel_size=3, stride=2, padding=1, output_padding=1),  # 6 -> 12"
    expect(stage.page.get_by_text("# 6 -> 12")).to_be_visible()
    assert any(way in code for code in codes(stage))
    write(stage, {"chain_input_size": "1"})
    write(stage, {"chain_layers": "nn.Conv2d(3, 8, 3)"})
    expect(stage.page.get_by_text(text("chain_kernel_too_large", at=1, line=1, size=1))).to_be_visible()
    expect(stage.page.get_by_text("Kernel size can't be greater than actual input size")).to_be_visible()
    write(stage, {"chain_layers": "nn.MaxPool2d(2)"})
    expect(stage.page.get_by_text(text("encoder_other_layer", line=1, name="MaxPool2d"))).to_be_visible()


LAYER = "nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)"


def test_a_refused_output_size(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    write(stage, {"finder_line": LAYER, "finder_input_size": "6"})
    expect(
        stage.page.get_by_text(text("output_size_taken", asked=12, smallest=11, largest=12, output_padding=1))
    ).to_be_visible()
    write(stage, {"finder_wanted": "14"})
    expect(stage.page.get_by_text(worked.OUTPUT_SIZE_REFUSED[0][3])).to_be_visible()
    # The page's word and PyTorch's own are compared while one looks.
    expect(stage.page.get_by_text("asked just now, does just that")).to_be_visible()


def test_a_published_claim(stage: StagePage) -> None:
    """With a link as it was written before the page had one line for all."""
    stage.open("claim_kernel_size=4&claim_claimed=440", PAGE).agrees()
    wrong = text("claim_fails", actual=439, claimed=440).replace("**", "")
    expect(stage.page.get_by_text(wrong)).to_be_visible()
    write(stage, {"finder_wanted": "439"})
    expect(stage.page.get_by_text(text("claim_holds", actual=439))).to_be_visible()
    write(stage, {"finder_output_padding": "1"})
    expect(stage.page.get_by_text("output padding must be smaller than either stride or dilation")).to_be_visible()


def test_a_claim_that_two_changes_mend(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    layer = {"input_size": "256", "kernel_size": "10", "stride": "5", "padding": "2", "wanted": "1280"}
    write(stage, {f"finder_{name}": value for name, value in layer.items()})
    mend = "nn.ConvTranspose2d(1, 1, kernel_size=10, stride=5, padding=3, output_padding=1)"
    expect(stage.page.get_by_text(text("instead", setting="output_padding", value=1, before=0)).first).to_be_visible()
    assert mend in codes(stage)


def gives(whose: str, layer: str, size: int, actual: int) -> str:
    return text("layer_gives", whose=text(f"whose_{whose}"), layer=layer, size=size, actual=actual).replace("`", "")


def test_empty_fields_follow_the_hand_on_the_stage_until_a_layer_is_pasted(stage: StagePage) -> None:
    stage.open("input_size=6&kernel_size=3&stride=2&padding=1", PAGE).agrees()
    picture = "nn.ConvTranspose2d(1, 1, kernel_size=3, stride={}, padding=1)"
    expect(stage.page.get_by_text(gives("stage", picture.format(2), 6, 11))).to_be_visible()
    stage.choose("stride", 3)
    expect(stage.page.get_by_text(gives("stage", picture.format(3), 6, 16))).to_be_visible()
    expect(field(stage, "finder_stride")).to_have_attribute("placeholder", "3")
    expect(stage.page.get_by_text(solved(solve(6, 17), 6, 17))).to_be_visible()
    stage.agrees()
    write(stage, {"finder_line": LAYER, "finder_input_size": "44"})
    pasted = gives("line", picture.format(2), 44, 87)
    expect(stage.page.get_by_text(pasted)).to_be_visible()
    # The line's layer holds, whatever the hand does.
    stage.choose("stride", 1)
    stage.agrees()
    expect(stage.page.get_by_text(pasted)).to_be_visible()
    expect(field(stage, "finder_stride")).to_have_attribute("placeholder", "2")
    write(stage, {"finder_line": "", "finder_input_size": ""})
    expect(stage.page.get_by_text(gives("stage", picture.format(1).replace("stride=1, ", ""), 6, 6))).to_be_visible()


def test_a_long_text_pasted_into_the_line_is_read_as_the_encoder_that_it_is(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open("", PAGE).agrees()
    encoder = "nn.Sequential(\n    nn.Conv2d(3, 8, 3, stride=2),\n    nn.ReLU(),\n    nn.Conv2d(8, 9, 4),\n)"
    stage.page.evaluate("text => navigator.clipboard.writeText(text)", encoder)
    field(stage, "finder_line").focus()
    stage.page.keyboard.press("Control+v")
    field(stage, "finder_line").press("Enter")
    expect(stage.page.get_by_text("nn.ConvTranspose2d(8, 3, kernel_size=3, stride=2")).to_be_visible()
    expect(field(stage, "finder_line")).to_have_value("")
    expect(stage.page.get_by_text(text("encoder_moved"))).to_be_visible()
    # Printed layers, too, whose ends of lines are all that parts them.
    printed = "Sequential(\n  (0): Conv2d(5, 6, kernel_size=(3, 3), stride=(1, 1))\n  (1): ReLU()\n)"
    stage.page.evaluate("text => navigator.clipboard.writeText(text)", printed)
    field(stage, "finder_line").focus()
    stage.page.keyboard.press("Control+v")
    field(stage, "finder_line").press("Enter")
    expect(stage.page.get_by_text("nn.ConvTranspose2d(6, 5, kernel_size=3)")).to_be_visible()


def test_all_answers_open_on_demand(stage: StagePage) -> None:
    stage.open("finder_line=6+-%3E+12", PAGE).agrees()
    solution = solve(6, 12)
    expect(stage.page.get_by_text(solved(solution, 6, 12))).to_be_visible()
    shown = len(codes(stage))
    stage.page.get_by_text(text("show_all", count=len(solution.answers))).click()
    expect(stage.page.get_by_text(text("even_note"))).to_be_visible()
    expect(stage.page.locator('[data-testid="stCode"]')).to_have_count(shown + len(solution.answers))


def test_words_are_as_wide_as_one_reads_with_ease(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 1440, "height": 900}).open("lang=en", PAGE).agrees()
    write(stage, {"finder_line": LAYER, "finder_input_size": "6", "finder_wanted": "14", "finder_output_padding": "2"})
    write(stage, {"chain_layers": "nn.Conv2d(3, 8, 3)\nnn.MaxPool2d(2)"})
    expect(stage.page.get_by_text("Reading stopped at line 2, “nn.MaxPool2d(2)”")).to_be_visible()
    widths = stage.page.locator(TEXTS).evaluate_all(LINES)
    assert len(widths) > 8
    assert max(widths) <= WIDEST


def test_a_phone_holds_the_panels(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 390, "height": 844}).open("lang=en", PAGE)
    expect(stage.page.get_by_role("table")).to_be_visible()
    main = stage.page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") == 0
