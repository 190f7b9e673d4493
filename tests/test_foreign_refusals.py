"""What is said of other frameworks' refusals, held to the libraries: their own words, and the nearest legal call."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import product
from typing import Any, get_args

import pytest

from deconv_core import foreign, link
from deconv_core.answer import answer
from deconv_core.foreign_said import LIBRARIES, Fact, said
from deconv_core.frameworks import jax, keras, onnx, tensorflow
from deconv_core.frameworks.foreign_source import Framework, Listed, as_written, parse
from deconv_core.frameworks.own_words import TEMPLATES
from tests.bad_calls import FOREIGN
from tests.foreign_calls import Drawn, run
from tests.foreign_calls import said as said_of

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
DRAWN: dict[Framework, int] = {"tensorflow": 600, "keras": 300, "onnx": 600, "jax": 120}
FRAMEWORKS = pytest.mark.parametrize("framework", DRAWN)


def alike(framework: str, theirs: str, ours: str) -> bool:
    """Ours is a part of theirs; Keras prints its two words as a set, whose order changes from run to run."""
    return ours in theirs or (framework == "keras" and ours in theirs.replace("{'valid', 'same'}", "{'same', 'valid'}"))


@FRAMEWORKS
def test_the_library_says_what_is_predicted_or_computes(framework: Framework) -> None:
    drawn, met = Drawn(11), Counter[str]()
    for _ in range(DRAWN[framework]):
        input_size, kernel_size, words = drawn.call(framework)
        ours = said(framework, input_size, kernel_size, words)
        met[ours.does] += 1
        if ours.does == "ends":
            continue
        if ours.does == "computes":
            run(framework, input_size, kernel_size, words)
            continue
        with pytest.raises(Exception, match=r".") as caught:
            run(framework, input_size, kernel_size, words)
        theirs = said_of(caught.value)
        assert ours.message is None or alike(framework, theirs, ours.message), (words, ours.message, theirs)
    share = DRAWN[framework] // 10
    assert met["refuses"] > share and met["computes"] > share, met
    assert met["stumbles"] < share and not met["unknown"] and met["ends"] < 9, met


def refusal(
    framework: Framework, input_size: Any, kernel_size: Any, words: dict[str, Any]
) -> foreign.ForeignError | None:
    """This page's refusal of a call on an input and a kernel of these sizes."""
    present = {"input_size": input_size, "kernel_size": kernel_size}
    try:
        foreign.taken(as_written(framework, words), present)
    except foreign.ForeignError as error:
        return error
    return None


@FRAMEWORKS
def test_what_the_library_refuses_the_page_refuses_too(framework: Framework) -> None:
    """Beside what only TensorFlow's CPU kernels cannot do."""
    drawn = Drawn(12)
    for _ in range(DRAWN[framework] * 2):
        input_size, kernel_size, words = drawn.call(framework)
        own = said(framework, input_size, kernel_size, words)
        error = refusal(framework, input_size, kernel_size, words)
        if not own.is_taken:
            assert error is not None, (input_size, kernel_size, words, own)
        if error is not None:
            assert error.message == own.message
            assert error.message or error.values.get("fact") in get_args(Fact), (words, error.values)
            assert error.values["library"] == LIBRARIES[framework]


@FRAMEWORKS
def test_every_offer_is_taken_by_page_and_library(framework: Framework) -> None:
    drawn, offered, refused = Drawn(13, odd=12), 0, 0
    for _ in range(DRAWN[framework]):
        input_size, kernel_size, words = drawn.call(framework)
        error = refusal(framework, input_size, kernel_size, words)
        refused += error is not None
        if error is None or error.offer is None:
            continue
        offered += 1
        call = error.offer.call
        assert refusal(framework, input_size, kernel_size, call.written) is None, (words, call.written)
        # Each is run, but for JAX, which compiles every one anew.
        own = said(framework, input_size, kernel_size, call.written)
        if own.does == "computes" and (framework != "jax" or offered % 6 == 0):
            theirs = run(framework, input_size, call.words.get("kernel_shape", kernel_size), call.written)
            assert theirs.size > 0
        assert error.offer.text
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
def test_no_other_value_of_the_same_setting_is_nearer(framework: Framework) -> None:
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


