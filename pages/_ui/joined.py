"""The stage's modules as one file: a first visit asks for it, and not for each of them.

Forty small files take browser and server longer than all that is in them: a tenth of a first visit. The modules stay as
they are, and other hosts can load them one by one; here each stands in a function that returns what it exports and that
runs when another one first needs it. This knows the few forms in which our modules import and export, and refuses any
other.
"""

import gzip
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

STAGE = Path(__file__).parents[2] / "assets" / "stage"
ROOT = "streamlit.js"
IMPORT = re.compile(r'^import (?:\{([^}]*)\}|(\w+)) from "(\.[^"]+)";$', re.MULTILINE)
IMPORT_LATER = re.compile(r"\bimport\(`(\./[^`]*)`\)")
EXPORT = re.compile(r"^export (default )?((?:async function|function|class|const) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export|await)\b.*|\bimport\(.*", re.MULTILINE)


@dataclass(frozen=True)
class Joined:
    """`packed`: the text as gzip; `tag`: an ETag, another one for each text."""

    text: bytes
    packed: bytes
    tag: str


def stage() -> Joined:
    """All modules of the stage. A file that was edited is read again."""
    return _joined(frozenset((path, path.stat().st_mtime_ns) for path in STAGE.rglob("*.js")))


@lru_cache(maxsize=1)
def _joined(_files: frozenset[tuple[Path, int]]) -> Joined:
    text = join(STAGE, ROOT).encode()
    return Joined(text, gzip.compress(text), f'"{sha256(text).hexdigest()[:32]}"')


def join(folder: Path, root: str) -> str:
    """A module that exports what the module `root` does, and `need`, which gives any other's exports by its path.

    Raises:
        ValueError: a module imports or exports in another form than ours.
    """
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))}
    parts = "".join(f"{path!r}: () => {{\n{_part(path, text)}}},\n" for path, text in texts.items())
    names = ", ".join(_exports(texts[root]))
    return (
        f"const parts = {{\n{parts}}};\nconst made = {{}};\n"
        "export const need = (path) => (made[path] ??= parts[path]());\n"
        f"export const {{ {names} }} = need({root!r});\n"
    )


def _part(path: str, text: str) -> str:
    """A module as the inside of a function that returns its exports."""
    body = IMPORT.sub(lambda found: _taken(path, *found.groups()), text)
    body = IMPORT_LATER.sub(lambda found: f"Promise.resolve().then(() => need(`{_beside(path, found[1])}`))", body)
    body = EXPORT.sub(r"\2", body)
    if other := OTHER.search(body):
        raise ValueError(f"{path} cannot be joined: {other[0]}")
    given = ", ".join(f"{key}: {name}" for key, name in _exports(text).items())
    return f"{body}\nreturn {{ {given} }};\n"


def _exports(text: str) -> dict[str, str]:
    """What a module exports, and its own name for it."""
    return {"default" if default else name: name for default, _, name in EXPORT.findall(text)}


def _taken(path: str, named: str | None, default: str | None, other: str) -> str:
    """An import as a constant that takes the same names out of the other module."""
    names = f"default: {default}" if default else str(named).replace(" as ", ": ")
    return f"const {{ {names.strip()} }} = need({_beside(path, other)!r});"


def _beside(path: str, name: str) -> str:
    """The path below the folder of what a module calls `name`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
