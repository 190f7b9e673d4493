"""The panels of the Sizes page: what is typed is answered by the core, or refused in words, in every language."""

from __future__ import annotations

from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from deconv_core.finder.line import LineCode
from deconv_core.finder.request import Whose
from deconv_core.frameworks import pytorch
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.sizes.solver import Reason, Solution, solve
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
# What the page opens with for who comes by its address.
EXAMPLE = "input_size=6&kernel_size=3&stride=2&padding=1"


def said(app: AppTest) -> str:
    """Every text that the page shows outside the stage."""
    kinds = (app.markdown, app.error, app.warning, app.success, app.info, app.caption, app.code)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def typed(lang: str = "en", **texts: str) -> AppTest:
    """The page once these fields were typed into: `finder_wanted`, `finder_stride`, `chain_layers` and so on."""
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
    assert (
        wanted | set(get_args(EncoderCode)) | set(get_args(LineCode)) | {f"whose_{one}" for one in get_args(Whose)}
        <= own
    )
    # What is said of a link, too, is said in the same words.
    for code in get_args(RequestCode):
        assert (f"request_{code}" in own) != (f"problems.{code}" in load(lang)) or code == "empty", code


def test_it_opens_on_the_layer_in_the_picture() -> None:
    """6 -> 11, which is one short of 12: the worked case of output_size, too."""
    app = visit(PAGE, EXAMPLE)
    shown = said(app)
    assert text("solved", size=6, wanted=12, **counted(solve(6, 12))) in shown
    assert text("one_more") in shown
    layer = "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)"
    assert text("layer_gives", whose=text("whose_stage"), layer=layer, size=6, actual=11) in shown
    assert text("claim_fails", actual=11, claimed=12) in shown
    assert text("output_size_taken", asked=12, smallest=11, largest=12, output_padding=1) in shown
    assert f"layer = {layer}\ny = layer(x, output_size=(12, 12))" in shown
    assert (
        "nn.ConvTranspose2d(16, 3, kernel_size=3, stride=2, padding=1, output_padding=(1, 0)),  # 50×38 -> 100×75"
        in (shown)
    )
    holders = {one.key: one.placeholder for one in app.text_input}
    follows = {"input_size": "6", "wanted": "12", "kernel_size": "3", "stride": "2", "padding": "1"}
    assert {f"sizes_finder_{key}": value for key, value in follows.items()}.items() <= holders.items()


def test_the_worked_cases() -> None:
    shown = said(typed(finder_line="438 -> 440"))
    for kernel, padding in worked.TO_440:
        padded = f", padding={padding}" if padding else ""
        assert f"nn.ConvTranspose2d(1, 1, kernel_size={kernel}{padded})" in shown
    shown = said(typed(finder_line="nn.ConvTranspose2d(1, 1, 4, padding=1)", finder_input_size="438"))
    assert text("claim_fails", actual=worked.NOT_440[1], claimed=440) in shown


def test_the_best_three_are_the_solver_s_and_the_rest_waits_until_it_is_wanted() -> None:
    solution = solve(6, 12)
    app = typed(finder_input_size="6", finder_wanted="12")
    assert text("solved", size=6, wanted=12, **counted(solution)) in said(app)
    codes = [one.value for one in app.code]
    assert codes[:3] == [pytorch.source(6, **solution.settings(at)).replace("1d", "2d") for at in range(3)]
    assert codes[0] == "nn.ConvTranspose2d(1, 1, kernel_size=2, stride=2)"
    assert "(./?input_size=6,6&kernel_size=2,2&stride=2,2&padding=0,0&output_padding=0,0&dilation=1,1&lang=en)" in said(
        app
    )
    assert len(codes) < len(solution.answers)
    opened(app)
    assert [one.value for one in app.code][3 : 3 + len(solution.answers)] == [
        pytorch.source((6, 6), **solution.settings(at)) for at in range(len(solution.answers))
    ]


def test_every_answer_can_be_had() -> None:
    solution = solve(4, 8, Ranges(dilation=Range(1, 6), output_padding=Range(0, 4), padding=Range(0, 9)))
    ranges = {"finder_dilation": "1-6", "finder_output_padding": "0-4", "finder_padding": "0-9"}
    app = opened(typed(finder_input_size="4", finder_wanted="8", **ranges))
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
        # After the three cards.
        shown += [one.value for one in app.code][3 : 3 + last - len(shown)]
    assert shown == [pytorch.source((4, 4), **solution.settings(at)) for at in range(count)]
    # Another request begins at its beginning.
    app.text_input(key="sizes_finder_wanted").set_value("10")
    app.run()
    opened(app)
    assert app.number_input[0].value == 1


def opened(app: AppTest) -> AppTest:
    """With all answers, which stand behind a heading."""
    app.session_state["sizes_answers_all"] = True
    return app.run()


def counted(solution: Solution) -> dict[str, int]:
    return {"count": len(solution.answers), "candidates": solution.candidates, "even": solution.even}


def test_axes_apart() -> None:
    app = typed(finder_input_size="6,5", finder_wanted="12,5")
    assert text("none_alike") in said(app)
    both = {"kernel_size": (2, 1), "stride": (2, 1)}
    assert f"nn.ConvTranspose2d(1, 1, kernel_size={both['kernel_size']}, stride={both['stride']})" in said(app)


