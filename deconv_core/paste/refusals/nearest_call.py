"""The nearest call that a framework takes, for one that is refused: its words mended, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from operator import sub
from typing import Any

from deconv_core.frameworks.library import Listed, Word, Words, literal
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.paste.other_frameworks import Foreign
from deconv_core.paste.refusals.mend import Take, listed, mended, takes
from deconv_core.paste.tensorflow_call import ordered

# A call has few settings, and each rule mends at least one of them on one axis.
STEPS = 24
COUNTED = ("strides", "dilations", "dilation_rate", "rhs_dilation")
FLAGS = ("transpose_kernel", "use_consistent_padding")


def nearest(call: Foreign, take: Take) -> Words | None:
    """The words of the nearest call that is taken, as the framework writes them; None where none was found.

    `take`: the geometry of words, or GeometryError. The words that need no mending stay as they were written.
    """
    words = {key: _formed(call, key, word) for key, word in _given(call).items()}
    found = _legal(call, words, take)
    if found is None:
        return None
    changed = [key for key in {**words, **found} if not _alike(words.get(key), found.get(key))]
    alone = (one for one in _alone(words, found, call.rank) if takes(take, one)) if len(changed) > 1 else iter(())
    return _as_call(call, next(alone, found), take)


def _given(call: Foreign) -> Words:
    """What the call says; None only where the framework has a meaning for it."""
    given = {key: call.rules.usual_words.get(key) if word is None else word for key, word in call.words.items()}
    return {key: word for key, word in given.items() if word is not None}


def _legal(call: Foreign, words: Words, take: Take) -> Words | None:
    for _ in range(STEPS):
        try:
            take(words)
        except GeometryError as error:
            words = mended(call.rules, words, error, take, call.rank)
            continue
        return words
    return None


def _alone(words: Words, mended: Words, rank: int) -> Iterator[Words]:
    """Where mending one setting made another illegal: each of the former's values, the nearest first, with the rest."""
    for key in COUNTED:
        if key in words and not _alike(words[key], mended[key]):
            pair = mended[key] if isinstance(mended[key], tuple) else (mended[key],) * rank
            values = product(range(1, 9), repeat=rank)
            near = sorted(values, key=lambda value, pair=pair: sum(map(abs, map(sub, value, pair))))  # type: ignore[misc]
            kind = type(mended[key]) if isinstance(mended[key], tuple) else tuple
            yield from ({**words, key: kind(value)} for value in near)


def spelled(call: Foreign, words: Words) -> str:
    """The settings of `words` that are not those of the call, as the framework writes them."""
    named = {**dict.fromkeys(call.written), **words}
    changed = {key: word for key, word in named.items() if not _alike(call.written.get(key), word)}
    # pads that go leave auto_pad, and output_padding that goes is None in Keras.
    if "pads" in changed and changed["pads"] is None:
        changed = {"auto_pad": words["auto_pad"]}
    theirs = {ours: name for name, ours in call.library.called.items()}
    return ", ".join(f"{theirs.get(key, key)}={text(call, word)}" for key, word in changed.items())


def text(call: Foreign, word: Any) -> str:
    """A word of this call as its framework writes it, in the call's order of axes."""
    return literal(ordered(word, call.rank) if call.is_channels_first else word)


def _alike(one: Any, other: Any) -> bool:
    # True equals 1 and [1] equals (1,), but neither is written so.
    return repr(one) == repr(other)


# ---- as the framework writes it


def _formed(call: Foreign, key: str, word: Any) -> Any:
    """A list where one number cannot say it, a number for a flag, pairs where JAX takes no lists."""
    if key in FLAGS:
        return word
    if isinstance(word, bool):
        word = int(word)
    if isinstance(word, tuple):
        word = type(word)(int(one) if isinstance(one, bool) else one for one in word)
    if call.framework in ("onnx", "jax") and isinstance(word, int) and key != "padding":
        return listed(call.rules, (word,) * (call.rank * 2 if key == "pads" else call.rank))
    if call.framework == "jax" and key == "padding" and isinstance(word, tuple):
        return type(word)(tuple(one) if isinstance(one, tuple) else one for one in word)
    return word


def _as_call(call: Foreign, words: Words, take: Take) -> Words:
    """The words in the framework's writing."""
    found = {key: _as_written(call, key, word) for key, word in words.items() if word is not None}
    if call.framework == "tensorflow" and "output_shape" in call.written:
        found["output_shape"] = _output_shape(call, take(words))
    if "data_format" in call.written:
        found["data_format"] = call.written["data_format"]
    return found


def _as_written(call: Foreign, key: str, word: Any) -> Any:
    """The word in the form that it had: one number for two that are equal, TensorFlow's lists of four."""
    before, inner = call.written.get(key), call.words.get(key)
    if call.framework == "jax" or (call.framework == "onnx" and not isinstance(before, tuple)):
        return word
    if isinstance(inner, int) and key != "padding" and isinstance(word, tuple) and len(set(word)) == 1:
        word = word[0]
    if call.framework != "tensorflow":
        return word
    if key == "padding" and isinstance(word, tuple):
        rows = word[1:-1] if len(word) == call.rank + 2 else word
        found = Listed(Listed(pair) for pair in ((0, 0), *rows, (0, 0)))
        return before if before == found else found
    if isinstance(before, tuple) and len(before) == call.rank + 2 and key in ("strides", "dilations"):
        return _like(before, (1, *word, 1))
    return word


def _output_shape(call: Foreign, geometry: Geometry) -> Any:
    before = call.written["output_shape"]
    numbers = isinstance(before, tuple) and all(type(one) is int for one in before)
    is_whole = isinstance(before, tuple) and numbers and len(before) == call.rank + 2
    outer = (before[0], before[-1]) if isinstance(before, tuple) and is_whole else (1, 1)
    if isinstance(before, tuple) and numbers and len(before) == call.rank:
        return _like(before, geometry.output_size)
    return _like(before, (outer[0], *geometry.output_size, outer[1]))


def _like(before: Word, numbers: tuple[Any, ...]) -> Any:
    """A tuple where there was one, else a list."""
    return Listed(numbers) if isinstance(before, Listed) or not isinstance(before, tuple) else numbers
