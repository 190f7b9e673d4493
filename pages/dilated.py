"""Dilated is not transposed: dilation spreads the taps, stride spreads the inputs, on the same numbers."""

from pages._ui.page import lesson

lesson("dilated")
