"""The bundle that is served is what its sources make."""

import re
from pathlib import Path

from tests.stage.node import ROOT, node

STAGE = ROOT / "assets" / "stage"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_bundle_is_fresh(tmp_path: Path) -> None:
    node(STAGE / "build.mjs", tmp_path)
    made, kept = contents(tmp_path), contents(STAGE / "dist")
    assert made
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert not stale, "sources have changed since: run `make stage` and commit what it makes"


def test_the_stylesheet_has_the_look_of_every_room() -> None:
    named = re.findall(r'@import "\./(.+)";', (STAGE / "stage.css").read_text("utf-8"))
    looks = {path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*.css")} - {"stage.css", "dist/stage.css"}
    assert sorted(named) == sorted(looks)
