"""The pages about pictures in a real browser: every screen, pointer and keyboard, files brought and taken."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.sources import EXAMPLE, of_text
from deconv_core.pictures.samples import sample
from deconv_core.words import LANGUAGES, fill, load
from pages._ui.names import PICTURES
from tests.browser.conftest import Visitors
from tests.browser.every_page.test_accessibility import is_dark, violations
from tests.browser.stage_page import StagePage

WIDTHS = (1440, 1024, 390)
LOADED = """() => {
    const roots = [...document.querySelectorAll("*")].flatMap(node => node.shadowRoot ?? []);
    const images = roots.flatMap(root => [...root.querySelectorAll("img")]);
    return images.length > 1 && images.every(image => image.complete && image.naturalWidth > 0);
}"""


def opened(visit: StagePage, page: str, query: str = "lang=en") -> Page:
    visit.page.goto(f"{visit.url}/{page}?{query}")
    return settled(visit.page)


def settled(page: Page) -> Page:
    page.locator(".gallery img").first.wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    page.wait_for_function(LOADED)
    return page


def gallery(page: Page, at: int = 0) -> Locator:
    return page.locator(".gallery").nth(at)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_every_screen_and_axe_finds_nothing_serious(visitors: Visitors, scheme: str) -> None:
    visit = visitors(color_scheme=scheme)
    found = {}
    for number, name in enumerate(PICTURES):
        lang = LANGUAGES[number % len(LANGUAGES)]
        visit.page.set_viewport_size({"width": WIDTHS[number % len(WIDTHS)], "height": 900})
        page = opened(visit, name, f"lang={lang}")
        assert is_dark(visit) == (scheme == "dark")
        expect(page).to_have_title(f"{load(lang)[f'{name}.nav']} · {load(lang)['page.site']}")
        found[name] = violations(visit)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert gallery(page).bounding_box()["y"] < 900, name  # type: ignore[index]
    assert not any(found.values()), found


def lens_boxes(page: Page) -> list[tuple[float, float]]:
    """Where the lens lies on each picture, as shares of what it can move; nothing while it is away."""
    return page.evaluate("""() => [...document.querySelectorAll("*")]
        .flatMap(node => [...(node.shadowRoot?.querySelectorAll(".lens:not([hidden])") ?? [])])
        .map(lens => [lens.offsetLeft / (lens.parentElement.clientWidth - lens.offsetWidth),
            lens.offsetTop / (lens.parentElement.clientHeight - lens.offsetHeight)])""")


def test_one_lens_shows_the_same_place_of_every_picture(visitors: Visitors) -> None:
    page = opened(visitors(), "upsampling")
    image = gallery(page).locator("img").nth(1)
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    assert box and lens_boxes(page) == []
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    boxes = lens_boxes(page)
    assert len(boxes) == gallery(page).locator("img").count() == 10
    np.testing.assert_allclose(boxes, [[0.25, 0.75]] * 10, atol=0.02)
    page.mouse.move(5, 5)
    assert lens_boxes(page) == []
    # By keyboard: in the middle at first, then where the arrows take it.
    gallery(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    np.testing.assert_allclose(lens_boxes(page), [[0.6, 0.48]] * 10, atol=0.02)
    page.keyboard.press("Escape")
    assert lens_boxes(page) == []
    # A page that is drawn anew keeps its lens at work.
    page.get_by_text("3×", exact=True).click()
    settled(page)
    gallery(page).focus()
    page.keyboard.press("ArrowLeft")
    assert len(lens_boxes(page)) == 10


def test_the_lens_stays_where_a_finger_was_until_another_place_is_tapped(visitors: Visitors) -> None:
    visit = visitors(has_touch=True)
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = opened(visit, "round_trip")
    image = gallery(page).locator("img").nth(1)
    image.tap(position={"x": 40, "y": 60})
    assert len(lens_boxes(page)) == gallery(page).locator("img").count()
    gallery(page).locator("figcaption").first.tap()
    assert lens_boxes(page) == []


def test_a_layer_opens_on_the_stage_and_the_stage_s_layer_goes_over_a_picture(visitors: Visitors) -> None:
    visit = visitors()
    page = opened(visit, "upsampling", "lang=zh-Hant")
    gallery(page).get_by_role("link").nth(1).click()
    visit.ready().agrees()
    assert visit.setting("kernel_size") == (4, 4) and visit.setting("stride") == (2, 2)
    page.locator(".stage[lang=zh-Hant]").wait_for()
    visit._open_tab("maps")
    settled(page)
    words = load("zh-Hant")
    expect(page.get_by_role("heading", name=words["maps.title"])).to_be_visible()
    page.get_by_text(words["maps.layer_stage"], exact=True).click()
    layer = "nn.ConvTranspose2d(3, 3, kernel_size=4, stride=2, padding=1, groups=3)"
    said = fill(words["maps.sizes"], layer=layer, shape="3×464×700", made="3×928×1400")
    expect(page.get_by_text(said.partition("`")[2].partition("`")[0])).to_be_visible()


def test_the_language_is_chosen_on_the_page_and_stays(visitors: Visitors) -> None:
    visit = visitors()
    page = opened(visit, "checkerboard")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=load("zh-Hans")["page.language_name"]).click()
    words = load("zh-Hans")
    expect(page.get_by_role("heading", name=words["checkerboard.title"])).to_be_visible()
    settled(page)
    page.reload()
    expect(page.get_by_role("heading", name=words["checkerboard.title"])).to_be_visible()
    settled(page)
    visit._open_tab("buffers")
    page.locator(".stage[lang=zh-Hans]").wait_for()


def png(pixels: np.ndarray) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_a_large_picture_shows_how_far_it_is_can_be_stopped_and_goes_on(visitors: Visitors) -> None:
    page = opened(visitors(), "maps")
    words = load("en")
    page.get_by_text(words["maps.layer_pasted"], exact=True).click()
    field = page.get_by_label(words["maps.paste"])
    field.fill("nn.ConvTranspose2d(3, 6, 7, padding=3)")
    field.press("Enter")
    expect(page.get_by_text("6×464×700")).to_be_visible()
    large = png(np.random.default_rng(0).integers(0, 2, (1, 3000, 1), np.uint8).repeat(2500, 2).repeat(1, 0)[0] * 255)
    page.get_by_role("button", name=words["pictures.own"]).click()
    page.locator("input[type=file]").set_input_files({"name": "large.png", "mimeType": "image/png", "buffer": large})
    page.get_by_role("button", name=words["maps.stop"]).click()
    stopped = page.get_by_text(words["maps.stopped"].partition("{")[0])
    expect(stopped).to_be_visible()
    page.get_by_role("button", name=words["maps.resume"]).click()
    expect(stopped).to_be_hidden()
    expect(page.get_by_text("6×3000×2500")).to_be_visible(timeout=120_000)


def test_files_that_are_taken_hold_the_whole_output(visitors: Visitors) -> None:
    page = opened(visitors(), "maps")
    words = load("en")
    output = tiles.whole(sample("landscape"), of_text(EXAMPLE, 3))
    for label in (words["maps.download_npy"], fill(words["maps.download_png"], look=words["pictures.look_scaled"])):
        with page.expect_download() as taken:
            page.get_by_role("button", name=label).click()
        path = taken.value.path()
        if taken.value.suggested_filename.endswith(".npy"):
            np.testing.assert_array_equal(np.load(path), output)
        else:
            shares = (output - output.min()) / np.ptp(output)
            np.testing.assert_allclose(np.asarray(Image.open(path)), 255 * shares.transpose(1, 2, 0), atol=0.6)