NONE = {
    "too_large": ({"finder_input_size": "4", "finder_wanted": "100"}, {"axis": "height and width", "wanted": 100}),
    "too_small": (
        {"finder_input_size": "9", "finder_wanted": "2", "finder_padding": "0"},
        {"axis": "height and width", "wanted": 2},
    ),
    "gap": (
        {"finder_input_size": "4", "finder_wanted": "11", "finder_kernel_size": "3", "finder_stride": "2-5"}
        | {"finder_padding": "0", "finder_output_padding": "0"},
        {"axis": "height and width", "wanted": 11},
    ),
    "parity": (
        {"finder_input_size": "4", "finder_wanted": "8", "finder_kernel_size": "3", "finder_stride": "2"}
        | {"finder_output_padding": "0"},
        {"axis": "height and width", "wanted": 8},
    ),
    "nothing_legal": (
        {"finder_input_size": "4", "finder_wanted": "8", "finder_stride": "1", "finder_output_padding": "1"},
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
    app = typed(lang, finder_input_size="8", finder_wanted="8", finder_kernel_size="4", finder_stride="1")
    assert text("ways_out", lang, wanted=8) in said(app)
    chosen = Ranges(kernel_size=Range(4, 4), stride=Range(1, 1))
    ways = ways_out((8, 8), (8, 8), chosen)
    assert [one.value for one in app.code][:3] == [pytorch.source((8, 8), **way.settings) for way in ways[:3]]
    for way in ways:
        # Taken, it is what the solver finds.
        taken = Ranges(**{key: Range(value, value) for key, value in way.settings.items()})
        assert len(solve((8, 8), (8, 8), taken).answers) == 1
    assert text("instead", lang, setting="dilation", value=2, before=1) in said(app)


def test_axes_that_no_near_change_does_together() -> None:
    app = typed(finder_input_size="4,5", finder_wanted="8,8", finder_kernel_size="2", finder_padding="0")
    assert text("none_alike_near") in said(app)
    own = axis_by_axis((4, 5), (8, 8), Ranges(kernel_size=Range(2, 2), padding=Range(0, 0)))
    assert own is not None
    assert app.code[0].value == pytorch.source((4, 5), **own)


def test_a_wish_beyond_all_near_changes_says_so() -> None:
    one = {"finder_kernel_size": "1", "finder_padding": "0", "finder_output_padding": "0"}
    # The product of a dilation and a kernel of at most a thousand would have to be this prime number and one.
    assert text("no_way_out", wanted=99_992, limit="1,000") in said(
        typed(finder_input_size="1", finder_wanted="99992", **one)
    )
    assert text("claim_no_change", claimed=99_990, limit="1,000") in said(
        typed(finder_input_size="1", finder_wanted="99990", finder_line="nn.ConvTranspose2d(1, 1, 4, padding=1)")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_of_zeros_come_last_and_are_said(lang: str) -> None:
    sizes = {"finder_input_size": "44,88", "finder_wanted": "89,177"}
    app = typed(lang, **sizes, finder_kernel_size="2-4", finder_stride="2")
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
    app = typed(finder_input_size="4", finder_wanted="7", finder_kernel_size="1", finder_stride="2")
    assert text("zeros", axis="height and width", count=3, size=7) in said(app)


def test_a_claim_is_mended_by_one_change_or_by_two() -> None:
    layer = {"finder_line": "nn.ConvTranspose2d(1, 1, 10, stride=5, padding=2)", "finder_input_size": "256"}
    app = typed(**layer, finder_wanted="1280")
    codes = [one.value for one in app.code]
    assert "nn.ConvTranspose2d(1, 1, kernel_size=9, stride=5, padding=2)" in codes
    assert "nn.ConvTranspose2d(1, 1, kernel_size=10, stride=5, padding=3, output_padding=1)" in codes
    assert text("instead", setting="padding", value=3, before=2) in said(app)


def test_what_a_visitor_typed_is_disarmed() -> None:
    assert plain("![a](b) <i> $x$ :red[z] `c`") == r"\!\[a\]\(b\) \<i\> \$x\$ \:red\[z\] \`c\`"


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"finder_output_padding": "1"}, "output_padding_too_large"),
        ({"finder_padding": "300"}, "output_too_small"),
    ],
)
def test_a_refused_claim_names_the_rule_and_a_way_out(texts: dict[str, str], key: str) -> None:
    shown = said(typed(finder_line="nn.ConvTranspose2d(1, 1, 4, padding=1)", finder_input_size="438", **texts))
    values = {"axis": "both", "value": 1, "stride": 1, "dilation": 1, "limit": 1, "more": 1, "most": 0}
    if key == "output_too_small":
        values = {"axis": "both", "value": 300, "canvas": 441, "output_padding": 0, "output": "−159", "most": 220}
    field = "padding" if key == "output_too_small" else "output_padding"
    assert plain(text("claim_refused", why=explain("en", key, field, values))) in shown


def test_a_refused_output_size_shows_pytorch_s_words() -> None:
    (asked, _, _, message) = worked.OUTPUT_SIZE_REFUSED[0]
    shown = said(
        typed(finder_line="nn.ConvTranspose2d(1, 1, 3, 2, 1)", finder_input_size="6", finder_wanted=str(asked[0]))
    )
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


def test_the_usual_finder_hold_common_layers() -> None:
    usual = Ranges()
    assert usual.kernel_size == Range(1, 9)
    assert set(KEYS) == set(vars(usual))
