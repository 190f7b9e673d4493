"""Buffers: every input element stamps its coloured copy of the kernel, the stamps add up, the frame crops them."""

from pages._ui.page import lesson

lesson("buffers")
