"""How a framework's call is written as source text.

The browser writes the same letters (assets/stage/framework_lines.js, framework_crops.js, conv2d.js); a test holds both.
"""

from __future__ import annotations

AXES = "DHW"


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
    # A list as it was pasted is a tuple that shows itself with brackets (foreign_source.Listed).
    if repr(word).startswith("["):
        return f"[{inside}]"
    return f"({inside},)" if len(word) == 1 else f"({inside})"


def short(sizes: tuple[int, ...]) -> int | tuple[int, ...]:
    """One integer where all axes agree."""
    return sizes[0] if len(set(sizes)) == 1 else sizes


def is_dilated(dilation: tuple[int, ...]) -> bool:
    """Whether a dilation has to be said."""
    return set(dilation) != {1}


def channels_first(axes: int) -> str:
    """The comment on the tensors of a line in PyTorch's order."""
    sizes = ", ".join(AXES[-axes:])
    return f"  # x [N, in, {sizes}], w [in, out, {sizes}]"


def channels_last(axes: int, kernel: str = "out, in") -> str:
    """The comment on the tensors of a line in TensorFlow's order; `kernel`: the channels of w."""
    sizes = ", ".join(AXES[-axes:])
    return f"  # x [N, {sizes}, in], w [{sizes}, {kernel}]"
