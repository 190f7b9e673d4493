"""The panels of the Sizes page: what is typed is answered by the core, or refused in words, in every language."""

from __future__ import annotations

from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from deconv_core.frameworks import pytorch
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.sizes.solver import Reason, solve
from deconv_core.sizes.ways_out import axis_by_axis, ways_out
from deconv_core.stacks.encoder_text import EncoderCode
from deconv_core.stacks.way_back import Obstacle
from deconv_core.state.layer_link import opening
from deconv_core.state.typed_sizes import RequestCode
from deconv_core.words import LANGUAGES, explain, fill, load
from pages._ui.sizes.fields import plain
from tests.oracles import worked_examples as worked
from tests.pages.test_pages import check, visit

PAGE = "sizes"


def said(app: AppTest) -> str:
    """Every text that the page shows outside the stage."""
    kinds = (app.markdown, app.error, app.warning, app.success, app.info, app.caption, app.code)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def typed(lang: str = "en", **texts: str) -> AppTest:
    """The page once these fields were typed into: `solver_wanted`, `ranges_stride`, `chain_layers` and so on."""
    app = visit(PAGE, lang=lang)
    for name, text in texts.items():
        widgets = app.text_area if name == "chain_layers" else app.text_input
        widgets(key=f"sizes_{name}").set_value(text)
    app.run()
    check(app, lang)
    return app


def text(key: str, lang: str = "en", **values: object) -> str:
    return fill(load(lang)[f"sizes.{key}"], **values)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_words(lang: str) -> None:
    wanted = {f"none_{code}" for code in get_args(Reason)} | {f"chain_{code}" for code in get_args(Obstacle)}
    own = {key.removeprefix("sizes.") for key in load(lang) if key.startswith("sizes.")}
    assert wanted | set(get_args(EncoderCode)) <= own
    # What is said of a link, too, is said in the same words.
    for code in get_args(RequestCode):
        assert (f"request_{code}" in own) != (f"problems.{code}" in load(lang)) or code == "empty", code


def test_it_opens_on_the_worked_cases() -> None:
    shown = said(typed())
    for kernel, padding in worked.TO_440:
        padded = f", padding={padding}" if padding else ""
        assert f"nn.ConvTranspose2d(1, 1, kernel_size={kernel}{padded})" in shown
    assert text("output_size_taken", asked=12, smallest=11, largest=12, output_padding=1) in shown
    assert text("claim_fails", actual=worked.NOT_440[1], claimed=440) in shown
    assert (
        "nn.ConvTranspose2d(16, 3, kernel_size=3, stride=2, padding=1, output_padding=(1, 0)),  # 50×38 -> 100×75"
        in (shown)
    )


def test_the_answers_are_the_solver_s() -> None:
    solution = solve(6, 12)
    app = typed(solver_input_size="6", solver_wanted="12")
    assert text("solved", count=len(solution.answers), candidates=360, even=solution.even, size=6, wanted=12) in said(
        app
    )
    assert app.code[0].value == "nn.ConvTranspose2d(1, 1, kernel_size=2, stride=2)"
    assert "(./?input_size=6,6&kernel_size=2,2&stride=2,2&padding=0,0&output_padding=0,0&dilation=1,1&lang=en)" in said(
        app
    )


