"""Columns: what PyTorch's CPU code does: one matrix product, whose rows col2im folds onto the canvas."""

from pages._ui.lesson import lesson

lesson("columns")
