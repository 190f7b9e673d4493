"""The pages about pictures: each opens with pictures, in every language, and says of them what is so."""

from __future__ import annotations

import gc
import json
import re
from base64 import b64decode
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from deconv_core.pictures import checkerboard, kernels, round_trip, upsampling
from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.sources import EXAMPLE, of_text
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import SAMPLES, sample
from deconv_core.pictures.shown import npy
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, explain, fill, load
from pages._ui.names import PICTURES
from pages._ui.pictures.written import decibels, number, percent, ssim
from tests.given import odd_pictures
from tests.pages.test_pages import check, visit


def galleries(app: AppTest) -> list[list[dict[str, Any]]]:
    return [json.loads(one.proto.json)["figures"] for one in app.get("bidi_component")]


def pixels(figure: dict[str, Any]) -> Any:
    return np.asarray(Image.open(BytesIO(b64decode(figure["src"].partition(",")[2]))))


def said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.caption, *app.error, *app.info))


def text(key: str, lang: str = "en", **values: object) -> str:
    return fill(load(lang)[key], **values)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PICTURES)
def test_a_page_opens_with_pictures_in_every_language(page: str, lang: str) -> None:
    app = visit(page, lang=lang)
    check(app, lang)
    assert [one.value for one in app.title] == [load(lang)[f"{page}.title"]]
    assert not app.error and not app.info
    shown = galleries(app)
    assert shown
    for figure in (one for gallery in shown for one in gallery):
        assert figure["title"] and figure["alt"]
        assert "{" not in figure["title"] + figure["caption"] + figure["alt"]
        assert pixels(figure).shape[:2] == (figure["height"], figure["width"])


@pytest.mark.parametrize("page", PICTURES)
def test_nothing_that_can_be_chosen_breaks_a_page(page: str) -> None:
    app = visit(page)
    for at in range(len(app.segmented_control)):
        for option in app.segmented_control[at].options:
            app.segmented_control[at].select(option).run()
            check(app, "en")
            assert not app.error, (page, option)
            assert galleries(app)


def test_there_and_back_says_the_numbers_of_its_pictures() -> None:
    app = visit("round_trip")
    picture = sample("face").grey()
    trip = round_trip.run(picture, kernels.named("sobel"))
    expected = text(
        "round_trip.numbers",
        size="440×440",
        middle="438×438",
        psnr=decibels(trip.as_it_comes.psnr),
        ssim=ssim(trip.as_it_comes.ssim),
        best_psnr=decibels(trip.at_best.psnr),
        best_ssim=ssim(trip.at_best.ssim),
        gain=number(trip.gain),
        offset=number(trip.offset),
    )
    assert expected in said(app)
    original, _, second, back, _ = galleries(app)[0]
    np.testing.assert_array_equal(pixels(original), picture.pixels[0])
    assert (second["height"], back["height"]) == (438, 440)
    low, high = float(trip.returned.min()), float(trip.returned.max())
    assert text("pictures.said_scaled", low=number(low), high=number(high)) in back["caption"]
    shares = (trip.returned[0] - low) / (high - low)
    np.testing.assert_allclose(pixels(back), 255 * shares, atol=0.6)


def test_noise_makes_least_squares_worse() -> None:
    app = visit("round_trip")
    pattern = re.compile(text("round_trip.off_by", error="(.*)"))
    errors = []
    for noise in (0.0, 0.01, 0.05):
        app.select_slider(key="round_trip_noise").set_value(noise).run()
        check(app, "en")
        errors.append(float(pattern.search(galleries(app)[1][2]["caption"])[1]))  # type: ignore[index]
    assert errors == sorted(set(errors))


def test_upsampling_says_the_scores_and_opens_layers_on_the_stage() -> None:
    app = visit("upsampling")
    compared = upsampling.compare(sample("face"), 2)
    figures = galleries(app)[0][2:]
    for way, figure in zip(compared.ways, figures, strict=True):
        assert figure["title"] == load("en")[f"upsampling.way_{way.way}"]
        assert f"PSNR {way.scores.psnr:.1f} dB" in figure["caption"]
        if figure["link"]:
            reading = read_query(figure["link"]["href"].removeprefix("./?"))
            assert not reading.problems and reading.state.stride == (2, 2)
    assert sum(figure["link"] is not None for figure in figures) == 6


