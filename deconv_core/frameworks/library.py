"""What this page knows of a library: one record, with which each library's module ends.

Its name and version, its call's words, its rules, and how its line of code is written. LIBRARIES, in this folder's
__init__.py, lists the records; their keys are those of Key.
The browser writes the same letters (the stage's views/frameworks); a test holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from deconv_core.frameworks.layout import Layout, Weights, shown
from deconv_core.geometry import Geometry

Sizes = tuple[int, ...]
Words = dict[str, Any]
Key = Literal["pytorch", "tensorflow", "keras", "jax", "onnx"]
# What the library does with a call that this page refuses, instead of refusing it; words key "problems.<fact>".
Fact = Literal["own_empty", "own_flag", "own_convolution", "own_notset", "own_unchecked"]

Word = str | bool | int | None | tuple["Word", ...]


class Listed(tuple[Word, ...]):
    """A list as it was written: a tuple that shows itself with brackets, as the library's own words quote it."""

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self))}]"


@dataclass(frozen=True)
class Signature:
    """The arguments that a call takes in order, of which the first `required` must be given, and those by name only."""

    in_order: tuple[str, ...]
    required: int
    by_name: tuple[str, ...] = ()


def signature(required: str, optional: str = "", by_name: str = "") -> Signature:
    must = tuple(required.split())
    return Signature((*must, *optional.split()), len(must), tuple(by_name.split()))


@dataclass(frozen=True, kw_only=True)
class Known:
    """A library whose calls the page knows when it sees them: `name`, and `calls`, signatures by their full names.

    `modules`: paths that are its own alone; `usual`: how its calls often begin, as others' do ("" is no module at all).
    `marks`: what a text of its holds that is no Python. `like`: the library whose rules hold for its calls; then
    `called` has what it calls their words, where it does so otherwise, `defaults` what it takes where nothing is said
    and they take something else, `unread` the arguments whose meaning the page does not know, and `adapted` its words,
    of so many axes, as theirs, None where they are not. `turns`: whether its stamps are the kernel turned by 180
    degrees. `has_both_ends`: its padding may have a number for each end of each axis.
    """

    name: str
    calls: Mapping[str, Signature] = field(default_factory=dict)
    modules: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    like: Library | None = None
    called: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Word] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    adapted: Callable[[Words, int], Words | None] = lambda words, _rank: words
    turns: bool = False
    has_both_ends: bool = False

    @property
    def rules(self) -> Library | None:
        """Whose rules its calls are read by; None if the page does not read them."""
        return self.like

    def calls_named(self, name: str) -> dict[str, Signature]:
        return {full: one for full, one in self.calls.items() if full.rpartition(".")[2] == name}


def as_it_is(words: Words) -> tuple[Words, Fact | None]:
    return words, None


def nothing(_written: Words) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Library(Known):
    """A library whose calls the page reads, by rules that are proven against its `version`.

    `runs`: the program that was asked, where that has another name. `geometry` takes input_size, kernel_size and the
    words of `read`, which decide the numbers; GeometryError where the library refuses them, or, with values["fact"],
    this page alone. `source` writes the call for the same words, `layout` its tensors' axes: x and w. `counts_as`: what
    the library itself takes for words that geometry() refuses, and the fact to say then. `misspelled`: the first
    argument whose number is right and whose writing the library does not take. `usual_words` stand for None where the
    library does not take it; `lists`: it writes two axes as a list. `answers`: the words that ask for SAME or VALID and
    perhaps a size, by the page's cards. `famous`: its own sentence for a broken rule, by the rule's code; the values of
    the GeometryError fill it. `weights`: the ways in which it keeps a layer's, by the page's words for them
    (frameworks.weights_...), the one of `source` first; none for PyTorch itself.
    """

    key: Key
    version: str
    geometry: Callable[..., Geometry]
    source: Callable[..., str]
    layout: Layout
    read: tuple[str, ...]
    runs: str = ""
    lists: bool = False
    usual_words: Mapping[str, Word] = field(default_factory=dict)
    counts_as: Callable[[Words], tuple[Words, Fact | None]] = as_it_is
    misspelled: Callable[[Words], str | None] = nothing
    answers: Mapping[str, Callable[[str, Geometry, Sizes | None], Words]] = field(default_factory=dict)
    famous: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Weights] = field(default_factory=dict)

    @property
    def rules(self) -> Library:
        return self

    @property
    def proven(self) -> str:
        """What its rules are proven against, as one reads it: `ONNX Runtime 1.32.0`."""
        return f"{self.runs or self.name} {self.version}"

    def answer(self, card: str, ask: str, given: Geometry, output_shape: Sizes | None = None) -> Geometry:
        """Its Geometry of PyTorch's input, kernel, stride and dilation, asked for `ask`, "same" or "valid".

        `output_shape` is one size an axis. GeometryError where it refuses.
        """
        return self.geometry(**self.answers[card](ask, given, output_shape))


def flags_as_numbers(words: Words, flags: tuple[str, ...] = ()) -> tuple[Words, Fact | None]:
    """The words with 1 for True and 0 for False, as Python counts; `flags`: the words that are flags."""
    found = {key: word if key in flags else _as_number(word) for key, word in words.items()}
    return found, None if repr(found) == repr(words) else "own_flag"


def _as_number(word: Any) -> Any:
    if isinstance(word, tuple):
        return type(word)(_as_number(one) for one in word)
    return int(word) if isinstance(word, bool) else word


def sizes_of(geometry: Geometry) -> Words:
    """The words that all other frameworks share."""
    return {"input_size": geometry.input_size, "kernel_size": geometry.kernel_size, "strides": geometry.stride}


# ---- its line of code


def line(layout: Layout, axes: int, name: str, *in_order: str, **named: object) -> str:
    """`name(…)`, and a comment that names the tensors' axes. The rest is call()'s."""
    x, w = (shown(order, axes) for order in layout)
    return f"{call(name, *in_order, **named)}  # x {x}, w {w}"


def call(name: str, *in_order: str, **named: object) -> str:
    """`name(…)`: arguments that are text already, then those by name as literals; None leaves one out."""
    arguments = [*in_order, *(f"{key}={literal(word)}" for key, word in named.items() if word is not None)]
    return f"{name}({', '.join(arguments)})"


def literal(word: object) -> str:
    """A word as Python reads it, with the quotes that people write."""
    if isinstance(word, str):
        return f'"{word}"'
    if not isinstance(word, (tuple, list)):
        return repr(word)
    inside = ", ".join(map(literal, word))
    if isinstance(word, (list, Listed)):
        return f"[{inside}]"
    return f"({inside},)" if len(word) == 1 else f"({inside})"


def short(sizes: Sizes) -> int | Sizes:
    """One integer where all axes agree."""
    return sizes[0] if len(set(sizes)) == 1 else sizes


def is_dilated(dilation: Sizes) -> bool:
    """Whether a dilation has to be said."""
    return set(dilation) != {1}
