"""Whatever is pasted, typed or linked is read in a time that grows as the text does, whatever piece it repeats.

The readers and the patterns are found, not listed: a new one is held to it without a new test. The texts are longer
than visitors may bring, so that growth can be seen at all.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import thread_time
from types import ModuleType
from warnings import catch_warnings

import pytest

import deconv_core
from deconv_core import questions
from deconv_core.finder import line
from deconv_core.paste import call, pasted
from deconv_core.paste.errors.explained import explained
from deconv_core.paste.forms import onnx_text
from deconv_core.paste.forms.pieces import pieces
from deconv_core.state import query_text, typed_sizes
from deconv_core.state.fields import State
from deconv_core.state.query import QUERY_LIMIT

# Twenty and more, alone or as what follows a beginning that a reader goes into.
PIECES = [
    *(
        "\n",
        " ",
        "\t",
        "\r\n",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        ",",
        ", ",
        ";",
        ":",
        "=",
        "-",
        "~",
        "%",
        "&",
        ".",
    ),
    *(
        "1",
        "1,",
        "1, ",
        "9 x ",
        ") ",
        ") a",
        "->",
        "1 to ",
        "a",
        "a.",
        "é",
        '"',
        "'",
        "#",
        "\\",
        "*",
        "f(",
        "(0): ",
        ">>> ",
        "... ",
        "& ",
    ),
    *("%0 : ", "strides=", "strides: 2\n", "pads=[1, 1]\n", "auto_pad = A ", "attribute {", 'name: "a" ', "ints: 1 "),
    *("nn.Conv2d(1, 1, 3)\n", "nn.ConvTranspose2d(1, 1, 3)\n", "ConvTranspose2d(", "a=1&", "&x=", "%25", "import a\n"),
]
BEGINNINGS = [
    *("", "strides=1", "strides=", "auto_pad", "ConvTranspose[", "y = ConvTranspose <", "%y = ConvTranspose["),
    *(
        'op_type: "ConvTranspose" attribute {',
        "nn.ConvTranspose2d(1, 1, ",
        "nn.Conv2d(",
        ">>> ",
        "x=",
        "pin=input:0",
        "(",
    ),
]
LENGTHS = (375, 3_000)
# Seconds of work, not of waiting. What takes less is not looked at closer: at the greater length all that is not linear
# takes longer.
NOTICEABLE = 0.005
# Four times as long a text takes four times as long; where it is not linear, sixteen times and more, time and again.
GROWTH = 12
LONG = 0.3
TRIES = 3
# Bounds of texts, out of the way here, since what is measured is what they bound.
BOUNDS = ("TEXT_LIMIT", "QUERY_LIMIT", "NUMBER_LIMIT", "WHOLE_LIMIT")
BOUNDS += ("LAYER_LIMIT", "LAYERS_LIMIT", "LINE_LIMIT", "FIELD_LIMIT")


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(deconv_core.__path__, "deconv_core."):
        if ".figures" not in found.name:
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


def readers() -> dict[str, Callable[[str], object]]:
    """Every public function whose one argument is a text; and those that take more beside it."""
    found: dict[str, Callable[[str], object]] = {}
    for module in modules():
        for name, function in vars(module).items():
            code = getattr(function, "__code__", None)
            if not code or function.__module__ != module.__name__ or name.startswith("_") or code.co_argcount != 1:
                continue
            kinds = function.__annotations__.get(code.co_varnames[0], "").split("|")
            if "str" in [kind.strip() for kind in kinds] and code.co_varnames[0] in ("text", "query"):
                found[f"{module.__name__}.{name}"] = function
    return found | {
        "a pasted text": partial(pasted.meaning, present=State().settings),
        "an error": partial(explained, present=State().settings),
        "layers in a text": partial(pieces, names={"ConvTranspose2d", "make_node"}),
        "a question": lambda text: questions.answer({"kind": "source", "text": text, "settings": text}),
        "the finder's line": partial(line.read, present=State().settings),
        "two sizes": partial(typed_sizes.pair, "stride"),
        "a range": partial(typed_sizes.span, "stride", low=0),
    }


def uses(name: str) -> set[str]:
    """The methods of a pattern that the core calls."""
    return {use for path in CORE.rglob("*.py") for use in re.findall(rf"\b{name}\.(\w+)\(", path.read_text("utf-8"))}


CORE = Path(deconv_core.__file__).parent
READERS = readers() | {
    f"{name}.{use}": partial(getattr(pattern, use), "") if use == "sub" else getattr(pattern, use)
    for name, pattern in patterns().items()
    for use in sorted(uses(name.rpartition(".")[2]))
}


def test_the_readers_are_found() -> None:
    assert {
        "deconv_core.paste.find_calls.one_call",
        "deconv_core.paste.forms.onnx_text.as_call",
        "deconv_core.stacks.encoder_text.parse",
        "deconv_core.state.query.read_query",
        "deconv_core.paste.forms.onnx_text.PRINTED.fullmatch",
    } <= set(READERS)
    assert len(PIECES) >= 20 and len({*PIECES}) == len(PIECES)


@pytest.mark.parametrize("name", READERS)
def test_a_text_is_read_in_a_time_that_grows_as_it_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in modules():
        for bound in BOUNDS:
            if hasattr(module, bound):
                monkeypatch.setattr(module, bound, 10**9)
    for beginning in BEGINNINGS:
        for piece in PIECES:
            for length in LENGTHS:
                if seconds(READERS[name], beginning + piece * (length // len(piece)), 1) > NOTICEABLE:
                    check_growth(READERS[name], beginning, piece, length)


def check_growth(read: Callable[[str], object], beginning: str, piece: str, length: int) -> None:
    """Once more four times as long, where it seemed to grow too fast: the machine has other work too."""
    took = seconds(read, beginning + piece * (length // len(piece)), TRIES)
    for longer in (4, 16):
        tries = 1 if took > LONG else TRIES
        before, took = took, seconds(read, beginning + piece * (longer * length // len(piece)), tries)
        if took < max(GROWTH * before, NOTICEABLE):
            return
        assert took < LONG, (beginning, piece, before, took)
    raise AssertionError((beginning, piece, before, took))


def seconds(read: Callable[[str], object], text: str, tries: int) -> float:
    """The best of several; what was read before is not remembered."""
    took = []
    gc.disable()
    for _ in range(tries):
        call._lines.cache_clear()
        start = thread_time()
        with suppress(ValueError, KeyError, RecursionError), catch_warnings(action="ignore"):
            result = read(text)
            # Matches that are found one by one.
            if isinstance(result, Iterator):
                deque(result, maxlen=0)
        took.append(thread_time() - start)
    gc.enable()
    return min(took)


# Where the bound stands: nothing but its length is looked at of a text that is too long.
BOUNDED = {
    "source": (call.TEXT_LIMIT, lambda text: questions.answer({"kind": "source", "text": text}), "source_too_long"),
    "link": (QUERY_LIMIT, lambda text: questions.answer({"kind": "link", "text": text}), "too_long"),
}


@pytest.mark.parametrize("kind", BOUNDED)
def test_of_a_text_that_is_too_long_nothing_is_read(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, read, code = BOUNDED[kind]

    def never(text: str) -> None:
        raise AssertionError("read all the same")

    monkeypatch.setattr(onnx_text, "as_call", never)
    monkeypatch.setattr(call, "call_in", never)
    monkeypatch.setattr(query_text, "pairs", never)
    assert [problem["code"] for problem in read("1" * (limit + 1))["problems"]] == [code]
