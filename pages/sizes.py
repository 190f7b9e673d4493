"""Sizes: the crop frame in the hand, and what people ask about sizes most, answered by number and code."""

from pages._ui import chain_panel, claim_panel, fields, output_size_panel, solver_panel
from pages._ui.lesson import lesson


def panels() -> None:
    solver_panel.show()
    output_size_panel.show()
    chain_panel.show()
    claim_panel.show()


lesson("sizes", panels, typed=fields.as_link())
