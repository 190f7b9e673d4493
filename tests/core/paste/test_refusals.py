"""What is said of other frameworks' refusals, held to the libraries: that they refuse, and the nearest legal call."""

from __future__ import annotations

import os
from collections import Counter
from itertools import product
from typing import Any, get_args

import numpy as np
import pytest

from deconv_core.frameworks import OTHERS
from deconv_core.frameworks.library import Fact, Key, Listed
from deconv_core.paste import to_settings
from deconv_core.paste.other_frameworks import as_written, parse
from deconv_core.paste.refusals.refused_call import PAGE_REFUSES
from deconv_core.questions import answer
from deconv_core.refusal import UnreadError
from deconv_core.state.query import read_query
from tests.given.bad_calls import FOREIGN
from tests.given.foreign_calls import Drawn, run, said
from tests.oracles import libraries

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
DRAWN: dict[Key, int] = {"tensorflow": 900, "keras": 500, "onnx": 900, "jax": 150}
FRAMEWORKS = pytest.mark.parametrize("framework", DRAWN)
# What only TensorFlow's CPU kernels cannot do: no rule of the operation.
LIMITS = ("do not yet support dilation rates larger than 1", "Conv2DCustomBackpropInputOp only supports NHWC")


def refusal(framework: Key, input_size: Any, kernel_size: Any, words: dict[str, Any]) -> UnreadError | None:
    """This page's refusal of a call on an input and a kernel of these sizes."""
    present = {"input_size": input_size, "kernel_size": kernel_size}
    rules = OTHERS[framework]
    try:
        to_settings.taken(as_written(rules, rules, words), present)
    except UnreadError as error:
        return error
    return None


def theirs(framework: Key, input_size: Any, kernel_size: Any, words: dict[str, Any]) -> np.ndarray | str:
    """The library's output, or its message where it refuses."""
    try:
        return run(framework, input_size, kernel_size, words)
    except Exception as error:
        return said(error)


@FRAMEWORKS
def test_what_the_page_refuses_the_library_refuses_unless_it_is_said_what_it_does(framework: Key) -> None:
    drawn, met = Drawn(11), Counter[str]()
    for _ in range(DRAWN[framework]):
        input_size, kernel_size, words = drawn.call(framework)
        if ends_the_program(framework, words):
            continue
        error, found = (
            refusal(framework, input_size, kernel_size, words),
            theirs(framework, input_size, kernel_size, words),
        )
        is_refused = isinstance(found, str) and not any(limit in found for limit in LIMITS)
        shown = (input_size, kernel_size, words, error, found)
        fact = error.values.get("fact") if error else None
        met["refused" if is_refused else "computed"] += 1
        if error is None:
            assert not is_refused, shown
        elif fact in PAGE_REFUSES:
            assert not isinstance(found, str), shown
            assert (found.size == 0) == (fact == "own_empty"), shown
            assert error.values["framework"] == ""
        elif fact != "own_unchecked":
            assert isinstance(found, str), shown
            assert error.values["framework"] == OTHERS[framework].name
        if error and error.message:
            assert error.message in str(found), shown
            met["famous"] += 1
    share = DRAWN[framework] // 10
    assert met["refused"] > share and met["computed"] > share, met
    assert met["famous"] > 10 or not OTHERS[framework].famous, met


def ends_the_program(framework: Key, words: dict[str, Any]) -> bool:
    """TensorFlow in float32, in which alone it dilates: of a size that is negative, or is no list of two or four."""
    output = words.get("output_shape")
    is_list = isinstance(output, tuple) and len(output) in (2, 4) and "-" not in repr(output)
    return framework == "tensorflow" and not is_list and ("dilations" in words or "data_format" in words)


