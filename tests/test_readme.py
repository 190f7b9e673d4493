"""The README knows every module of the core and every field of a link."""

from __future__ import annotations

import re
from pathlib import Path

from deconv_core.state import FIELDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_module_of_the_core_has_its_place() -> None:
    modules = [path.name for path in (ROOT / "deconv_core").glob("*.py") if path.name != "__init__.py"]
    assert not [name for name in modules if not re.search(rf"\b{re.escape(name)}", section("Where things are"))]


def test_every_file_that_is_named_is_there() -> None:
    folders = [ROOT / name for name in ("deconv_core", "pages", "assets", "tests")]
    known = {path.name for folder in folders for path in folder.rglob("*.*")}
    named = set(re.findall(r"\b[a-z]\w+\.(?:py|js|css)\b", section("Where things are") + section("How to add")))
    assert named - known == {"app.py"}


def test_every_field_of_a_link_is_named() -> None:
    said = set(re.findall(r"`([^`\n]*)`", section("Links")))
    words = {word for text in said for word in text.split()}
    assert not {field.key for field in FIELDS} - words
