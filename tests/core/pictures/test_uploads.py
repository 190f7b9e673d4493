"""What is brought as a picture becomes the right picture or one refusal with words; nothing else comes out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.pictures import limits
from deconv_core.pictures.files import uploads
from deconv_core.refusal import UnreadError
from deconv_core.words import LANGUAGES, explain, load
from tests.given import odd_pictures

READ, REFUSED = list(odd_pictures.read()), list(odd_pictures.refused())


def test_the_corpus_is_large() -> None:
    assert len(READ) >= 35 and len(REFUSED) >= 25
    assert {one.code for one in REFUSED} == set(uploads.PictureCode.__args__)
    # A profile and CMYK by formula exclude each other; every other note is met.
    assert {note for one in READ for note in one.notes} == set(uploads.NOTES)


@pytest.mark.parametrize("odd", READ, ids=lambda odd: odd.name)
def test_an_odd_picture_is_read_right(odd: odd_pictures.Odd) -> None:
    picture = uploads.read(odd.data, odd.name)
    assert picture.pixels.dtype in (np.uint8, np.uint16)
    assert picture.pixels.shape == odd.pixels.shape
    assert abs(picture.pixels.astype(int) - odd.pixels).max() <= odd.off
    assert picture.notes == odd.notes
    values = picture.part()
    assert values.dtype == np.float32 and values.min() >= 0 and values.max() <= 1
    most = 65535 if "sixteen_bits" in odd.notes else 255
    np.testing.assert_allclose(values * most, picture.pixels, atol=1e-2)


@pytest.mark.parametrize("odd", REFUSED, ids=lambda odd: odd.name)
def test_what_is_no_picture_is_refused_in_words(odd: odd_pictures.Odd) -> None:
    with pytest.raises(UnreadError) as caught:
        uploads.read(odd.data)
    assert caught.value.code == odd.code
    for lang in LANGUAGES:
        assert explain(lang, caught.value.code, caught.value.field, caught.value.values)


@settings(max_examples=150)
@given(st.sampled_from(READ), st.data())
def test_a_file_with_wrong_bytes_is_read_or_refused(odd: odd_pictures.Odd, data: st.DataObject) -> None:
    altered = bytearray(odd.data)
    for _ in range(data.draw(st.integers(1, 6))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    try:
        picture = uploads.read(bytes(altered[: data.draw(st.integers(1, len(altered)))]))
    except UnreadError as error:
        assert error.code in uploads.PictureCode.__args__
    else:
        height, width = picture.size
        assert picture.channels in (1, 3) and height * width <= limits.PIXELS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_note_has_its_words(lang: str) -> None:
    assert {f"pictures.note_{note}" for note in uploads.NOTES} <= set(load(lang))
