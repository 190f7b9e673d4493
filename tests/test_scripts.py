"""No JavaScript that a browser is sent is left out of the checks of style and types."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What is built, and what builds it.
MADE = ("assets/stage/dist/", "assets/stage/build.mjs")


def settings(name: str) -> dict:
    """A file of settings: JSON with comments on lines of their own."""
    return json.loads(re.sub(r"^\s*//.*", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE))


def sent() -> list[str]:
    found = (
        path.relative_to(ROOT).as_posix() for folder in ("assets", "pages") for path in ROOT.glob(f"{folder}/**/*js")
    )
    return [name for name in found if not name.startswith(MADE)]


@pytest.mark.parametrize("name", ["biome.jsonc", "tsconfig.json"])
def test_every_script_is_checked(name: str) -> None:
    read = settings(name)
    rules = read.get("include") or read["files"]["includes"]
    folders = tuple(rule.partition("*")[0].rstrip("/") + "/" for rule in rules if not rule.startswith("!"))
    assert len(sent()) > 50
    assert [script for script in sent() if not script.startswith(folders)] == []
