"""A layer as people paste it, PyTorch's source text or its printed form, taken apart without running it.

Also one of a library whose words are PyTorch's, or nearly.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from deconv_core.frameworks.library import Known, Signature
from deconv_core.frameworks.pytorch import PYTORCH
from deconv_core.layer import Count, Layer, Sizes
from deconv_core.paste.call import Argument, Call, SourceCode, cut, is_said, read_arguments, refused
from deconv_core.paste.counts import counts
from deconv_core.paste.find_calls import one_call
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
PADDING_MODE = 'Only "zeros" padding mode is supported for {name}'
# Which argument of the function is groups; dilation is the one after it, in its Conv2d they are the other way round.
SEVENTH = 7
RANK = re.compile(r"([123])[dD]")
NoteCode = Literal["note_channels", "note_groups", "note_bias", "note_seventh"]


def _note(code: NoteCode, values: Mapping[str, Value] | None = None) -> Refusal:
    """Something that was read and that the stage does not show."""
    return Refusal(code, values=dict(values or {}))


@dataclass(frozen=True)
class Reading:
    """`layer`: legal or not; `notes`: what else the text says; `library`: whose call it is."""

    layer: Layer
    notes: tuple[Refusal, ...] = ()
    library: Known = PYTORCH

    @property
    def settings(self) -> dict[str, Sizes]:
        return self.layer.settings


class WordError(UnreadError):
    """A setting in a word that PyTorch does not take, and the layer without it."""

    def __init__(self, refusal: Refusal, layer: Layer, word: str) -> None:
        super().__init__(refusal)
        self.layer = layer
        self.word = word


def parse(text: str) -> Reading:
    """The layer in `text`: a call of ConvTranspose1d to 3d or its function, assigned or not, or a layer as it prints.

    Raises UnreadError and nothing else. Whether the settings are legal, deconv_core.state.query.read_query says.
    """
    return read(one_call(text))


def read(call: Call, library: Known = PYTORCH, signature: Signature | None = None) -> Reading:
    """The layer that a call makes or runs; of another library than PyTorch: one with PyTorch's words, `signature`'s."""
    name = call.name
    signature = signature or next(iter(PYTORCH.calls_named(name).values()), None)
    if signature is None:
        raise refused("source_other_layer", {"name": cut(name)})
    arguments = read_arguments(call.node, name, signature.in_order, call.text, signature.by_name)
    if library is not PYTORCH:
        return _as_pytorch(call, library, arguments)
    if "kernel_size" in signature.in_order and "kernel_size" not in arguments:
        message = argument_errors.missing(name, arguments, signature.in_order)
        raise refused("source_missing_argument", {"argument": "kernel_size"}, message)
    rank = rank_of(name)
    word = _word(arguments.get("padding"))
    if word is not None:
        raise _without("padding", arguments, rank, "source_padding_word", word, _padding_word(call, rank))
    mode = arguments.get("padding_mode")
    if mode and "zeros" not in (_word(mode), mode.text):
        said = _word(mode) or mode.text
        raise _without("padding_mode", arguments, rank, "source_padding_mode", said, PADDING_MODE.format(name=name))
    layer = _layer(arguments, rank)
    check_groups(layer.in_channels, layer.out_channels, layer.groups)
    return Reading(layer, tuple(_notes(call, arguments)))


def check_groups(into: Count, out: Count, groups: Count) -> None:
    """Raises UnreadError, with PyTorch's own words, for channels that cannot be dealt out to their groups.

    What is not known as a number is not judged.
    """
    if not (isinstance(into, int) and isinstance(out, int) and isinstance(groups, int)):
        return
    odd = None if groups < 1 else "in" if into % groups else "out" if out % groups else ""
    if odd == "":
        return
    message = f"{odd}_channels must be divisible by groups" if odd else "groups must be a positive integer"
    raise refused("source_groups", {"groups": groups, "in_channels": into, "out_channels": out}, message)


def rank_of(name: str) -> int:
    """How many axes a name speaks of, such as ConvTranspose1d or conv3d_transpose; else two, as most have."""
    found = RANK.search(name)
    return int(found[1]) if found else 2


def _as_pytorch(call: Call, library: Known, arguments: Mapping[str, Argument]) -> Reading:
    """The layer in the words of a library that calls some of PyTorch's otherwise; UnreadError for what is not read."""
    why = refused("source_not_read", {"library": library.name})
    if any(is_said(arguments.get(key)) for key in library.unread):
        raise why
    known = {key: one for key, one in arguments.items() if key not in library.unread}
    named = {library.called.get(key, key): one for key, one in known.items()}
    words = {key: replace(one, key=key) for key, one in named.items()}
    longest = max((_length(one) for key, one in words.items() if key in SETTINGS), default=0)
    dimensions = words.get("num_spatial_dims")
    rank = dimensions.whole(dimensions.node) if dimensions else rank_of(call.name)
    if not RANK.search(call.name) and not dimensions and longest in (1, 3):
        rank = longest
    if library.has_both_ends and "padding" in words:
        words["padding"] = _one_end(words["padding"], rank)
    try:
        if rank not in (1, 2, 3) or any(_word(words.get(key)) for key in SETTINGS):
            raise why
        return Reading(_layer(words, rank), tuple(_notes(call, words)), library)
    except UnreadError as error:
        raise error if error.code == "source_not_a_literal" else why from None


def _one_end(padding: Argument, rank: int) -> Argument:
    """A padding of both ends of each axis as PyTorch's; as it is where the ends are not all equal."""
    nodes = padding.node.elts if isinstance(padding.node, (ast.Tuple, ast.List)) else []
    numbers = {node.value if isinstance(node, ast.Constant) else None for node in nodes}
    return replace(padding, node=nodes[0]) if len(nodes) == 2 * rank and len(numbers) == 1 else padding


def _length(argument: Argument) -> int:
    """Of a list; 0 for anything else."""
    return len(argument.node.elts) if isinstance(argument.node, (ast.Tuple, ast.List)) else 0


def _padding_word(call: Call, rank: int) -> str:
    if call.name[0].isupper():
        return PADDING_LETTERS.format(rank=rank)
    is_named = any(word.arg == "padding" for word in call.node.keywords)
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
    sizes = {
        key: arguments[key].sizes(rank) if key in arguments else None if default is None else (default,) * rank
        for key, default in SETTINGS.items()
    }
    return Layer(rank, **sizes, **counts(arguments))  # type: ignore[arg-type]


def _notes(call: Call, arguments: Mapping[str, Argument]) -> Iterator[Refusal]:
    channels = {key: cut(said(arguments, key, "1")) for key in ("in_channels", "out_channels")}
    if set(channels.values()) != {"1"}:
        yield _note("note_channels", dict(channels))
    if (groups := cut(said(arguments, "groups", "1"))) != "1":
        yield _note("note_groups", {"groups": groups})
    if call.name.startswith("conv_transpose") and len(call.node.args) >= SEVENTH:
        yield _note("note_seventh", {"groups": groups})
    if said(arguments, "bias", "False") not in ("False", "None"):
        yield _note("note_bias")


def said(arguments: Mapping[str, Argument], key: str, otherwise: str) -> str:
    """An argument as it is written: a number, a name or a sum of them, such as dim // 2, which is never computed."""
    return arguments[key].text if key in arguments else otherwise