@FRAMEWORKS
def test_every_offer_is_taken_by_page_and_library(framework: Key) -> None:
    drawn, offered, refused = Drawn(13, odd=12), 0, 0
    for _ in range(DRAWN[framework] // 2):
        input_size, kernel_size, words = drawn.call(framework)
        error = refusal(framework, input_size, kernel_size, words)
        refused += error is not None
        if error is None or error.offer is None:
            continue
        offered += 1
        call = error.offer.call
        assert error.offer.text
        assert refusal(framework, input_size, kernel_size, call.written) is None, (words, call.written)
        # Each is run, but for JAX, which compiles every one anew.
        if framework != "jax" or offered % 6 == 0:
            found = theirs(framework, input_size, call.words.get("kernel_shape", kernel_size), call.written)
            if isinstance(found, str):
                assert any(limit in found for limit in LIMITS), (words, call.written, found)
            else:
                assert found.size > 0
    assert offered > 0.95 * refused > 20


# The settings of which a nearer value is looked for, and the values that are tried, in one axis.
NEARER = {
    "strides": range(1, 6),
    "dilations": range(1, 6),
    "dilation_rate": range(1, 6),
    "rhs_dilation": range(1, 6),
    "output_shape": range(1, 14),
    "output_padding": range(6),
}


@FRAMEWORKS
def test_no_other_value_of_the_same_setting_is_nearer(framework: Key) -> None:
    drawn, compared = Drawn(14, odd=0), 0
    while compared < 25:
        input_size, kernel_size, words = drawn.call(framework)
        key = drawn.random.choice([key for key in words if key in NEARER] or ["strides"])
        words[key] = Listed(drawn.random.choice([0, 1, 2, 7, 9]) for _ in range(2))
        error = refusal(framework, input_size, kernel_size, words)
        if error is None or error.offer is None or error.field != key:
            continue
        found = error.offer.call.words
        asked = words[key]
        legal = [
            pair
            for pair in product(NEARER[key], repeat=2)
            if refusal(framework, input_size, kernel_size, words | {key: Listed(pair)}) is None
        ]
        if not legal:
            continue
        changed = {one for one in {*words, *found} if inner(framework, words, one) != inner(framework, found, one)}
        assert changed == {key}, (input_size, kernel_size, words, found)
        pair = inner(framework, found, key)
        if pair is not None:
            far = [sum(abs(a - b) for a, b in zip(one, asked, strict=True)) for one in (pair, *legal)]
            assert far[0] == min(far), (input_size, kernel_size, words, found)
            compared += 1


def inner(framework: Key, words: Any, key: str) -> Any:
    """A setting's numbers, one an axis; None where it is left out."""
    value = as_written(OTHERS[framework], OTHERS[framework], words).words.get(key)
    return (value, value) if isinstance(value, int) else value


@pytest.mark.parametrize("bad", [bad for bad in FOREIGN if bad.code.startswith("foreign_")], ids=lambda bad: bad.text)
def test_the_page_answers_with_what_the_library_does_and_an_offer_that_opens(bad: Any) -> None:
    told = answer({"kind": "source", "text": bad.text, "settings": "input_size=3&kernel_size=3&stride=2"})
    problem, state = told["problems"][0], told["state"]
    call = parse(bad.text)
    words = {key: word for key, word in call.written.items() if key != "kernel_size"}
    found = theirs(call.framework, (3, 3), call.words.get("kernel_size", call.words.get("kernel_shape", (3, 3))), words)
    assert isinstance(found, str) == (problem["values"].get("fact") not in get_args(Fact))
    assert problem["message"] is None or problem["message"] in str(found)
    assert told["offer"] == bad.offer
    settings = {key: state[key] for key in ("kernel_size", "stride", "padding", "output_padding", "dilation")}
    query = "&".join(f"{key}={height},{width}" for key, (height, width) in settings.items())
    assert read_query(f"input_size=3&{query}").problems == ()


# What the libraries do instead of refusing, each with the version.


def test_the_versions_are_the_proven_ones() -> None:
    for key, library in OTHERS.items():
        assert libraries.installed(key) == library.version


@pytest.mark.parametrize(
    ("framework", "words", "fact"),
    [
        ("jax", {"strides": (2, 2), "padding": [(-1, -2), (-1, -2)]}, "own_empty"),
        ("jax", {"strides": (1, 1), "padding": "same"}, "own_convolution"),
        ("jax", {"strides": (True, 1), "padding": "SAME"}, "own_flag"),
        ("keras", {"strides": True}, "own_flag"),
        ("keras", {"dilation_rate": 3, "padding": "same", "output_padding": 0}, None),
        ("tensorflow", {"strides": True, "output_shape": (1, 3, 3, 1)}, "own_flag"),
        ("tensorflow", {"strides": 1, "dilations": 2, "output_shape": (1, 0, 3, 1), "padding": "VALID"}, "own_empty"),
        ("onnx", {"auto_pad": ""}, "own_notset"),
    ],
)
def test_where_the_library_does_not_refuse_that_is_said(framework: Key, words: Any, fact: str | None) -> None:
    words = {key: tuple(word) if isinstance(word, list) else word for key, word in words.items()}
    error = refusal(framework, (3, 3), (3, 3), words)
    assert (error.values.get("fact") if error else None) == fact
    found = run(framework, (3, 3), (3, 3), words)
    assert (found.size == 0) == (fact == "own_empty")


def test_tensorflow_in_float32_hardly_checks_the_size_where_it_dilates() -> None:
    """TensorFlow 2.21.0 with oneDNN: one cell less than the kernel reaches over, and numbers all the same."""
    words = {"strides": 2, "dilations": 2, "padding": "VALID", "output_shape": (1, 2)}
    error = refusal("tensorflow", (1, 1), (1, 2), words)
    assert error and (error.code, error.values["fact"]) == ("foreign_output_shape_outside", "own_unchecked")
    assert run("tensorflow", (1, 1), (1, 2), words).shape == (1, 2)


def test_a_list_of_one_is_taken_as_tensorflow_takes_it() -> None:
    words = {"strides": Listed([2]), "output_shape": (6, 6)}
    assert refusal("tensorflow", (3, 3), (3, 3), words) is None
    assert run("tensorflow", (3, 3), (3, 3), words).shape == (6, 6)


def test_a_huge_number_is_refused() -> None:
    error = refusal("onnx", (3, 3), (3, 3), {"output_padding": Listed((10**30, 1))})
    assert error and error.message is None and "fact" not in error.values and error.offer
