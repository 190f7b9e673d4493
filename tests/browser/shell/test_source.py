"""The line of PyTorch code: any common spelling is taken, what PyTorch refuses is refused, and copies are real code."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.presets import PRESETS
from deconv_core.state.query import read_query, write_query
from deconv_core.words import load
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

CHANGED = {"kernel_size": (3, 3), "stride": (2, 2), "padding": (1, 1)}
APART = {"kernel_size": (3, 5), "stride": (2, 1), "padding": (1, 2), "dilation": (3, 1)}
OPTIONS = {**CHANGED, "output_padding": (1, 1), "dilation": (2, 2)}
SPELLINGS = {
    "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)": CHANGED,
    "torch.nn.ConvTranspose2d(1,1,3,2,1)": CHANGED,
    "ConvTranspose2d(1, 1, 3, stride = 2, padding = 1)": CHANGED,
    "up = nn.ConvTranspose2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False)": CHANGED,
    "self.up = nn.ConvTranspose2d(in_channels=1, out_channels=1, kernel_size=[3, 3], stride=2, padding=1),": CHANGED,
    "(up): ConvTranspose2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))": CHANGED,
    "ConvTranspose2d(64, 32, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False)": CHANGED,
    "nn.ConvTranspose2d(1, 1, (3, 5), (2, 1), padding=(1, 2), dilation=(3, 1))": APART,
    "y = nn.ConvTranspose2d(1, 1, 3, 2, 1, output_padding=1, dilation=2, groups=1)(x)": OPTIONS,
}


def check_settings(stage: StagePage, changed: dict[str, tuple[int, int]]) -> None:
    stage.agrees()
    assert stage.settings() == {**State().settings, **changed}
    assert read_query(stage.query).state.settings == stage.settings()


def test_every_common_spelling_is_taken(stage: StagePage) -> None:
    stage.open()
    for text, changed in SPELLINGS.items():
        stage.control("reset").click()
        stage.control("source").fill(text)
        stage.control("source").press("Enter")
        expect(stage.number("kernel_size")).to_have_value("3")
        check_settings(stage, changed)


def enter(stage: StagePage, text: str) -> None:
    stage.control("source").fill(text)
    stage.control("source").press("Enter")


def choose(stage: StagePage, name: str) -> None:
    """One of what a card offers: it is asked anew, and taken."""
    stage.control("take-choice").filter(has_text=name).click()


def test_a_call_without_a_kernel_asks_for_it_and_takes_it_in_one_click(stage: StagePage) -> None:
    stage.open()
    enter(stage, "y = F.conv_transpose2d(x, w, stride=3, padding=1)")
    expect(stage.control("problem")).to_contain_text("do not hold the kernel’s size")
    # A kernel of 1 would leave nothing of the page's input of 2, but two cells.
    expect(stage.control("take-choice")).to_have_text([f"kernel_size={size}" for size in range(1, 10)])
    assert stage.settings() == State().settings
    choose(stage, "kernel_size=5")
    expect(stage.number("kernel_size")).to_have_value("5")
    expect(stage.control("problem")).to_be_hidden()
    check_settings(stage, {"kernel_size": (5, 5), "stride": (3, 3), "padding": (1, 1)})


def test_of_a_longer_text_the_first_layer_is_shown_and_the_next_is_one_click_away(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open()
    second = "nn.ConvTranspose2d(\n        1, 1, (3, 5), (2, 1), (1, 2), dilation=(3, 1))"
    paste(
        stage,
        f"nn.Sequential(\n    nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1),\n    nn.ReLU(),\n    {second},\n)",
    )
    expect(stage.number("kernel_size")).to_have_value("3")
    check_settings(stage, CHANGED)
    expect(stage.control("problem")).to_contain_text(
        "The text has 2 different transposed convolutions. This is the one in line 2"
    )
    # It is what Tab comes to next, as an offer is.
    stage.page.keyboard.press("Tab")
    expect(stage.control("take-choice")).to_be_focused()
    stage.page.keyboard.press("Enter")
    expect(stage.control("problem")).to_contain_text("This is the one in line 4")
    check_settings(stage, APART)
    # Only what holds of the layer itself stands below the line.
    expect(stage.control("note")).to_have_text("")
    stage.control("dismiss").click()
    expect(stage.control("problem")).to_be_hidden()


def test_a_layer_beyond_the_stage_has_its_facts_and_its_smaller_twin_is_one_click(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&lang=en")
    enter(stage, "nn.ConvTranspose1d(512, 256, kernel_size=(160,), stride=(80,), padding=(40,))")
    card = stage.control("problem")
    expect(card).to_contain_text("More than the stage shows")
    expect(card).to_contain_text("512·256·160 + 256 = 20,971,776")
    expect(stage.control("take-offer")).to_have_text(
        "Show the smaller twin: nn.ConvTranspose1d(1, 1, kernel_size=4, stride=2, padding=1)"
    )
    stage.control("take-offer").click()
    expect(card).to_be_hidden()
    state = stage.state()
    assert (state.rank, state.kernel_size, state.stride, state.padding) == (1, (4,), (2,), (1,))
    # The facts stay below the line, for as long as it says the same: the first that is said, the others folded.
    expect(stage.control("note").locator("span").first).to_contain_text("A smaller twin of the pasted layer")
    fact = stage.control("note").get_by_text("n along an axis becomes 80·n")
    expect(fact).to_be_hidden()
    stage.control("note").locator("summary").click()
    expect(fact).to_be_visible()
    stage.control("language").select_option("zh-Hans")
    expect(stage.control("note")).to_contain_text("缩小版")
    # A layer of two axes brings the second one back.
    enter(stage, "nn.ConvTranspose2d(1, 1, 3, 2, 1)")
    check_settings(stage, {**CHANGED, "input_size": (3, 3)})


def test_an_error_message_is_explained_and_the_layer_opens_in_one_click(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open("lang=en")
    paste(
        stage,
        "Traceback (most recent call last):\n"
        "RuntimeError: Given transposed=1, weight of size [128, 1024, 4, 4], expected input[1, 1024, 32, 32] to have "
        "128 channels, but got 1024 channels instead",
    )
    card = stage.control("problem")
    expect(card).to_contain_text("What this error says")
    expect(card).to_contain_text("the first number, 128, is in_channels")
    expect(card.locator("code")).to_contain_text("Given transposed=1")
    choose(stage, "nn.ConvTranspose2d(1024, 128, kernel_size=4)")
    expect(stage.number("kernel_size")).to_have_value("4")
    check_settings(stage, {"kernel_size": (4, 4)})


def test_what_padding_same_means_is_taken_in_one_click(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3")
    enter(stage, 'nn.ConvTranspose2d(1, 1, 3, stride=2, padding="same")')
    expect(stage.control("problem")).to_contain_text("here 6×6 from 3×3: padding=1, output_padding=1")
    expect(stage.control("problem").locator("code")).to_contain_text("argument 'padding'")
    stage.control("take-offer").click()
    check_settings(stage, {**CHANGED, "input_size": (3, 3), "output_padding": (1, 1)})


def paste(stage: StagePage, text: str) -> None:
    stage.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    stage.control("source").click()
    stage.page.keyboard.press("Control+V")


def test_a_pasted_layer_replaces_the_line_and_says_what_is_not_shown(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open()
    paste(stage, "nn.ConvTranspose2d(\n    64, 32,\n    kernel_size=3,\n    stride=2, padding=1,\n)")
    expect(stage.number("kernel_size")).to_have_value("3")
    check_settings(stage, CHANGED)
    expect(stage.control("source")).to_have_value("nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)")
    expect(stage.control("note")).to_contain_text("in_channels is 64 and out_channels is 32")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_a_note_is_a_quiet_line_below_the_code(visitors: Visitors, width: int) -> None:
    """Not a card over the picture; it is said when nothing else is, and goes when the line says something else."""
    stage = visitors(viewport={"width": width, "height": 900}).open("lang=en")
    stage.control("source").fill("nn.ConvTranspose2d(64, 32, 4, 2, 1, groups=2)")
    stage.control("source").press("Enter")
    note = stage.control("note")
    expect(note).to_contain_text("in_channels is 64 and out_channels is 32")
    expect(note).to_contain_text("groups is 2")
    expect(note).to_have_role("status")
    expect(stage.control("problem")).to_be_hidden()
    parts = (stage.control("source"), note, stage.page.locator(".panels"))
    line, said, picture = (part.bounding_box() for part in parts)
    assert line and said and picture
    assert line["y"] + line["height"] <= said["y"]
    # On a phone the picture comes before the code.
    assert said["y"] + said["height"] <= picture["y"] or picture["y"] + picture["height"] <= line["y"]
    assert said["y"] - line["y"] - line["height"] < 20
    # Time, pins and languages change nothing about it.
    stage.control("start").click()
    stage.control("language").select_option("zh-Hant")
    expect(note).to_contain_text(load("zh-Hant")["problems.note_groups"].format(groups=2))
    stage.slider("stride").evaluate("slider => { slider.value = 3; slider.dispatchEvent(new Event('input')); }")
    expect(note).to_have_text("")


# Each on several lines of its own, or of a Python session, or with nothing that looks like a call.
PASTED = {
    'strides=[2, 2], kernel_shape=[2, 2], auto_pad="VALID"': {"stride": (2, 2)},
    'kernel_shape: [2, 2]\nstrides: [2, 2]\nauto_pad: "VALID"\n': {"stride": (2, 2)},
    "nn.ConvTranspose2d(  # doubles\n    1, 1,\n    kernel_size=3,  # taps\n    stride=2, padding=1,\n)": CHANGED,
    ">>> nn.ConvTranspose2d(1, 1, 3,\n...                    stride=2, padding=1)": CHANGED,
}


def test_a_paste_takes_the_line_s_place_wherever_the_caret_was(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open()
    for text, changed in PASTED.items():
        stage.control("reset").click()
        paste(stage, text)
        expect(stage.number("stride")).to_have_value("2")
        check_settings(stage, changed)
    paste(stage, "# " + "-" * 99_999)
    expect(stage.control("problem")).to_contain_text("100001 characters")
    # Only a number or a word goes where the caret is.
    stage.control("source").press("Escape")
    stage.control("source").press("End")
    for key in ("ArrowLeft", "Shift+ArrowLeft"):
        stage.page.keyboard.press(key)
    stage.page.evaluate("navigator.clipboard.writeText('0')")
    stage.page.keyboard.press("Control+V")
    stage.page.keyboard.press("Enter")
    expect(stage.number("padding")).to_have_value("0")
    check_settings(stage, {**CHANGED, "padding": (0, 0)})


def test_what_a_refused_layer_offers_is_legal(stage: StagePage) -> None:
    stage.open().control("source").fill("nn.ConvTranspose2d(1, 1, 4, stride=2, padding=1, output_padding=5)")
    stage.control("source").press("Enter")
    stage.control("take-offer").click()
    expect(stage.control("problem")).to_be_hidden()
    check_settings(stage, {"kernel_size": (4, 4), "stride": (2, 2), "padding": (1, 1), "output_padding": (1, 1)})
    expect(stage.control("source")).not_to_have_attribute("aria-invalid", "true")


# A setting changes, and just before the hand has rested an illegal number is typed.
ASK_THEN_REPORT = """([stride, wait]) => new Promise(done => {
    const input = (key, kind) => document.querySelector(`[data-setting="${key}"] input[type="${kind}"]`);
    const [slider, number] = [input("stride", "range"), input("output_padding", "text")];
    slider.value = stride;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => {
        number.value = "77";
        number.dispatchEvent(new Event("change", { bubbles: true }));
        done();
    }, wait);
})"""


def test_a_question_is_answered_though_a_report_follows_at_once(stage: StagePage) -> None:
    stage.open().agrees()
    for wait in range(130, 150, 2):
        stage.page.evaluate(ASK_THEN_REPORT, [2 + wait // 2 % 2, wait])
        expect(stage.control("problem"), f"{wait} ms").to_contain_text("is 77")
        stage.control("dismiss").click()


@pytest.fixture
def copying(visitors: Visitors) -> StagePage:
    return visitors(permissions=["clipboard-read", "clipboard-write"]).open()


def copied(stage: StagePage, control: str) -> str:
    stage.control(control).click()
    expect(stage.control(control)).to_have_text("Copied")
    return str(stage.page.evaluate("() => navigator.clipboard.readText()"))


def test_copied_code_is_the_same_layer_to_pytorch(copying: StagePage) -> None:
    for preset in PRESETS[::6]:
        copying.control("examples").select_option(preset.key)
        expect(copying.control("copy-source")).to_have_text("Copy")
        check_layer(copied(copying, "copy-source"), preset.state)


def check_layer(text: str, state: State) -> None:
    from torch import nn

    layer: Any = eval(text, {"nn": nn, "__builtins__": {}})
    assert isinstance(layer, nn.ConvTranspose2d)
    settings = {key: pair for key, pair in state.settings.items() if key != "input_size"}
    assert {key: getattr(layer, key) for key in settings} == settings


def test_the_copied_link_is_the_address(copying: StagePage) -> None:
    copying.choose("stride", 2)
    text = copied(copying, "copy-link")
    assert text == f"{copying.url}/?{write_query(read_query(text.partition('?')[2]).state)}" == copying.page.url
    assert read_query(text.partition("?")[2]).state.stride == (2, 2)


def test_after_a_while_the_buttons_say_again_what_they_do(copying: StagePage) -> None:
    copied(copying, "copy-link")
    copying.control("language").select_option("zh-Hans")
    expect(copying.page.locator(".stage")).to_have_attribute("lang", "zh-Hans")
    words = load("zh-Hans")
    for _ in range(2):
        copying.control("copy-source").click()
        expect(copying.control("copy-source")).to_have_text(words["stage.copied"])
    expect(copying.control("copy-source")).to_have_text(words["stage.copy"])
    # Its turn came before that.
    expect(copying.control("copy-link")).to_have_text(words["stage.copy_link"])


def test_another_framework_s_call_sets_the_page(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3", "frameworks").agrees()
    source = stage.control("source")
    source.fill("tf.nn.conv2d_transpose(x, w, [1, 7, 7, 1], strides=2, padding='VALID')")
    source.press("Enter")
    choose(stage, "kernel_size=3")
    expect(stage.control("note")).to_contain_text("Read as TensorFlow means it: cropped before 0, after 0")
    assert stage.settings() | {"stride": (2, 2), "padding": (0, 0)} == stage.settings()
    expect(stage.control("ask-valid")).to_have_attribute("aria-pressed", "true")
    stage.agrees()
    source.fill("tf.nn.conv2d_transpose(x, w, output_shape=[1, 5, 6, 1], strides=2, padding='SAME')")
    source.press("Enter")
    choose(stage, "kernel_size=3")
    expect(stage.number("output_shape", 1)).to_have_value("6")
    expect(stage.control("tensorflow-line")).to_contain_text('[1, 5, 6, 1], strides=[2, 2], padding="SAME"')
    stage.agrees()
    source.fill("kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 0, 0]")
    source.press("Enter")
    expect(stage.control("ask-crops")).to_have_attribute("aria-pressed", "true")
    expect(stage.control("onnx-line")).to_contain_text("pads=[1, 1, 0, 0]")
    assert "output_shape=" not in stage.agrees().query


LAYER = "nn.ConvTranspose2d(1, 1, kernel_size=4, stride=2, padding=1)"


def test_sizes_in_the_line_of_code_bring_the_layers_that_give_them(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    enter(stage, "6 -> 12")
    card = stage.control("problem")
    expect(card).to_contain_text("6 → 12")
    card.get_by_role("button", name=LAYER, exact=True).click()
    expect(stage.control("source")).to_have_value(LAYER)
    stage.agrees()
    assert stage.settings()["input_size"] == (6, 6)
    assert len(stage.numbers("output")) == 12 * 12
