"""A link that cannot be is told so, on a page that works; what it carries is shown as text and never runs."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import expect

from deconv_core import link
from deconv_core.frameworks import pytorch
from deconv_core.state import State

from .stage_page import StagePage

# The query, and a part of what the card must say.
BAD = {
    "huge": ("input_size=999999", "999999"),
    "too many digits": ("stride=99999999999999999999", "whole number"),
    "negative": ("padding=-1", "-1"),
    "zero": ("stride=0", "1 to 8"),
    "fraction": ("kernel_size=2.5", "2.5"),
    "nan": ("stride=NaN", "NaN"),
    "infinity": ("x=Infinity,1;1,1", "Infinity"),
    "text": ("dilation=two", "two"),
    "empty": ("stride=", "empty"),
    "given twice": ("stride=2&padding=0&stride=3", "first as “2”, then as “3”"),
    "unicode digits": (f"stride={quote('٢')}", "٢"),
    "full-width digits": (f"stride={quote('２')}", "２"),
    "three axes": ("stride=1,2,3", "3 numbers"),
    "10,000 characters": ("x=" + "1," * 5000, "10000"),
    "ragged rows": ("x=1,2;3", "equally long"),
    "too many cells": ("w=" + ",".join("1" * 10), "9"),
    "cell not a number": ("x=1,a;2,3", "“a”"),
    "cell beyond the limits": ("x=1,2000000;2,3", "1000000"),
    "size against numbers": ("input_size=3&x=1,2;3,4", "2×2"),
    "output_padding against stride": ("output_padding=3", "max(stride, dilation)"),
    "padding eats the output": ("padding=5", "at least 1"),
    "time out of range": ("t=5", "0 to 4"),
    "time negative": ("t=-1", "0 to 4"),
    "time not a number": ("t=soon", "soon"),
    "pin outside": ("pin=output:9,9", "output"),
    "pin nowhere": ("pin=sky:0,0", "sky"),
    "pin inside the frame": ("pin=cropped:0,0", "output:0,0"),
    "seed": ("seed=-5", "seed"),
    "fill": ("x_fill=sevens", "sevens"),
    "square": ("square=maybe", "maybe"),
    "language": ("lang=xx", "xx"),
    "script": (f"stride={quote('<script>window.hurt=1</script>')}", "<script>window.hurt=1</script>"),
    "image": (f"pin={quote('<img src=x onerror=window.hurt=1>')}", "<img src=x onerror=window.hurt=1>"),
    "wrong encoding": ("stride=%FF%FE", "stride"),
}


def check_card(stage: StagePage, name: str, said: str) -> None:
    card = stage.control("problem")
    expect(card, name).to_be_visible()
    expect(card, name).to_contain_text(said)
    # Axes are shown as words, and no value is left out.
    assert not set("{}") & set(card.inner_text()), card.inner_text()
    assert stage.page.evaluate("window.hurt") is None, name
    assert stage.page.locator(".stage :is(script, img)").count() == 0, name


def check_page_works(stage: StagePage, name: str) -> None:
    """The usual opening, and a slider that moves."""
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]], name
    stage.slider("stride").press("ArrowRight")
    assert stage.setting("stride") == (2, 2), name
    assert stage.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]], name


def test_a_bad_link_is_told_and_the_page_works(stage: StagePage) -> None:
    for name, (query, said) in BAD.items():
        stage.open(query)
        check_card(stage, name, said)
        check_page_works(stage, name)


OFFERS = (
    "output_padding=3",
    "padding=9,2&kernel_size=3",
    "x=1,2;3&t=9&stride=0",
    "input_size=40&kernel_size=50&padding=-3",
)


def test_what_a_bad_link_offers_is_legal_and_checked(stage: StagePage) -> None:
    for query in OFFERS:
        stage.open(query)
        stage.control("take-offer").click()
        expect(stage.control("problem")).to_be_hidden()
        stage.agrees()
        offered = link.read(query).state
        assert stage.settings() == offered.settings
        assert pytorch.ask(**offered.settings) is None
        if offered.x and offered.w:
            assert stage.query == link.write(link.read(f"{link.write(offered)}&lang=en").state)


def test_a_dismissed_card_goes_and_the_address_is_the_opening_s(stage: StagePage) -> None:
    stage.open("stride=0")
    stage.control("dismiss").click()
    expect(stage.control("problem")).to_be_hidden()
    stage.slider("kernel_size").press("ArrowRight")
    stage.agrees()
    assert link.read(stage.query).problems == ()
    assert stage.settings() == {**State().settings, "kernel_size": (3, 3)}
