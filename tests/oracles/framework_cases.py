"""Random operands in small whole numbers, which float32 adds exactly; and our own answer to them."""

import numpy as np

from deconv_core import ALGORITHMS


def ours(x, w, geometry):
    return ALGORITHMS["scatter"](x, w, geometry).output


def operands(rng, input_size, kernel_size):
    """x `[2, in, *input_size]`, w `[in, out, *kernel_size]`."""
    channels = rng.randint(1, 2), rng.randint(1, 2)
    numbers = np.random.default_rng(rng.randrange(10**6))
    x = numbers.integers(-9, 10, (2, channels[0], *input_size)).astype(float)
    return x, numbers.integers(-9, 10, (*channels, *kernel_size)).astype(float)


def sizes(rng, axes, **tops):
    """A tuple of one number an axis, from 1 to its top, for each name."""
    return {key: tuple(rng.randint(1, top) for _ in range(axes)) for key, top in tops.items()}
