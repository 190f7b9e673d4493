"""What a link that cannot be offers instead. (tests/given/bad_inputs.py has all that is refused.)"""

from __future__ import annotations

from playwright.sync_api import expect

from deconv_core.frameworks import pytorch
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.stage_page import StagePage

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
        offered = read_query(query).state
        assert stage.settings() == offered.settings
        assert pytorch.ask(**offered.settings) is None
        if offered.x and offered.w:
            assert stage.query == write_query(read_query(f"{write_query(offered)}&lang=en").state)


def test_a_dismissed_card_goes_and_the_address_is_the_opening_s(stage: StagePage) -> None:
    stage.open("stride=0")
    stage.control("dismiss").click()
    expect(stage.control("problem")).to_be_hidden()
    stage.slider("kernel_size").press("ArrowRight")
    stage.agrees()
    assert read_query(stage.query).problems == ()
    assert stage.settings() == {**State().settings, "kernel_size": (3, 3)}
