"""How alike two pictures are: PSNR and SSIM, as scikit-image computes them, for brightness from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deconv_core.pictures.picture import Floats

# SSIM looks at windows of 7 × 7 pixels.
LEAST_SIDE = 7


@dataclass(frozen=True)
class Scores:
    """`psnr` in dB, infinite for equal pictures; `ssim` None where a picture is smaller than SSIM's window."""

    psnr: float
    ssim: float | None


def scores(first: Floats, second: Floats) -> Scores:
    """Of two pictures `[channels, height, width]` of one shape."""
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity

    if np.array_equal(first, second):
        psnr = float("inf")
    else:
        psnr = float(peak_signal_noise_ratio(first, second, data_range=1))
    if min(first.shape[1:]) < LEAST_SIDE:
        return Scores(psnr, None)
    return Scores(psnr, float(structural_similarity(first, second, data_range=1, channel_axis=0)))


def best_fit(values: Floats, target: Floats) -> tuple[Floats, float, float]:
    """(gain * values + offset, gain, offset): the brightness and contrast that come nearest to `target`."""
    flat, wanted = values.ravel().astype(np.float64), target.ravel().astype(np.float64)
    spread = float(flat.var())
    gain = float(np.mean((flat - flat.mean()) * (wanted - wanted.mean()))) / spread if spread > 0 else 0.0
    offset = float(wanted.mean() - gain * flat.mean())
    return (gain * values + offset).astype(np.float32), gain, offset