def test_every_answer_can_be_had() -> None:
    solution = solve(4, 8, Ranges(dilation=Range(1, 6), output_padding=Range(0, 4), padding=Range(0, 9)))
    ranges = {"ranges_dilation": "1-6", "ranges_output_padding": "0-4", "ranges_padding": "0-9"}
    app = typed(solver_input_size="4", solver_wanted="8", **ranges)
    app.toggle(key="sizes_solver_more").set_value(True)
    app.run()
    (choice,) = app.number_input
    count = len(solution.answers)
    assert 120 < count < 1000
    assert (choice.value, choice.max) == (1, -(-count // 60))
    shown = []
    for number in range(1, int(choice.max) + 1):
        app.number_input[0].set_value(number)
        app.run()
        check(app, "en")
        last = min(count, number * 60)
        assert text("shown", first=number * 60 - 59, last=last, count=count) in said(app)
        shown += [one.value for one in app.code][: last - len(shown)]
    assert shown == [pytorch.source((4, 4), **solution.settings(at)) for at in range(count)]
    # Another request begins at its beginning.
    app.text_input(key="sizes_solver_wanted").set_value("10")
    app.run()
    assert app.number_input[0].value == 1


def test_axes_apart() -> None:
    app = typed(solver_input_size="6,5", solver_wanted="12,5")
    assert text("none_alike") in said(app)
    both = {"kernel_size": (2, 1), "stride": (2, 1)}
    assert f"nn.ConvTranspose2d(1, 1, kernel_size={both['kernel_size']}, stride={both['stride']})" in said(app)


NONE = {
    "too_large": ({"solver_input_size": "4", "solver_wanted": "100"}, {"axis": "height and width", "wanted": 100}),
    "too_small": (
        {"solver_input_size": "9", "solver_wanted": "2", "ranges_padding": "0"},
        {"axis": "height and width", "wanted": 2},
    ),
    "gap": (
        {"solver_input_size": "4", "solver_wanted": "11", "ranges_kernel_size": "3", "ranges_stride": "2-5"}
        | {"ranges_padding": "0", "ranges_output_padding": "0"},
        {"axis": "height and width", "wanted": 11},
    ),
    "parity": (
        {"solver_input_size": "4", "solver_wanted": "8", "ranges_kernel_size": "3", "ranges_stride": "2"}
        | {"ranges_output_padding": "0"},
        {"axis": "height and width", "wanted": 8},
    ),
    "nothing_legal": (
        {"solver_input_size": "4", "solver_wanted": "8", "ranges_stride": "1", "ranges_output_padding": "1"},
        {"axis": "height and width", "wanted": 8},
    ),
}


@pytest.mark.parametrize("reason", NONE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_none_says_why(reason: str, lang: str) -> None:
    texts, values = NONE[reason]
    app = typed(lang, **texts)
    axis = load(lang)["problems.axis_both"]
    assert text(f"none_{reason}", lang, **{**values, "axis": axis}) in said(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_advised_was_tried(lang: str) -> None:
    app = typed(lang, solver_input_size="8", solver_wanted="8", ranges_kernel_size="4", ranges_stride="1")
    assert text("ways_out", lang, wanted=8) in said(app)
    chosen = Ranges(kernel_size=Range(4, 4), stride=Range(1, 1))
    ways = ways_out((8, 8), (8, 8), chosen)
    assert [one.value for one in app.code][: len(ways)] == [pytorch.source((8, 8), **way.settings) for way in ways]
    assert text("instead", lang, setting="dilation", value=2, before=1) in said(app)


def test_axes_that_no_near_change_does_together() -> None:
    app = typed(solver_input_size="4,5", solver_wanted="8,8", ranges_kernel_size="2", ranges_padding="0")
    assert text("none_alike_near") in said(app)
    own = axis_by_axis((4, 5), (8, 8), Ranges(kernel_size=Range(2, 2), padding=Range(0, 0)))
    assert own is not None
    assert app.code[0].value == pytorch.source((4, 5), **own)


def test_a_wish_beyond_all_near_changes_says_so() -> None:
    one = {"ranges_kernel_size": "1", "ranges_padding": "0", "ranges_output_padding": "0"}
    # The product of a dilation and a kernel of at most a thousand would have to be this prime number and one.
    assert text("no_way_out", wanted=99_992, limit="1,000") in said(
        typed(solver_input_size="1", solver_wanted="99992", **one)
    )
    assert text("claim_no_change", claimed=99_990, limit="1,000") in said(
        typed(claim_input_size="1", claim_claimed="99990")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_of_zeros_come_last_and_are_said(lang: str) -> None:
    sizes = {"solver_input_size": "44,88", "solver_wanted": "89,177"}
    app = typed(lang, **sizes, ranges_kernel_size="2-4", ranges_stride="2")
    solution = solve((44, 88), (89, 177), Ranges(kernel_size=Range(2, 4), stride=Range(2, 2)))
    assert solution.ending == 1
    shown = [one.value for one in app.markdown]
    assert any(text("solved_ending", lang, count=1) in one for one in shown)
    axes = {load(lang)[f"problems.axis_{name}"]: size for name, size in (("height", 89), ("width", 177))}
    says = [text("zeros_end", lang, axis=axis, count=1, size=size) for axis, size in axes.items()]
    beside = [one for one in shown if text("even", lang) in one or text("uneven", lang) in one]
    answers = beside[-len(solution.answers) :]
    assert [all(part in one for part in says) for one in answers] == [False] * (len(answers) - 1) + [True]


def test_rows_of_zeros_in_between_are_said_too() -> None:
    app = typed(solver_input_size="4", solver_wanted="7", ranges_kernel_size="1", ranges_stride="2")
    assert text("zeros", axis="height and width", count=3, size=7) in said(app)


def test_a_claim_is_mended_by_one_change_or_by_two() -> None:
    layer = {"claim_input_size": "256", "claim_kernel_size": "10", "claim_stride": "5", "claim_padding": "2"}
    app = typed(**layer, claim_claimed="1280")
    codes = [one.value for one in app.code]
    assert "nn.ConvTranspose2d(1, 1, kernel_size=9, stride=5, padding=2)" in codes
    assert "nn.ConvTranspose2d(1, 1, kernel_size=10, stride=5, padding=3, output_padding=1)" in codes
    assert text("instead", setting="padding", value=3, before=2) in said(app)


def test_what_a_visitor_typed_is_disarmed() -> None:
    assert plain("![a](b) <i> $x$ :red[z] `c`") == r"\!\[a\]\(b\) \<i\> \$x\$ \:red\[z\] \`c\`"


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"claim_output_padding": "1"}, "output_padding_too_large"),
        ({"claim_padding": "300"}, "output_too_small"),
    ],
)
def test_a_refused_claim_names_the_rule_and_a_way_out(texts: dict[str, str], key: str) -> None:
    shown = said(typed(**texts))
    values = {"axis": "both", "value": 1, "stride": 1, "dilation": 1, "limit": 1, "more": 1, "most": 0}
    if key == "output_too_small":
        values = {"axis": "both", "value": 300, "canvas": 441, "output_padding": 0, "output": "−159", "most": 220}
    field = "padding" if key == "output_too_small" else "output_padding"
    assert plain(text("claim_refused", why=explain("en", key, field, values))) in shown


def test_a_refused_output_size_shows_pytorch_s_words() -> None:
    (asked, _, _, message) = worked.OUTPUT_SIZE_REFUSED[0]
    shown = said(typed(output_size_output_size=str(asked[0])))
    assert message in shown
    assert text("output_size_refused", asked=14, smallest=11, largest=12) in shown


def test_an_encoder_that_cannot_come_back_names_the_layer() -> None:
    layers = "nn.Conv2d(1, 8, 3, 2)\nnn.Conv2d(8, 8, 5)\nnn.Conv2d(8, 8, 3)"
    shown = said(typed(chain_layers=layers, chain_input_size="8"))
    assert text("chain_kernel_too_large", at=2, line=2, size=3) in shown
    assert "Calculated padded input size per channel: (3 x 3). Kernel size: (5 x 5)." in shown
    assert "nn.ConvTranspose2d(8, 1, kernel_size=3, stride=2, output_padding=1),  # 3 -> 8" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_encoder_is_read_up_to_its_head(lang: str) -> None:
    layers = "nn.Conv2d(nc, ndf * 2, 3, 2)\nnn.ReLU()\nnn.Flatten()\nnn.Linear(9, 2)"
    shown = said(typed(lang, chain_layers=layers, chain_input_size="8"))
    assert plain(text("chain_stopped", lang, line=3, what="nn.Flatten()")) in shown
    assert "nn.ConvTranspose2d(ndf * 2, nc, kernel_size=3, stride=2, output_padding=1),  # 3 -> 8" in shown
    shown = said(typed(lang, chain_layers="nn.Conv2d(1, 8, 3)\nnn.Conv2d(8, 8, <b>k</b>)", chain_input_size="8"))
    assert plain(text("chain_stopped", lang, line=2, what="nn.Conv2d(8, 8, <b>k</b>)")) in shown


def test_links_open_what_they_say() -> None:
    for settings in ({"kernel_size": 3}, {"kernel_size": (2, 3), "stride": (2, 1)}):
        found = opening((438, 4), settings)
        assert found is not None and found.input_size == (16, 4)
    assert opening((4, 4), {"kernel_size": 10}) is None
    assert opening((438, 438), {"kernel_size": 1, "padding": 60}) is None


def test_the_usual_ranges_hold_common_layers() -> None:
    usual = Ranges()
    assert usual.kernel_size == Range(1, 9)
    assert set(KEYS) == set(vars(usual))
