"""What was measured, against its limit, as a Markdown table."""

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("measured", "value", "limit", "ok", "best-known visualizer")


@dataclass(frozen=True)
class Row:
    """One figure. `limit` None: for information. `best_known`: the published figure of the best-known visualizer."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    best_known: str = ""
    note: str = ""

    @property
    def ok(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        bound = "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"
        said = "" if self.limit is None else "yes" if self.ok else "NO"
        value = f"{self.value:.2f} {self.unit}" + (f" ({self.note})" if self.note else "")
        return self.name, value, bound, said, self.best_known


def markdown(rows: Iterable[Row]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
