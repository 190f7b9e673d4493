"""Columns: what PyTorch's CPU code does: one matrix product, whose rows col2im folds onto the canvas."""

from pages._ui.page import lesson

lesson("columns")
