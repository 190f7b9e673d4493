"""A call of each framework, pasted and refused: whose words, and the nearest call of that framework in one click."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import Setting
from deconv_core.state.query import read_query
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

QUERY = "input_size=3&kernel_size=3&stride=2"
# A call; whose rule it breaks; from the library's own sentence, where it is famous; what is on offer, and what it sets.
CALLS: list[tuple[str, str, str, str, dict[str, Any]]] = [
    (
        "tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], 2, 'FULL')",
        "TensorFlow does not take padding = 'FULL'",
        "",
        'padding="SAME"',
        {"frameworks_ask": "same", "frameworks_output_shape": None},
    ),
    (
        "Conv2DTranspose(1, 3, 2, output_padding=2)",
        "Keras does not take output_padding 2",
        "At dimension 0, `output_padding` is 2 but `strides` is 2.",
        "output_padding=1",
        {"frameworks_ask": "valid", "frameworks_output_shape": (8, 8)},
    ),
    (
        "strides=[2, 2], pads=[9, 9, 9, 9]",
        "ONNX does not take pads = [9, 9, 9, 9]",
        "",
        "pads=[3, 3, 3, 3]",
        {"padding": (3, 3), "frameworks_ask": "crops"},
    ),
    (
        "jax.lax.conv_transpose(x, w, (2, 2), [(1, 1)])",
        "JAX does not take padding = [(1, 1)]",
        "",
        "padding=[(1, 1), (1, 1)]",
        {"padding": (1, 1), "frameworks_ask": "crops"},
    ),
]


def test_the_offer_is_taken_in_one_click(stage: StagePage) -> None:
    stage.open()
    for call in CALLS:
        stage.show(QUERY)
        check_offer(stage, *call)


def check_offer(stage: StagePage, text: str, rule: str, own: str, offer: str, taken: dict[str, str | Setting]) -> None:
    refuse(stage, text)
    card = stage.control("problem")
    expect(card).to_contain_text(rule)
    expect(card.locator("code")).to_contain_text([own] if own else [])
    stage.control("take-offer").filter(has_text=offer).click()
    expect(card).to_be_hidden()
    state = read_query(stage.agrees().query).state
    assert {key: getattr(state, key) for key in taken} == taken


def refuse(stage: StagePage, text: str) -> None:
    source = stage.control("source")
    source.fill(text)
    source.press("Enter")
    expect(stage.control("problem")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "says", "page", "fact"),
    [
        (
            "en",
            "Keras 3.15.1 says:",
            "This page does not take padding",
            "JAX 0.10.2 does not refuse this: it returns an output without a single cell",
        ),
        ("zh-Hans", "Keras 3.15.1 的原话：", "本页不接受 padding", "JAX 0.10.2 自己不报错"),
        ("zh-Hant", "Keras 3.15.1 的原話：", "本頁不接受 padding", "JAX 0.10.2 自己不報錯"),
    ],
)
def test_whose_words_or_what_it_does_instead_in_every_language(
    visitors: Visitors, lang: str, says: str, page: str, fact: str
) -> None:
    stage = visitors().open(f"{QUERY}&lang={lang}").agrees()
    refuse(stage, "Conv2DTranspose(1, 3, 2, output_padding=2)")
    expect(stage.control("problem").locator(".says")).to_have_text(says)
    stage.control("dismiss").click()
    refuse(stage, "jax.lax.conv_transpose(x, w, (2, 2), [(-2, -3), (-1, -1)])")
    expect(stage.control("problem")).to_contain_text(page)
    expect(stage.control("problem").locator(".says")).to_contain_text(fact)
    expect(stage.control("problem").locator("code")).to_have_count(0)
    expect(stage.control("take-offer")).to_contain_text("padding=[(-1, -1), (-1, -1)]")
