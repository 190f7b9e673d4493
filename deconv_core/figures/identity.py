"""The input elements' own colours, as assets/stage/theme.js gives them on the stage, in words that Plotly knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

# From OKLab to the cones' response, and from its cube to linear sRGB: https://bottosson.github.io/posts/oklab
CONES = ((1, 0.3963377774, 0.2158037573), (1, -0.1055613458, -0.0638541728), (1, -0.0894841775, -1.2914855480))
LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def colours(roles: Mapping[str, Any], size: tuple[int, int]) -> list[str]:
    """A colour for each input element, row-major: its hue is its column's, its lightness and chroma its row's."""
    rows, columns = size
    identity = roles["identity"]
    return [
        rgb(
            _mix(identity["lightness"], row, rows),
            _mix(identity["chroma"], row, rows),
            identity["hue"] + 360 / columns * column,
        )
        for row in range(rows)
        for column in range(columns)
    ]


def rgb(lightness: float, chroma: float, hue: float) -> str:
    """An OKLCH colour (hue in degrees) as `rgb(r,g,b)`, cut off where sRGB ends."""
    angle = hue * pi / 180
    lab = (lightness, chroma * cos(angle), chroma * sin(angle))
    cubes = [value**3 for value in _times(CONES, lab)]
    return f"rgb({','.join(str(_byte(value)) for value in _times(LINEAR, cubes))})"


def _times(table: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in table]


def _byte(linear: float) -> int:
    """The sRGB transfer curve, from 0…1 to 0…255."""
    value = min(1.0, max(0.0, linear))
    curved = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * curved)


def _mix(ends: Sequence[float], index: int, count: int) -> float:
    step = index / (count - 1) if count > 1 else 0.5
    return ends[0] + (ends[1] - ends[0]) * step
