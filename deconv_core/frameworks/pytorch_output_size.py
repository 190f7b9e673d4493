"""PyTorch's `output_size` argument: another way to say output_padding, in a narrower range.

    layer = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)
    layer(x, output_size=(12, 12))          with x of 6 x 6, whose output would be 11 x 11

It stands for output_padding = output_size - the default size, in place of the layer's own, and it must be smaller than
stride, even where output_padding itself could go up to dilation.
Source of range and message: torch/nn/modules/conv.py, _ConvTransposeNd._output_padding.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import prod

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_arguments import Settings, Sizes, settings
from deconv_core.geometry import PerAxis, per_axis


@dataclass(frozen=True)
class OutputSize:
    """A request: `asked`, between `smallest` and `largest` if PyTorch takes it; one number an axis, in cells.

    `smallest` is the default output. `output_padding` is what the request stands for, legal or not. `message` is
    PyTorch's refusal, letter for letter; None if it computes.
    """

    asked: Sizes
    smallest: Sizes
    largest: Sizes
    message: str | None
    layer: Settings

    @property
    def most(self) -> Sizes:
        """The largest output_padding that a request can stand for."""
        return tuple(step - 1 for step in self.layer.stride)

    @property
    def most_otherwise(self) -> Sizes:
        """The largest that the layer's own output_padding can be."""
        return tuple(max(pair) - 1 for pair in zip(self.layer.stride, self.layer.dilation, strict=True))

    @property
    def cells(self) -> int:
        """What PyTorch would work on, as a bound for asking it: links, and cells of the output."""
        return max(prod(self.layer.input_size) * prod(self.layer.kernel_size), prod(self.asked))

    @property
    def output_padding(self) -> Sizes:
        return tuple(asked - least for asked, least in zip(self.asked, self.smallest, strict=True))


def request(output_size: PerAxis, input_size: PerAxis, **words: PerAxis) -> OutputSize:
    """What PyTorch makes of `output_size`, predicted without it, for a layer whose own settings it takes.

    `words` are those of pytorch.geometry without output_padding; input_size says how many axes there are.
    GeometryError for another number of sizes or for what is no integer.
    """
    layer = settings(input_size, **words)
    asked = per_axis("output_size", output_size, len(layer.input_size))
    smallest = layer.output_size
    largest = tuple(least + step - 1 for least, step in zip(smallest, layer.stride, strict=True))
    told = OutputSize(asked, smallest, largest, None, layer)
    if all(low <= size <= high for low, size, high in zip(smallest, asked, largest, strict=True)):
        message = pytorch.refusal(**asdict(replace(layer, output_padding=told.output_padding)))
    else:
        said = {"asked": asked, "smallest": list(smallest), "largest": list(largest), "input": list(layer.input_size)}
        message = pytorch.PYTORCH.famous["output_size_outside"].format(**said)
    return replace(told, message=message)


def ask(output_size: PerAxis, input_size: PerAxis, **words: PerAxis) -> Sizes | str:
    """What the installed PyTorch does: the size of its output, or its message. Runs the layer: for small sizes only."""
    import torch

    layer = settings(input_size, **words)
    axes = len(layer.input_size)
    kind = getattr(torch.nn, f"ConvTranspose{axes}d")
    how = {"stride": layer.stride, "padding": layer.padding, "dilation": layer.dilation, "bias": False}
    made = kind(1, 1, layer.kernel_size, **how, dtype=torch.float64)
    x = torch.zeros((1, 1, *layer.input_size), dtype=torch.float64)
    try:
        with torch.inference_mode():
            return tuple(made(x, output_size=per_axis("output_size", output_size, axes)).shape[2:])
    except (ValueError, RuntimeError) as error:
        return str(error)
