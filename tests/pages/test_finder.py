"""The finder of the Sizes page: its line takes anything, empty fields follow it or the stage, older links open."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from deconv_core.frameworks import pytorch
from deconv_core.sizes import solver
from deconv_core.sizes.ranges import Range, Ranges
from deconv_core.sizes.solver import solve
from deconv_core.words import LANGUAGES, fill, load
from pages._ui.sizes.fields import plain
from tests.pages.test_pages import check, visit
from tests.pages.test_sizes_page import PAGE, counted, said, text, typed


def placeholders(app: AppTest) -> dict[str, str]:
    return {str(one.key).removeprefix("sizes_finder_"): one.placeholder for one in app.text_input}


def test_empty_fields_follow_the_stage_and_a_layer_in_the_line_comes_first() -> None:
    stage = "input_size=3&kernel_size=5&stride=3&padding=2&dilation=2"
    app = visit(PAGE, reported=f"{stage}&x=1,2,3;4,5,6;7,8,9&w={';'.join(['1,1,1,1,1'] * 5)}")
    check(app, "en")
    assert placeholders(app) | {"input_size": "3", "kernel_size": "5", "stride": "3", "dilation": "2"} == placeholders(
        app
    )
    assert text("layer_gives", whose=text("whose_stage"), layer=layer(5, 3, 2, 2), size=3, actual=11) in said(app)
    app.text_input(key="sizes_finder_line").set_value("up = nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1)").run()
    assert placeholders(app) | {"input_size": "3", "kernel_size": "4", "stride": "2", "dilation": "1"} == placeholders(
        app
    )
    pasted = "nn.ConvTranspose2d(64, 32, kernel_size=4, stride=2, padding=1)"
    assert text("layer_gives", whose=text("whose_line"), layer=pasted, size=3, actual=6) in said(app)
    # What is typed comes before both, in every panel.
    app.text_input(key="sizes_finder_stride").set_value("3").run()
    app.text_input(key="sizes_finder_input_size").set_value("44").run()
    typed = pasted.replace("stride=2", "stride=3")
    assert text("layer_gives", whose=text("whose_typed"), layer=typed, size=44, actual=131) in said(app)
    assert f"layer = {typed}\ny = layer(x, output_size=(132, 132))" in said(app)
    assert text("claim_fails", actual=131, claimed=132) in said(app)
    # The wanted size follows all of them.
    assert placeholders(app)["wanted"] == "132"
    check(app, "en")


def layer(kernel: int, stride: int, padding: int, dilation: int) -> str:
    return pytorch.source((3, 3), kernel, stride, padding, 0, dilation)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", ["44 -> 89", "44 to 89", "44→89", "(44, 44) -> (89, 89)", "44,44到89"])
def test_sizes_in_the_line(line: str, lang: str) -> None:
    assert text("solved", lang, size=44, wanted=89, **counted(solve(44, 89))) in said(typed(lang, finder_line=line))


def test_the_wanted_size_alone_is_of_the_input_in_the_picture() -> None:
    assert text("solved", size=2, wanted=9, **counted(solve(2, 9))) in said(typed(finder_line="9"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_encoder_in_the_line_goes_where_encoders_are_read(lang: str) -> None:
    """As a field of one line hands it over: its lines joined."""
    printed = "Sequential(   (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(2, 2))  (1): ReLU()  (2): Conv2d(8, 9, 4) )"
    app = typed(lang, finder_line=printed, chain_input_size="12")
    assert text("encoder_moved", lang) in said(app)
    assert app.text_input(key="sizes_finder_line").value == ""
    assert "nn.ConvTranspose2d(9, 8, kernel_size=4),  # 2 -> 5\n" in said(app)
    assert "nn.ConvTranspose2d(8, 3, kernel_size=3, stride=2, output_padding=1),  # 5 -> 12" in said(app)
    assert text("encoder_moved", lang) not in said(app.run())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_that_is_nothing_says_what_it_may_be_and_the_others_wait(lang: str) -> None:
    app = typed(lang, finder_line="my <b>layer</b>")
    (error,) = [one.value for one in app.error]
    assert error == plain(text("line_unread", lang, value="my <b>layer</b>"))
    assert said(app).count(text("waits", lang)) == 2


def test_a_layer_that_pytorch_refuses_shows_its_words_and_of_several_the_first_is_taken() -> None:
    app = typed(finder_line="nn.ConvTranspose2d(1, 1, 3, padding='same')")
    assert "padding is" in app.error[0].value and "must be tuple of ints" in app.code[0].value
    both = "nn.ConvTranspose2d(1, 1, 3); nn.ConvTranspose2d(1, 1, 4)"
    several = load("en")["problems.note_several"]
    taken = fill(several, count=2, line=1, name="nn.ConvTranspose2d(1, 1, 3)")
    assert plain(taken) in said(typed(finder_line=both))


@pytest.mark.parametrize("rank", [1, 3])
def test_a_layer_of_one_or_three_axes_is_answered_by_every_panel(rank: int) -> None:
    layer = f"nn.ConvTranspose{rank}d(4, 2, kernel_size=4, stride=2, padding=1)"
    app = typed(finder_line=layer, finder_input_size="5", finder_wanted="11")
    check(app, "en")
    size, wanted = (5,) * rank, (11,) * rank
    shown = said(app)
    found = solve(size, wanted)
    assert text("solved", size=5, wanted=11, **counted(found)) in shown
    assert pytorch.source(size, in_channels=4, out_channels=2, **found.settings(0)) in shown
    assert text("layer_gives", whose=text("whose_line"), layer=layer, size=5, actual=10) in shown
    assert f"layer = {layer}\ny = layer(x, output_size={wanted})" in shown
    # The link opens the stage with as many axes.
    assert f"(./?rank={rank}&" in shown and "rank=2" not in shown
    # Where nothing does, each axis is named as it is in so many.
    app.text_input(key="sizes_finder_wanted").set_value("1000").run()
    name = {1: "length", 3: "depth, height and width"}[rank]
    assert text("none_too_large", axis=name, wanted=1000) in said(app)


def test_a_strip_on_the_stage_is_answered_as_one() -> None:
    app = visit(PAGE, reported="rank=1&input_size=6&kernel_size=4&stride=2&padding=1&x=1,2,3,4,5,6&w=1,3,3,1")
    check(app, "en")
    shown = said(app)
    layer = "nn.ConvTranspose1d(1, 1, kernel_size=4, stride=2, padding=1)"
    assert text("layer_gives", whose=text("whose_stage"), layer=layer, size=6, actual=12) in shown
    assert "y = layer(x, output_size=(13,))" in shown


def test_another_library_s_layer_is_read_as_its_own_size() -> None:
    line = "tf.nn.conv2d_transpose(x, w, (1, 87, 87, 3), strides=2, padding='VALID')"
    shown = said(typed(finder_line=line, finder_kernel_size="3"))
    assert text("layer_gives", whose=text("whose_typed"), layer=pytorch.source((43, 43), 3, 2), size=43, actual=87) in (
        shown
    )


OLDER = {
    "solver_wanted=441": text("solved", size=438, wanted=441, **counted(solve(438, 441))),
    "ranges_stride=2&solver_input_size=6": text("none", size=6, wanted=440, candidates=90),
    "output_size_output_size=14": text("output_size_refused", asked=14, smallest=11, largest=12),
    "claim_stride=2": text("claim_fails", actual=876, claimed=440),
}


@pytest.mark.parametrize("query", OLDER)
def test_an_older_link_opens_what_it_meant(query: str) -> None:
    app = visit(PAGE, query)
    check(app, "en")
    assert OLDER[query] in said(app)
    assert text("older_link") not in said(app)


def test_of_an_older_link_about_several_layers_the_first_is_answered_and_that_is_said() -> None:
    app = visit(PAGE, "claim_stride=2&solver_wanted=441")
    check(app, "en")
    assert OLDER["solver_wanted=441"] in said(app) and text("older_link") in said(app)


def test_too_many_settings_are_refused_with_ranges_that_were_counted() -> None:
    wide = {"finder_kernel_size": "1-1000", "finder_stride": "1-1000", "finder_padding": "0-9"}
    error = solver.TooManyError(Ranges(Range(1, 1000), Range(1, 1000), Range(0, 9)))
    numbers = {"count": f"{error.count:,}", "limit": f"{solver.LIMIT:,}", "fewer": f"{error.fewer:,}"}
    app = typed(finder_line="4 -> 8", **wide)
    assert text("too_many", fields="stride", **numbers) in said(app)
    app.text_input(key="sizes_finder_stride").set_value("").run()
    assert f"of {error.fewer:,}" in said(app)
