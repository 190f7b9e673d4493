"""Buffers: every input element stamps its coloured copy of the kernel, the stamps add up, the frame crops them."""

from pages._ui import stage
from pages._ui.texts import language

stage.mount("buffers", language())
