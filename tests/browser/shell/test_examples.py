"""Examples by groups, and one after the other; pictures on one scale, or each as large as it can be."""

from __future__ import annotations

from playwright.sync_api import expect

from deconv_core.state.presets import GROUPS, PRESETS
from deconv_core.words import load
from tests.browser.stage_page import StagePage

WORDS = load("en")


def test_the_list_is_in_groups(stage: StagePage) -> None:
    stage.open("lang=en")
    groups = stage.control("examples").locator("optgroup")
    labels = groups.evaluate_all("groups => groups.map(group => group.label)")
    assert labels == [WORDS[f"presets.group_{group}"] for group in GROUPS]
    for at, presets in enumerate(GROUPS.values()):
        keys = groups.nth(at).locator("option").evaluate_all("options => options.map(one => one.value)")
        assert keys == [preset.key for preset in presets]


def test_one_example_follows_the_other(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    keys = [preset.key for preset in PRESETS]
    for key in keys[1:4]:
        stage.control("example-next").click()
        expect(stage.control("examples")).to_have_value(key)
        expect(stage.control("example-look")).to_have_text(WORDS[f"presets.{key}.look"])
    stage.control("example-before").click()
    expect(stage.control("examples")).to_have_value(keys[2])
    # From settings of one's own the list begins.
    stage.choose("stride", 5)
    expect(stage.control("examples")).to_have_value("")
    stage.control("example-next").click()
    expect(stage.control("examples")).to_have_value(keys[0])
    stage.control("example-before").click()
    expect(stage.control("examples")).to_have_value(keys[-1])


def test_each_picture_can_have_all_of_its_room(stage: StagePage) -> None:
    stage.open("input_size=4&kernel_size=3&stride=8")
    before = stage.sides()
    assert len(before) == 3 and len(set(before)) == 1
    stage.control("fit").click()
    fitted = stage.sides()
    assert fitted[0] > before[0] and fitted[1] > before[1] and fitted[2] >= before[2]
    stage.control("fit").click()
    assert stage.sides() == before


def test_skip_leads_to_play(stage: StagePage) -> None:
    stage.open("lang=en")
    stage.control("skip").focus()
    expect(stage.control("skip")).to_be_visible()
    stage.page.keyboard.press("Enter")
    expect(stage.control("play")).to_be_focused()


def test_a_menu_closes_where_it_is_left(stage: StagePage) -> None:
    stage.open("lang=en")
    for leave in ("Escape", "Tab", "press"):
        stage.control("x-fills").click()
        expect(stage.control("x-ones")).to_be_visible()
        if leave == "press":
            stage.control("w-fills").click()
        elif leave == "Tab":
            for _ in range(5):
                stage.page.keyboard.press("Tab")
        else:
            stage.page.keyboard.press("Escape")
            expect(stage.control("x-fills")).to_be_focused()
        expect(stage.control("x-ones")).to_be_hidden()
