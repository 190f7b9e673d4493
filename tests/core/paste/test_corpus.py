"""Texts as people bring them: none is read as another library's, and none is refused as something that it is not."""

from __future__ import annotations

from typing import Any

import pytest

from deconv_core.paste.find_calls import calls
from deconv_core.paste.libraries import which_library
from tests.given.pasted_texts import READ, REFUSED
from tests.given.pasting import asked, codes

KEYS = ("kernel_size", "stride", "padding", "output_padding")


@pytest.mark.parametrize(("text", "library", "settings"), READ)
def test_it_is_read_as_its_own_library_s(text: str, library: str, settings: tuple[Any, ...]) -> None:
    said = asked(text)
    assert codes(said) == [] and which_library.of(calls(text)[0].call).library.name == library
    for key, size in zip(KEYS, settings, strict=True):
        assert said["state"][key] == ([*size] if isinstance(size, tuple) else [size, size]), key


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_it_is_refused_as_what_it_is(text: str, code: str) -> None:
    said = asked(text)
    assert codes(said)[0] == code
    # Only PyTorch's own calls are answered in its words.
    assert code in ("source_unknown_argument", "source_padding_word") or not said["problems"][0]["message"]
