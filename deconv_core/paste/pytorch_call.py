"""A layer as learners paste it, PyTorch's source text or its printed form, taken apart without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from deconv_core.frameworks.pytorch import LAYERS, PYTORCH
from deconv_core.paste.call import Argument, Call, SourceCode, cut, read_arguments, refused
from deconv_core.paste.one_call import one_call
from deconv_core.paste.refusals import argument_errors
from deconv_core.refusal import Refusal, UnreadError, Value

# None: no default, so what is not said stays as it is.
SETTINGS = {"kernel_size": None, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
# What PyTorch says as it runs a layer whose padding is a word, in which it sees a tuple of letters; and its function.
PADDING_LETTERS = (
    "conv_transpose{rank}d(): argument 'padding' (position 5) must be tuple of ints, "
    "but found element of type str at pos 0"
)
PADDING_WORD = "conv_transpose{rank}d(): argument 'padding'{place} must be tuple of ints, not str"
PADDING_MODE = 'Only "zeros" padding mode is supported for ConvTranspose{rank}d'
NoteCode = Literal["note_channels", "note_groups", "note_bias"]


def _note(code: NoteCode, values: Mapping[str, Value] | None = None) -> Refusal:
    """Something that was read and that the stage does not show."""
    return Refusal(code, values=dict(values or {}))


@dataclass(frozen=True)
class Layer:
    """`settings`: kernel_size (missing if the text does not say it), stride, padding, output_padding, dilation, each
    one number an axis, legal or not; `notes`: what else the text says."""

    settings: dict[str, tuple[int, ...]]
    notes: tuple[Refusal, ...] = ()


class WordError(UnreadError):
    """A setting in a word that PyTorch does not take, and the layer without it."""

    def __init__(self, refusal: Refusal, layer: Layer, word: str) -> None:
        super().__init__(refusal)
        self.layer = layer
        self.word = word


def parse(text: str) -> Layer:
    """The layer in `text`: a call of ConvTranspose1d or 2d, or its function, assigned or not, or a layer as it prints.

    Raises UnreadError and nothing else. Whether the settings are legal, deconv_core.state.query.read_query says.
    """
    return read(one_call(text))


def read(call: Call) -> Layer:
    """The layer that a call of PyTorch's makes or runs."""
    name = call.name
    signature = next(iter(PYTORCH.calls_named(name).values()), None)
    if signature is None:
        raise refused("source_other_layer", {"name": cut(name)})
    arguments = read_arguments(call.node, name, signature.in_order, call.text)
    rank = rank_of(name)
    if name in LAYERS.values() and "kernel_size" not in arguments:
        message = argument_errors.missing(name, arguments, signature.in_order)
        raise refused("source_missing_argument", {"argument": "kernel_size"}, message)
    word = _word(arguments.get("padding"))
    if word is not None:
        raise _without("padding", arguments, rank, "source_padding_word", word, _padding_word(call, rank))
    mode = arguments.get("padding_mode")
    if mode and "zeros" not in (_word(mode), mode.text):
        said = _word(mode) or mode.text
        raise _without("padding_mode", arguments, rank, "source_padding_mode", said, PADDING_MODE.format(rank=rank))
    return _layer(arguments, rank)


def rank_of(name: str) -> int:
    """How many axes a name speaks of."""
    return 1 if name.endswith("1d") else 2


def _padding_word(call: Call, rank: int) -> str:
    is_named = any(word.arg == "padding" for word in call.node.keywords)
    if call.name in LAYERS.values():
        return PADDING_LETTERS.format(rank=rank)
    return PADDING_WORD.format(rank=rank, place="" if is_named else " (position 5)")


def _word(argument: Argument | None) -> str | None:
    node = argument.node if argument else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _without(
    key: str, arguments: Mapping[str, Argument], rank: int, code: SourceCode, word: str, message: str
) -> WordError:
    rest = _layer({other: one for other, one in arguments.items() if other != key}, rank)
    return WordError(replace(arguments[key].error(code).refusal, message=message), rest, word)


def _layer(arguments: Mapping[str, Argument], rank: int) -> Layer:
    return Layer(dict(_settings(arguments, rank)), tuple(_notes(arguments)))


def _settings(arguments: Mapping[str, Argument], rank: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    for key, default in SETTINGS.items():
        if key in arguments:
            yield key, arguments[key].sizes(rank)
        elif default is not None:
            yield key, (default,) * rank


def _notes(arguments: Mapping[str, Argument]) -> Iterator[Refusal]:
    channels = {key: cut(said(arguments, key, "1")) for key in ("in_channels", "out_channels")}
    if set(channels.values()) != {"1"}:
        yield _note("note_channels", dict(channels))
    if (groups := cut(said(arguments, "groups", "1"))) != "1":
        yield _note("note_groups", {"groups": groups})
    if said(arguments, "bias", "False") not in ("False", "None"):
        yield _note("note_bias")


def said(arguments: Mapping[str, Argument], key: str, otherwise: str) -> str:
    """An argument as it is written: a number, a name or a sum of them, such as dim // 2, which is never computed."""
    return arguments[key].text if key in arguments else otherwise
