"""The README knows every room and every field of a link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deconv_core.state.fields import FIELDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rooms(folder: str) -> list[str]:
    return sorted(path.name for path in (ROOT / folder).iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("folder", ["deconv_core", "assets/stage", "pages", "tests"])
def test_every_room_has_its_place(folder: str) -> None:
    assert not [name for name in rooms(folder) if not re.search(rf"\b{name}/", section("Where things are"))]


def test_every_module_that_stands_alone_in_the_core_has_its_place() -> None:
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


SOURCES = [
    path
    for folder in ("deconv_core", "pages", "assets/stage")
    for path in (ROOT / folder).rglob("*.*")
    if path.suffix in (".py", ".js", ".css", ".ts") and "dist" not in path.parts
]
FOLDERS = ("deconv_core", "pages", "assets", "tests")
KNOWN = [path.relative_to(ROOT).as_posix() for name in FOLDERS for path in (ROOT / name).rglob("*.*")]
# In a comment: `a/b/name.py`, with its folders or without.
FILE = re.compile(r"(?<![\w./<*-])((?:[\w.-]+/)*[a-z_]\w*\.(?:py|js|json|css))\b(?![\w(*])")
# Ours, by its dotted name: a module, or what is in it.
DOTTED = re.compile(r"\b(deconv_core(?:\.[a-z_]\w*)+)")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_comment_names_is_there(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if re.match(r"\s*(//|#|/?\*)", line) and "@type" not in line:
            # What begins with a point is an import, which tsc follows.
            for name in (one for one in FILE.findall(line) if not one.startswith(".")):
                assert (ROOT / name).exists() or any(one.endswith(f"/{name}") for one in KNOWN), (name, line)
        for name in DOTTED.findall(line):
            assert is_ours(name.split(".")), (name, line)


def is_ours(parts: list[str]) -> bool:
    """Whether it is a module or a package, or a name in one."""
    for count in (len(parts), len(parts) - 1):
        place = ROOT.joinpath(*parts[:count])
        for module in (place.with_suffix(".py"), place / "__init__.py"):
            if module.exists():
                rest = parts[count:]
                return not rest or bool(re.search(rf"\b{rest[0]}\b", module.read_text("utf-8")))
    return False
