"""Stretched: the same output as a convolution that slides with step 1 over an input with zeros inserted."""

from pages._ui.page import lesson

lesson("stretched")