def test_the_checkerboard_page_says_what_holds() -> None:
    app = visit("checkerboard")
    for kernel, stride, layers, weights in (
        (4, 2, 1, "random"),
        (4, 2, 2, "equal"),
        (3, 2, 1, "equal"),
        (3, 2, 1, "balanced"),
        (6, 3, 1, "one_phase"),
        (5, 1, 3, "random"),
        (2, 4, 3, "random"),
    ):
        for key, value in (("kernel", kernel), ("stride", stride), ("layers", layers)):
            app.slider(key=f"board_{key}").set_value(value)
        app.segmented_control(key="board_weights").set_value(weights)
        app.run()
        check(app, "en")
        found = checkerboard.pattern(kernel, stride, layers, weights)  # type: ignore[arg-type]
        sentences = [load("en")[f"checkerboard.{kind}"] for kind in checkerboard.Kind.__args__]  # type: ignore[attr-defined]
        assert [one for one in sentences if one in said(app)] == [load("en")[f"checkerboard.{found.kind}"]]
        grey, terms = (pixels(one) for one in galleries(app)[0])
        assert (np.ptp(grey) == 0) == found.grey_is_flat
        assert (np.ptp(terms) == 0) == found.coverage_is_even


def test_the_published_example_opens_the_page_of_maps() -> None:
    app = visit("maps")
    assert text("maps.sizes", layer=EXAMPLE, shape="3×464×700", made="3×465×701") in said(app)
    output = tiles.whole(sample("landscape"), of_text(EXAMPLE, 3))
    _, mixed, *channels = galleries(app)[0]
    assert (mixed["height"], mixed["width"]) == (465, 701) and len(channels) == 3
    shares = (output - output.min()) / np.ptp(output)
    np.testing.assert_allclose(pixels(mixed), 255 * shares.transpose(1, 2, 0), atol=0.6)
    for values, channel in zip(output, channels, strict=True):
        np.testing.assert_allclose(pixels(channel), 255 * (values - values.min()) / np.ptp(values), atol=0.6)


PASTED = {
    "nn.ConvTranspose2d(3, 8, 4, 2, 1)": "",
    "ConvTranspose2d(3, 40, kernel_size=(3, 3), stride=(2, 2))": "",
    "nn.ConvTranspose2d(1, 2, 3)": "",
    "nn.ConvTranspose2d(4, 2, 3)": "layer_wrong_channels",
    "nn.ConvTranspose2d(3, 64, 3, stride=8)": "layer_output_too_large",
    "<b>*hello*</b>": "source_not_python",
}


@pytest.mark.parametrize("layer", PASTED)
def test_a_pasted_layer_is_drawn_or_refused(layer: str) -> None:
    app = visit("maps")
    app.segmented_control(key="maps_layer").set_value("pasted").run()
    app.text_input(key="maps_text").set_value(layer).run()
    check(app, "en")
    code = PASTED[layer]
    assert len(app.error) == bool(code)
    if code:
        start = load("en")[f"problems.{code}"].partition("{")[0]
        assert start in app.error[0].value.replace("\\", "")
        assert "<b>" not in app.error[0].value
    else:
        assert len(galleries(app)) == 2


def test_the_stage_s_layer_goes_over_each_colour() -> None:
    app = visit("maps", reported="kernel_size=2&stride=2&w=1,0;0,0&x=1,2;3,4")
    app.segmented_control(key="maps_layer").set_value("stage").run()
    check(app, "en")
    picture = sample("landscape")
    assert "groups=3" in said(app) and "3×928×1400" in said(app)
    # One tap of 1: every second cell is the picture's, the others are 0.
    middle = pixels(galleries(app)[1][0])
    assert middle.shape == (32, 32) and (middle[1::2] == 0).all() and (middle[:, 1::2] == 0).all()
    assert middle[::2, ::2].min() > 0
    assert picture.channels == 3


ODD = {one.name: one for one in (*odd_pictures.read(), *odd_pictures.refused())}


@pytest.mark.parametrize("page", [page for page in PICTURES if page != "checkerboard"])
def test_an_upload_is_shown_or_refused(page: str) -> None:
    app = visit(page)
    for name in ("random bytes", "png cut short", "transparent", "palette", "one pixel"):
        odd = ODD[name]
        app.file_uploader(key=f"{page}_upload").set_value((f"{name}.png", odd.data, "image/png")).run()
        check(app, "en")
        refusal = [one for one in app.error if "\\" in one.value or odd.code]
        if odd.code:
            assert explain("en", odd.code, "picture", {"format": "PNG"}) == refusal[0].value.replace("\\", "")
            assert galleries(app)
        else:
            assert text("pictures.yours", size="×".join(map(str, odd.pixels.shape[1:]))) in said(app)
            for note in odd.notes:
                assert load("en")[f"pictures.note_{note}"] in said(app)
    assert name not in said(app)


