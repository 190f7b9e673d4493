"""Random operands in small whole numbers, which float32 adds exactly; and our own answer to them."""

from itertools import product

import numpy as np

from deconv_core import ALGORITHMS

MOST_CHANNELS = 4
CHANNELS = range(1, MOST_CHANNELS + 1)
# What a library's cases have met in the end: each rank with each number of channels in and out, and of groups.
EVERY_KIND = {*product((1, 2, 3), CHANNELS, CHANNELS)}
EVERY_GROUPING = {*product((1, 2, 3), CHANNELS)}


def kind(x, w, groups=1):
    """(rank, channels in, channels out)."""
    return x.ndim - 2, x.shape[1], w.shape[1] * groups


def some_groups(rng):
    """Mostly one: only that goes with every number of channels."""
    return rng.choice([1, 1, 1, *CHANNELS])


def ours(x, w, geometry, groups=1):
    return ALGORITHMS["scatter"](x, w, geometry, groups=groups).output


def operands(rng, input_size, kernel_size, groups=1):
    """x `[2, in, *input_size]`, w `[in, out / groups, *kernel_size]`: 1 to 4 channels in and out, in whole groups."""
    into, out = (rng.randint(1, MOST_CHANNELS // groups) for _ in "io")
    numbers = np.random.default_rng(rng.randrange(10**6))
    x = numbers.integers(-9, 10, (2, into * groups, *input_size)).astype(float)
    return x, numbers.integers(-9, 10, (into * groups, out, *kernel_size)).astype(float)


def sizes(rng, axes, **tops):
    """A tuple of one number an axis, from 1 to its top, for each name."""
    return {key: tuple(rng.randint(1, top) for _ in range(axes)) for key, top in tops.items()}
