"""Proofs: one output number, explained and summed three ways."""

from pages._ui.lesson import lesson

lesson("proofs")