def test_samples_are_offered_where_a_picture_is_wanted() -> None:
    for page in PICTURES:
        if page != "checkerboard":
            names = [load("en")[f"pictures.sample_{name}"] for name in SAMPLES]
            assert visit(page).segmented_control(key=f"{page}_sample").options == names


@pytest.mark.parametrize(("share", "shown"), [(0, "0"), (1, "100"), (0.5, "50"), (0.9999, "> 99"), (1e-5, "0.001")])
def test_a_share_is_never_rounded_to_all_or_nothing(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_a_layer_over_a_picture_opens_on_the_stage() -> None:
    app = visit("maps")
    app.segmented_control(key="maps_layer").set_value("pasted").run()
    for layer, kernel, stride in (
        ("nn.ConvTranspose2d(3, 8, (4, 2), 2, 1)", (4, 2), (2, 2)),
        ("nn.ConvTranspose2d(3, 1, 11)", None, None),
    ):
        app.text_input(key="maps_text").set_value(layer).run()
        links = re.findall(r"\(\./\?([^)]*)\)", said(app))
        assert len(links) == (kernel is not None)
        if kernel:
            state = read_query(links[0]).state
            assert (state.kernel_size, state.stride, state.padding) == (kernel, stride, (1, 1))


def test_of_a_large_picture_the_reader_moves_the_piece_that_is_compared() -> None:
    app = visit("upsampling")
    assert not app.slider
    app.segmented_control(key="upsampling_sample").set_value("landscape").run()
    check(app, "en")
    large = sample("landscape")
    assert text("pictures.piece", size="464×480", whole="464×700") in said(app)
    # As high as it is, all of its height is taken.
    assert [one.key for one in app.slider] == ["upsampling_across"]
    for share in (0.5, 0.0, 1.0):
        app.slider(key="upsampling_across").set_value(round(100 * share)).run()
        check(app, "en")
        piece = large.piece(480, 0.5, share)
        original = galleries(app)[1][0]
        np.testing.assert_array_equal(pixels(original), piece.pixels.transpose(1, 2, 0))
        assert str(piece.start[1]) in galleries(app)[0][0]["alt"]


@pytest.mark.parametrize("page", ["round_trip", "upsampling", "maps"])
def test_a_visit_keeps_no_more_pictures_the_more_it_brings(page: str) -> None:
    app = visit(page)
    alive = []
    for at in range(4):
        data = odd_pictures.saved(np.full((20 + at, 20, 3), 50 * at, np.uint8), "PNG")
        app.file_uploader(key=f"{page}_upload").set_value((f"{at}.png", data, "image/png")).run()
        check(app, "en")
        assert text("pictures.yours", size=f"{20 + at}×20") in said(app)
        gc.collect()
        alive.append(len({one.name for one in gc.get_objects() if isinstance(one, Picture)}))
    # The last, and what a run that is being replaced still holds.
    assert alive[1:] == [alive[1]] * 3


def test_a_layer_takes_its_weights_from_a_file_and_says_so() -> None:
    app = visit("maps")
    app.segmented_control(key="maps_layer").set_value("pasted").run()
    assert not app.button(key="maps_again").disabled
    app.text_input(key="maps_text").set_value("nn.ConvTranspose2d(3, 3, 1)").run()
    same = np.eye(3, dtype=np.float32)[:, :, None, None]
    app.file_uploader(key="maps_weights").set_value(("w.npy", npy(same), "application/octet-stream")).run()
    check(app, "en")
    assert load("en")["maps.weights_given"] in said(app) and app.button(key="maps_again").disabled
    app.segmented_control(key="maps_look").set_value("clipped").run()
    original, mixed, *_ = galleries(app)[0]
    np.testing.assert_array_equal(pixels(mixed), pixels(original))
    # A file of another layer is refused, and is still there to be taken away.
    app.file_uploader(key="maps_weights").set_value(("w.npy", npy(same[:2]), "application/octet-stream")).run()
    assert app.error and not galleries(app)


@pytest.mark.parametrize(("factor", "kernel"), [(3, 0), (4, 12)])
def test_a_layer_that_is_too_large_for_the_stage_is_said_to_be(factor: int, kernel: int) -> None:
    app = visit("upsampling")
    app.segmented_control(key="upsampling_factor").set_value(factor).run()
    check(app, "en")
    links = [figure["link"] for figure in galleries(app)[0]]
    assert sum(link is not None for link in links) == (4 if kernel else 6)
    assert (text("upsampling.no_link", kernel=kernel) in said(app)) == bool(kernel)
