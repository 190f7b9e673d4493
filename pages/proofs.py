"""Proofs: one output number, explained and summed three ways."""

from pages._ui.page import lesson

lesson("proofs")
