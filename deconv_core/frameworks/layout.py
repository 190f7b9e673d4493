"""The order of axes in a library's tensors, and the lines of code that carry a trained layer from one order to another.

An order is text, `"sizes, out, in"`, in which "sizes" stands for the spatial axes. PyTorch keeps a layer's weight as
`[in, out / groups, *kernel_size]`, its bias as `[out]`, and takes x as `[N, in, *input_size]`.
Source: the shapes in https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
"""

from __future__ import annotations

from dataclasses import dataclass

AXES = "DHW"
Layout = tuple[str, str]  # The orders of x and w.
CHANNELS_FIRST: Layout = ("N, in, sizes", "in, out, sizes")
CHANNELS_LAST: Layout = ("N, sizes, in", "sizes, out, in")


def named(order: str, axes: int) -> list[str]:
    """The axes one by one: `"N, in, sizes"` of two is N, in, H, W."""
    return order.replace("sizes", ", ".join(AXES[-axes:])).split(", ")


def shown(order: str, axes: int) -> str:
    return f"[{', '.join(named(order, axes))}]"


def permutation(order: str, other: str, axes: int) -> tuple[int, ...]:
    """What takes a tensor's axes from `order` to the `other`, as torch.permute and numpy.transpose read it."""
    here = named(order, axes)
    return tuple(here.index(name) for name in named(other, axes))


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How a library keeps a layer's weight and bias, w and b.

    `is_turned`: its kernel is PyTorch's turned by 180 degrees. `has_bias`: its own call adds b; else one adds it to the
    call's output. `put`: lines that hand w and b, arrays, on to it; `got`: lines that read them, as arrays, from it.
    """

    layout: Layout
    is_turned: bool = False
    has_bias: bool = False
    put: tuple[str, ...] = ()
    got: tuple[str, ...] = ()

    def from_pytorch(self, axes: int) -> str:
        """Python that makes w and b, and x in the library's order, of `layer`, an nn.ConvTranspose, and a tensor x."""
        turn = f".flip({_listed(range(2, axes + 2))})" if self.is_turned else ""
        move = _permuted(CHANNELS_FIRST[1], self.layout[1], axes)
        bias = "".join(["[:", ", None" * axes, "]"]) if self._is_bias_spread else ""
        lines = [
            *self._moves("w", 1, axes),
            f"w = layer.weight.detach(){turn}{move}.numpy()",
            f"b = layer.bias.detach(){bias}.numpy()",
            *self._moves("x", 0, axes),
            f"x = x{_permuted(CHANNELS_FIRST[0], self.layout[0], axes)}.numpy()",
            *self.put,
        ]
        return "\n".join(lines)

    def to_pytorch(self, axes: int) -> str:
        """Python that gives the library's w and b to `layer`, and makes its x PyTorch's."""
        turn = f".flip({_listed(range(2, axes + 2))})" if self.is_turned else ""
        w, b = (f"torch.tensor({name if self.got else f'np.asarray({name})'})" for name in "wb")
        lines = [
            *self.got,
            *self._moves("w", 1, axes, is_back=True),
            f"w = {w}{_permuted(self.layout[1], CHANNELS_FIRST[1], axes)}{turn}",
            f"b = {b}{'.flatten()' if self._is_bias_spread else ''}",
            'layer.load_state_dict({"weight": w, "bias": b})',
            *self._moves("x", 0, axes, is_back=True),
            f"x = torch.tensor(np.asarray(x)){_permuted(self.layout[0], CHANNELS_FIRST[0], axes)}",
        ]
        return "\n".join(lines)

    @property
    def _is_bias_spread(self) -> bool:
        """Added to an output whose channels come first, b needs an axis of one cell for each size."""
        return not self.has_bias and self.layout[0] == CHANNELS_FIRST[0]

    def _moves(self, name: str, which: int, axes: int, is_back: bool = False) -> list[str]:
        """The comment that names the axes before and after; none where nothing moves."""
        orders = [shown(order[which], axes) for order in (CHANNELS_FIRST, self.layout)]
        before, after = reversed(orders) if is_back else orders
        turned = ", turned by 180 degrees" if self.is_turned and which else ""
        return [] if before == after else [f"# {name}: {before} -> {after}{turned}"]


def _permuted(order: str, other: str, axes: int) -> str:
    return "" if order == other else f".permute({_listed(permutation(order, other, axes))})"


def _listed(numbers: range | tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
