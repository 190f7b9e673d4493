"""The crop frame in the hand and the number line, each by mouse, finger or keyboard."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from playwright.sync_api import Locator, expect

from deconv_core.frameworks.pytorch_conv2d import forward_size, shared_sizes
from deconv_core.state.query import read_query, write_query
from deconv_core.words import fill, load
from tests.browser.conftest import Visitors
from tests.browser.expected import canvas, close, cropped, output, random_state
from tests.browser.stage_page import StagePage

PAGE = "sizes"
QUERY = "input_size=3&kernel_size=3&stride=3&padding=1"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


def text(key: str, **values: object) -> str:
    return fill(load("en")[f"sizes.{key}"], **values)


def cell_size(stage: StagePage) -> float:
    box = stage.cell("output", 0, 0).bounding_box()
    assert box
    return box["width"]


def centre(handle: Locator) -> tuple[float, float]:
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(stage: StagePage, name: str, cells: float) -> None:
    """Drags a handle along its axis by so many cells."""
    x, y = centre(stage.control(name))
    by = cells * cell_size(stage)
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(*((x + by, y) if name.endswith("1") else (x, y + by)), steps=6)
    stage.page.mouse.up()


def check(stage: StagePage) -> None:
    """The numbers inside and outside the frame are PyTorch's and the canvas's, for what the address says."""
    stage.agrees()
    state = replace(read_query(stage.query).state, t=None)
    assert stage.settings() == state.settings
    assert close(stage.numbers("output"), output(state))
    assert close(stage.numbers("cropped"), cropped(state))
    assert canvas(state)


def slider(stage: StagePage, name: str) -> list[int]:
    stage.settings()
    return [int(stage.control(name).get_attribute(f"aria-value{key}") or "-1") for key in ("min", "now", "max")]


def test_the_near_edge_is_padding(stage: StagePage) -> None:
    stage.open(QUERY, PAGE).agrees()
    drag(stage, "near-0", 2)
    assert stage.setting("padding") == (3, 3)
    check(stage)
    drag(stage, "near-1", -3)
    assert stage.setting("padding") == (0, 0)
    check(stage)
    # It goes no further than the canvas, and never beyond what leaves a cell of output.
    drag(stage, "near-1", -2)
    assert stage.setting("padding") == (0, 0)
    drag(stage, "near-0", 9)
    assert stage.setting("padding") == (4, 4)
    check(stage)


def test_the_far_edge_is_output_padding(stage: StagePage) -> None:
    stage.open(QUERY, PAGE).agrees()
    drag(stage, "far-1", 1)
    assert stage.setting("output_padding") == (1, 1)
    expect(stage.control("far-note").first).to_contain_text(text("far_reached", op=1, inside=1, padding=1))
    check(stage)
    drag(stage, "far-0", 4)
    assert stage.setting("output_padding") == (2, 2)
    expect(stage.control("far-note").first).to_contain_text(text("far_reached", op=2, inside=1, padding=1))
    expect(stage.control("far-note").first).to_contain_text(text("far_beyond", beyond=1))
    expect(stage.control("far-note").first).to_contain_text(text("rule_stride", limit=2, stride=3, dilation=1))
    check(stage)
    # What lies beyond the canvas can only be zero.
    assert {value for (row, _), value in stage.numbers("output").items() if row == 8} == {0}
    drag(stage, "far-0", -1)
    assert stage.setting("output_padding") == (1, 1)
    check(stage)


def test_an_edge_moves_one_axis_where_they_are_apart(stage: StagePage) -> None:
    stage.open(f"{QUERY}&square=0", PAGE).agrees()
    drag(stage, "near-1", 1)
    drag(stage, "far-0", 1)
    assert stage.setting("padding") == (1, 2)
    assert stage.setting("output_padding") == (1, 0)
    check(stage)


def test_edges_by_keyboard(stage: StagePage) -> None:
    stage.open(f"{QUERY}&square=0", PAGE).agrees()
    stage.control("near-0").focus()
    stage.page.keyboard.press("ArrowDown")
    assert stage.setting("padding") == (2, 1)
    stage.page.keyboard.press("ArrowLeft")
    stage.page.keyboard.press("ArrowUp")
    assert stage.setting("padding") == (0, 1)
    stage.page.keyboard.press("End")
    assert stage.setting("padding") == (4, 1)
    stage.page.keyboard.press("Home")
    stage.control("far-1").focus()
    stage.page.keyboard.press("ArrowRight")
    assert stage.setting("output_padding") == (0, 1)
    stage.page.keyboard.press("ArrowUp")
    stage.page.keyboard.press("ArrowUp")
    assert stage.setting("output_padding") == (0, 2)
    assert slider(stage, "far-1") == [0, 2, 2]
    expect(stage.control("far-1")).to_be_focused()
    # Time stood still.
    assert stage.time() == 9
    check(stage)


def test_edges_say_what_they_are(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&padding=1&square=0", PAGE)
    for end, setting in (("near", "padding"), ("far", "output_padding")):
        for axis, name in enumerate(("height", "width")):
            handle = stage.control(f"{end}-{axis}")
            expect(handle).to_have_role("slider")
            expect(handle).to_have_accessible_name(f"{end} edge, {name}: {setting}")
    # With stride 1 there is nothing to take back.
    expect(stage.control("far-0")).to_have_attribute("aria-disabled", "true")
    assert slider(stage, "near-0") == [0, 1, 2]


def test_a_finger_drags_an_edge(visitors: Visitors) -> None:
    phone = visitors(**PHONE).open(QUERY, PAGE)
    phone.agrees()
    phone.control("far-0").scroll_into_view_if_needed()
    x, y = centre(phone.control("far-0"))
    client = phone.page.context.new_cdp_session(phone.page)
    step = cell_size(phone)
    for kind, at in (("touchStart", 0), ("touchMove", 1), ("touchMove", 2), ("touchEnd", None)):
        points = [] if at is None else [{"x": x, "y": y + at * step}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert phone.setting("output_padding") == (2, 2)
    phone.agrees()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_cell_moves_under_the_hand(stage: StagePage) -> None:
    stage.open("input_size=4&kernel_size=5&stride=2&padding=1", PAGE).agrees()
    before = stage.cell("output", 0, 0).bounding_box()
    drag(stage, "far-1", 1)
    assert stage.cell("output", 0, 0).bounding_box() == before
    drag(stage, "near-1", 1)
    after = stage.cell("cropped", 1, 1).bounding_box()
    assert after == before


FAMILIES = """() => {
    const families = document.querySelectorAll('[data-control="size-line"]:not([hidden]) .family');
    const sizes = family => [...family.querySelectorAll("[data-size]")].map(size => Number(size.dataset.size));
    return [...families].map(family => [Number(family.dataset.small), sizes(family)]);
}"""


GROUPED = [
    "input_size=6&kernel_size=3&stride=2&padding=1",
    "input_size=1&kernel_size=1&stride=4&padding=1&output_padding=3",
    "input_size=3&kernel_size=2&stride=2&dilation=5&output_padding=4",
    "input_size=2&kernel_size=1&stride=1&dilation=8&output_padding=7",
    "input_size=5&kernel_size=4&padding=1",
]


def test_the_number_line_groups_as_conv2d_does(stage: StagePage) -> None:
    stage.open("", PAGE)
    for query in GROUPED:
        check_line(stage.show(query), query)


def check_line(stage: StagePage, query: str) -> None:
    state = read_query(query).state
    n, k, s, p, _, d = (pair[0] for pair in state.settings.values())
    families = dict(map(tuple, stage.page.evaluate(FAMILIES)))
    shared = shared_sizes(n, k, s, p, d)
    assert tuple(families[n]) == shared.sizes
    assert set(families) >= {n, n + 1}
    for small, sizes in families.items():
        assert {forward_size(size, k, s, p, d) for size in sizes} == {small}
    buttons = stage.control("size-line").first.get_by_role("button", disabled=False)
    found = [int(one.get_attribute("data-size") or 0) for one in buttons.all()]
    assert found == list(shared.reachable)
    pressed = stage.control("size-line").first.locator('[aria-pressed="true"]')
    expect(pressed).to_have_attribute("data-size", str(state.geometry.output_size[0]))


def test_a_size_on_the_line_sets_output_padding(stage: StagePage) -> None:
    stage.open("input_size=6&kernel_size=3&stride=2&padding=1", PAGE).agrees()
    line = stage.control("size-line").first
    expect(line).to_contain_text("default")
    expect(stage.control("floor-note").first).to_have_text(
        text("floor_default", count=2, first=11, last=12, small=6, default=11)
    )
    line.get_by_role("button", name="12").click()
    assert stage.setting("output_padding") == (1, 1)
    expect(stage.control("floor-note").first).to_have_text(
        text("floor_picked", count=2, first=11, last=12, small=6, default=11, op=1, picked=12)
    )
    check(stage)
    line.get_by_role("button", name="11").press("Enter")
    assert stage.setting("output_padding") == (0, 0)
    check(stage)


def test_a_size_that_no_output_padding_gives_says_why(stage: StagePage) -> None:
    stage.open("input_size=6&kernel_size=3&stride=2&padding=1&lang=en", PAGE).agrees()
    line = stage.control("size-line").first
    line.get_by_role("button", name="13").click(force=True)
    assert forward_size(13, 3, 2, 1, 1) == 7
    expect(stage.control("limit")).to_have_text(
        fill(load("en")["stage.beyond_output_padding"], wanted=2, back=7, input=6)
    )
    line.get_by_role("button", name="10").click(force=True)
    expect(stage.control("limit")).to_have_text(text("below", default=11))
    assert stage.setting("output_padding") == (0, 0)


def test_a_size_that_falls_on_the_next_output_is_marked(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=2&stride=2&dilation=4&output_padding=3", PAGE)
    expect(stage.control("floor-note").first).to_have_text(
        text("floor_beyond", op=3, stride=2, next=4, picked=12, more=1)
    )
    expect(stage.control("far-note").first).to_contain_text(text("rule_dilation", limit=3, stride=2, dilation=4))


def test_random_states_show_pytorch_s_numbers_and_a_link_reopens_them(stage: StagePage) -> None:
    random = Random(11)
    stage.open("lang=en", PAGE)
    for _ in range(4):
        state = replace(random_state(random), t=None, lang="en")
        stage.show(write_query(state))
        check(stage)
        assert read_query(stage.query).state == state
    drag(stage, "near-0", 1)
    check(stage)
    shown = (stage.numbers("output"), stage.settings())
    stage.page.reload()
    stage.ready().agrees()
    assert (stage.numbers("output"), stage.settings()) == shown
