"""Numbers as the pages about pictures write them."""


def number(value: float) -> str:
    """Three digits; a minus sign, unlike a hyphen, is no place to break a line."""
    text = f"{value:.3g}"
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−")


def percent(share: float) -> str:
    """Never 0 or 100 where it is not."""
    if share in (0, 1):
        return f"{100 * share:.0f}"
    return "> 99" if share > 0.99 else f"{100 * share:.2g}"


def decibels(psnr: float) -> str:
    return "∞" if psnr == float("inf") else f"{psnr:.1f}".replace("-", "−")


def ssim(value: float | None) -> str:
    """A dash where a picture is too small for it."""
    return "–" if value is None else f"{round(value, 3) + 0.0:.3f}".replace("-", "−")