def inner(framework: Framework, words: Any, key: str) -> Any:
    """A setting's numbers, one an axis; None where it is left out."""
    value = as_written(framework, words).words.get(key)
    return (value, value) if isinstance(value, int) else value


@pytest.mark.parametrize("bad", [bad for bad in FOREIGN if bad.code.startswith("foreign_")], ids=lambda bad: bad.text)
def test_the_page_answers_with_the_library_s_words_and_an_offer_that_opens(bad: Any) -> None:
    told = answer({"kind": "source", "text": bad.text, "settings": "input_size=3&kernel_size=3&stride=2"})
    problem, state = told["problems"][0], told["state"]
    if problem["message"]:
        call = parse(bad.text)
        with pytest.raises(Exception, match=r".") as caught:
            run(call.framework, (3, 3), call.words.get("kernel_size", (3, 3)), keyed(call.written))
        assert alike(call.framework, said_of(caught.value), problem["message"])
    else:
        assert problem["values"]["fact"] in get_args(Fact)
    assert told["offer"] == bad.offer
    settings = {key: state[key] for key in ("kernel_size", "stride", "padding", "output_padding", "dilation")}
    query = "&".join(f"{key}={height},{width}" for key, (height, width) in settings.items())
    assert link.read(f"input_size=3&{query}").problems == ()


def keyed(written: dict[str, Any]) -> dict[str, Any]:
    return {key: word for key, word in written.items() if key != "kernel_size"}


# What the libraries do instead of refusing, each with the version.


def test_the_versions_are_the_proven_ones() -> None:
    for module in (tensorflow, keras, onnx, jax):
        assert module.version() == module.PROVEN


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
def test_where_the_library_does_not_refuse_that_is_said(framework: Framework, words: Any, fact: str | None) -> None:
    words = {key: tuple(word) if isinstance(word, list) else word for key, word in words.items()}
    error = refusal(framework, (3, 3), (3, 3), words)
    assert (error.values.get("fact") if error else None) == fact
    theirs = run(framework, (3, 3), (3, 3), words)
    assert (theirs.size == 0) == (fact == "own_empty")


def test_tensorflow_in_float32_hardly_checks_the_size_where_it_dilates() -> None:
    """TensorFlow 2.21.0 with oneDNN: one cell less than the kernel reaches over, and numbers all the same."""
    words = {"strides": 2, "dilations": 2, "padding": "VALID", "output_shape": (1, 2)}
    error = refusal("tensorflow", (1, 1), (1, 2), words)
    assert error and (error.code, error.values["fact"]) == ("foreign_output_shape", "own_unchecked")
    assert run("tensorflow", (1, 1), (1, 2), words).shape == (1, 2)


ONEDNN = {
    "float32 says less": ("[1, 9, 9, 1], 2", TEMPLATES["tensorflow_onednn"]),
    "float32 gives an empty output": ("[1, 0, 0, 1], 2", "(1, 0, 0, 1)"),
    "a negative size ends the program": ("[1, -1, -1, 1], 2", "Check failed"),
    "one number ends the program": ("6, 2", "Check failed"),
    "a list of three ends the program": ("[1, 6, 6], 2, dilations=2", "Check failed"),
}


@pytest.mark.parametrize(("arguments", "found"), ONEDNN.values(), ids=ONEDNN)
def test_tensorflow_in_float32(arguments: str, found: str) -> None:
    """TensorFlow 2.21.0 with oneDNN, on x86."""
    x, w = ("np.ones((1, 3, 3, 1), 'f')", "np.ones((3, 3, 1, 1), 'f')")
    call = f"tf.nn.conv2d_transpose({x}, {w}, {arguments})"
    code = f"import numpy as np, tensorflow as tf; print({call}.shape)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found in done.stdout + done.stderr
    assert (done.returncode < 0) == (found == "Check failed")


def test_a_huge_number_is_not_foreseen_but_refused() -> None:
    error = refusal("onnx", (3, 3), (3, 3), {"output_padding": Listed((10**30, 1))})
    assert error and error.message is None and "fact" not in error.values and error.offer
