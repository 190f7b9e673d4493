"""What is typed into the fields: read as it is meant, or refused with a reason."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.refusal import UnreadError
from deconv_core.sizes.ranges import HIGHEST, KEYS, Range, Ranges
from deconv_core.state.typed_sizes import SIZE_LIMIT, pair, setting, size, span


@pytest.mark.parametrize("text", ["12,16", " 12 , 16 ", "(12, 16)", "[12,16]", "12x16", "12 × 16", "12，16"])
def test_two_sizes_in_many_spellings(text: str) -> None:
    assert pair("input_size", text) == (12, 16)


@pytest.mark.parametrize("text", ["12", " 12 ", "(12)", "(12,)"])
def test_one_size_for_both(text: str) -> None:
    assert pair("input_size", text) == (12, 12)


@pytest.mark.parametrize(
    ("text", "low", "code"),
    [
        ("", 1, "empty"),
        ("   ", 1, "empty"),
        (",", 1, "empty"),
        ("3,,4", 1, "too_many_axes"),
        ("1,2,3", 1, "too_many_axes"),
        ("x", 1, "not_a_whole_number"),
        ("2.5", 1, "not_a_whole_number"),
        ("1e3", 1, "not_a_whole_number"),
        ("NaN", 1, "not_a_whole_number"),
        ("<b>4</b>", 1, "not_a_whole_number"),
        ("9" * 40, 1, "not_a_whole_number"),
        ("9" * 41, 1, "field_too_long"),
        ("4" + " " * 40, 1, "field_too_long"),
        ("٣", 1, "not_a_whole_number"),
        ("0", 1, "out_of_range"),
        ("-4", 0, "out_of_range"),
        ("100001", 1, "out_of_range"),
    ],
)
def test_what_is_no_size(text: str, low: int, code: str) -> None:
    with pytest.raises(UnreadError) as caught:
        pair("input_size", text, low)
    assert (caught.value.code, caught.value.field) == (code, "input_size")


def test_a_refusal_quotes_what_was_typed() -> None:
    for read, text in ((pair, "(3,b)"), (pair, "[a]"), (partial(span, low=1), " 1-x")):
        with pytest.raises(UnreadError) as caught:
            read("stride", text)
        assert caught.value.values["value"] == text


@pytest.mark.parametrize(
    ("text", "low", "high"), [("3", 3, 3), ("1-9", 1, 9), (" 1 – 9 ", 1, 9), ("1—9", 1, 9), ("2~4", 2, 4)]
)
def test_ranges(text: str, low: int, high: int) -> None:
    assert span("stride", text, 1) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("1-9" + " " * 38, "field_too_long"),
        ("-", "not_a_range"),
        ("1-", "not_a_range"),
        ("1-2-3", "not_a_range"),
        ("-3", "not_a_range"),
        ("a-b", "not_a_whole_number"),
        ("0-3", "out_of_range"),
        ("1-1001", "out_of_range"),
        ("9-1", "backwards"),
    ],
)
def test_what_is_no_range(text: str, code: str) -> None:
    with pytest.raises(UnreadError) as caught:
        span("stride", text, 1)
    assert caught.value.code == code


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for read in (lambda: pair("a", text), lambda: span("a", text, 0), lambda: setting("padding", text, 2)):
        try:
            read()
        except UnreadError as error:
            assert error.code


@pytest.mark.parametrize(("text", "meant"), [("3", (3, 3)), ("3,4", (3, 4)), ("3-4", Range(3, 4)), (" ", None)])
def test_a_setting_is_a_number_or_two_or_a_range_or_nothing(text: str, meant: object) -> None:
    assert setting("stride", text, 2) == meant


def test_a_setting_has_its_own_limits() -> None:
    assert setting("padding", "0,1", 2) == (0, 1)
    assert size("input_size", str(SIZE_LIMIT), 3) == (SIZE_LIMIT,) * 3
    for key, text in (("kernel_size", "0"), ("stride", "0-2"), ("stride", str(HIGHEST + 1)), ("dilation", "1-1001")):
        with pytest.raises(UnreadError, match="out_of_range"):
            setting(key, text, 2)


def test_ranges_are_written_as_they_are_read() -> None:
    usual = Ranges()
    assert [setting(key, str(getattr(usual, key)), 2) for key in KEYS[:-1]] == [
        getattr(usual, key) for key in KEYS[:-1]
    ]
