"""What the imports of a text say that its names stand for: `import flax.linen as nn` makes nn flax.linen.

A longer text need not be Python as a whole for that: each import is read by itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

IMPORT = re.compile(r"^[ \t]*((?:import|from)[ \t]+[\w.][^\n#;(]{0,200}(?:\([^()]{0,1000}\))?)", re.M)


def imported(text: str) -> dict[str, str]:
    """Names and what they stand for, in full; of `*`, the module that all names may come from."""
    found: dict[str, str] = {}
    for one in IMPORT.finditer(text):
        try:
            found |= dict(stand_for(ast.parse(one[1].strip()).body))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def stand_for(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The names that these statements import, each with what it stands for."""
    for one in statements:
        if isinstance(one, (ast.Import, ast.ImportFrom)):
            module = one.module if isinstance(one, ast.ImportFrom) else None
            for alias in one.names:
                full = module if alias.name == "*" else ".".join(filter(None, [module, alias.name]))
                if alias.asname or isinstance(one, ast.ImportFrom):
                    yield alias.asname or alias.name, full or ""
                else:
                    root = alias.name.partition(".")[0]
                    yield root, root
