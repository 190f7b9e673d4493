"""The output in space stands on the first page where there are three axes, and is drawn once it is opened."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from deconv_core.words import LANGUAGES, load
from pages._ui.names import FIRST
from tests.pages.test_pages import visit

KEY = "buffers_volume"
BOX = "rank=3&input_size=1,2,2&kernel_size=1&x=1,2;3,4&w=2"
SEVERAL = "rank=3&out_channels=2&input_size=1,2,2&kernel_size=1&x=1,2;3,4&w=2:-2&bias=0,9"


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.expander]


def figures(app: AppTest) -> list[str]:
    told = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return [one["figure"] for one in told if "figure" in one]


def opened(app: AppTest) -> AppTest:
    app.session_state[KEY] = True
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_drawn_once_it_is_opened(lang: str) -> None:
    app = visit(FIRST, lang=lang, reported=BOX)
    assert load(lang)["buffers.volume"] in labels(app)
    assert figures(app) == []
    opened(app)
    assert not app.exception and not app.error
    (figure,) = figures(app)
    assert "y[0,1,1] = 8" in figure


def test_a_flat_layer_has_none() -> None:
    assert load("en")["buffers.volume"] not in labels(visit(FIRST, reported="x=1,2;3,4&w=2"))
    assert load("en")["buffers.volume"] not in labels(visit(FIRST))


def test_of_several_channels_one_is_picked() -> None:
    app = opened(visit(FIRST, reported=SEVERAL))
    (figure,) = figures(app)
    assert "y[0,0,1,1] = 8" in figure
    (picked,) = app.get("button_group")
    picked.set_value(1).run()
    (figure,) = figures(app)
    assert "y[1,0,1,1] = 1" in figure
