"""Sizes: the crop frame in the hand, and what people ask about sizes most, answered by number and code."""

from pages._ui.guard import guarded
from pages._ui.page import lesson
from pages._ui.sizes import encoder_panel, fields, output_size_panel, size_check_panel, solver_panel


def panels() -> None:
    for panel in (solver_panel, output_size_panel, encoder_panel, size_check_panel):
        guarded(panel.show)()


lesson("sizes", below=panels, typed=fields.as_link)
