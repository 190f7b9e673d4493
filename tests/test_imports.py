"""Who may import whom: one table for Python, one for the stage, held against the sources.

A room is a folder, or a file that stands alone. It may import itself and the rooms that its row names; a row names only
rooms above its own row, so that no arrow goes up and there is no circle.
"""

import ast
import posixpath
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGE = ROOT / "assets" / "stage"
FRAMEWORKS = {"torch", "skimage", "tensorflow", "keras", "onnx", "onnxruntime", "jax", "jaxlib"}
HEAVY = FRAMEWORKS | {"plotly", "streamlit"}

PYTHON_ROOMS = {
    "deconv_core.refusal": "",
    "deconv_core.geometry": "refusal",
    "deconv_core.links": "geometry",
    "deconv_core.layer": "geometry",
    "deconv_core.words": "",
    "deconv_core.algorithms": "geometry links",
    "deconv_core": "geometry algorithms",
    "deconv_core.frameworks": "refusal geometry",
    "deconv_core.sizes": "geometry links frameworks",
    "deconv_core.state": "refusal geometry words frameworks sizes",
    "deconv_core.paste": "refusal geometry layer words frameworks state",
    "deconv_core.stacks": "refusal geometry frameworks state paste",
    "deconv_core.finder": "refusal geometry frameworks sizes state paste",
    "deconv_core.judge": "refusal geometry links layer algorithms frameworks state",
    "deconv_core.export": "links words algorithms frameworks state judge",
    "deconv_core.catalogue": "words frameworks state",
    "deconv_core.pictures": "refusal geometry layer algorithms state paste",
    "deconv_core.figures": "links judge catalogue",
    "deconv_core.questions": "state paste finder judge",
    # Pages may use all of the core.
    "pages._ui.names": "",
    "pages._serve": "deconv_core pages._ui.names",
    "pages._ui": "deconv_core pages._ui.names pages._serve",
    "pages": "deconv_core pages._serve pages._ui",
    "app": "deconv_core pages._serve pages._ui",
}
STAGE_ROOMS = {
    "rule": "",
    "dom": "",
    "state": "rule",
    "paint": "dom rule",
    "motion": "dom paint rule",
    "boards": "dom paint rule",
    "views": "dom rule paint motion boards",
    # A page's own room.
    "views/*": "dom rule state paint motion boards views",
    "shell": "dom rule state paint views/*",
    "hosts": "dom state shell",
}
IMPORT = re.compile(r"""(?:\bfrom|\bimport\(|^import) ?["'`](\.[^"'`]+)["'`]""", re.MULTILINE)


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PYTHON = {
    name_of(path): path
    for path in sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "deconv_core").rglob("*.py")])
}
CORE = [name for name in PYTHON if name.split(".")[0] == "deconv_core"]
MODULES = {path.relative_to(STAGE).as_posix(): path for path in sorted(STAGE.rglob("*.js")) if "dist" not in path.parts}


def imports(name, module_level_only=False):
    """Absolute names that a Python file imports: `a.b` for `import a.b`, `a.b.c` for `from a.b import c`."""
    tree = ast.parse(PYTHON[name].read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    lazy = {inner for node in ast.walk(tree) if isinstance(node, functions) for inner in ast.walk(node)}
    return {
        found for node in ast.walk(tree) if not (module_level_only and node in lazy) for found in imported(node, name)
    }


def imported(node, name):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = name if PYTHON[name].name == "__init__.py" else name.rpartition(".")[0]
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        return [".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names]
    return []


def python_arrows(name):
    """The files of ours that a Python file imports."""
    found = {other if other in PYTHON else other.rpartition(".")[0] for other in imports(name)}
    return {other for other in found if other in PYTHON and other != name}


def stage_arrows(name):
    targets = targets_of(name)
    paths = [posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for target in targets]
    # What is put together when it runs may be any room's file of that name.
    wanted = [re.compile(re.sub(r"\\\$\\\{\w+\\\}", "[^/]+", re.escape(path))) for path in paths]
    return {other for other in MODULES for one in wanted if one.fullmatch(other)}


def targets_of(name):
    """What a module names to import; types, which stand in comments, are nothing that runs."""
    return IMPORT.findall(re.sub(r"/\*.*?\*/", "", MODULES[name].read_text(encoding="utf-8"), flags=re.DOTALL))


def python_room(name):
    return max((room for room in PYTHON_ROOMS if within(name, room)), key=len)


def stage_room(name):
    parts = name.split("/")
    return "views/*" if parts[0] == "views" and len(parts) > 2 else parts[0]


def within(name, room):
    return name == room or (name.startswith(room + ".") and room not in ("deconv_core", "app"))


def rooms_named(room):
    """What a row of the Python table names, in full."""
    short = PYTHON_ROOMS[room].split()
    return {one if one.split(".")[0] in ("pages", "deconv_core") else f"deconv_core.{one}" for one in short}


def may_import(room, other):
    named = rooms_named(room)
    return (
        other == room
        or other in named
        or ("deconv_core" in named and room.split(".")[0] in ("pages", "app") and other.startswith("deconv_core"))
    )


@pytest.mark.parametrize("name", PYTHON)
def test_a_python_file_imports_only_what_its_room_may(name):
    room = python_room(name)
    assert [other for other in python_arrows(name) if not may_import(room, python_room(other))] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_the_stage_imports_only_what_its_room_may(name):
    room = stage_room(name)
    allowed = {room, *STAGE_ROOMS[room].split()}
    found = stage_arrows(name)
    assert [other for other in found if stage_room(other) not in allowed] == []
    if room == "views/*":
        page = name.split("/")[1]
        assert [other for other in found if stage_room(other) == room and other.split("/")[1] != page] == []


def test_every_import_of_the_stage_is_a_file():
    for name in MODULES:
        for target in [one for one in targets_of(name) if "$" not in one]:
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) in MODULES, (name, target)


@pytest.mark.parametrize(
    ("rooms", "named"),
    [(PYTHON_ROOMS, rooms_named), (STAGE_ROOMS, lambda room: set(STAGE_ROOMS[room].split()))],
    ids=["python", "stage"],
)
def test_no_arrow_between_rooms_goes_up(rooms, named):
    above = set()
    for room in rooms:
        assert named(room) <= above, room
        above.add(room)


@pytest.mark.parametrize(
    ("files", "arrows", "room_of", "named"),
    [
        (PYTHON, python_arrows, python_room, rooms_named),
        (MODULES, stage_arrows, stage_room, lambda room: set(STAGE_ROOMS[room].split())),
    ],
    ids=["python", "stage"],
)
def test_no_row_allows_what_nobody_needs(files, arrows, room_of, named):
    used = {(room_of(name), room_of(other)) for name in files for other in arrows(name)}
    rooms = {room_of(name) for name in files}
    for room in rooms:
        unused = {other for other in named(room) if (room, other) not in used and other != "deconv_core"}
        assert unused == set(), room


@pytest.mark.parametrize(
    ("files", "arrows"), [(PYTHON, python_arrows), (MODULES, stage_arrows)], ids=["python", "stage"]
)
def test_no_file_imports_itself_by_way_of_others(files, arrows):
    assert len(list(TopologicalSorter({name: arrows(name) for name in files}).static_order())) == len(files)


def test_reading_imports(tmp_path, monkeypatch):
    path = tmp_path / "b.py"
    path.write_text("import x.y\nfrom . import c\nfrom .d import e\ndef f():\n    from torch import nn\n")
    monkeypatch.setitem(PYTHON, "a.b", path)
    assert imports("a.b") == {"x.y", "a.c", "a.d.e", "torch.nn"}
    assert imports("a.b", module_level_only=True) == {"x.y", "a.c", "a.d.e"}


def test_the_sources_are_found():
    assert {"deconv_core.geometry", "deconv_core.algorithms.scatter", "pages.sizes", "app"} <= set(PYTHON)
    assert {"rule/links.js", "hosts/streamlit.js", "views/buffers/view.js"} <= set(MODULES)
    assert "views/buffers/view.js" in stage_arrows("shell/main.js")


@pytest.mark.parametrize("name", CORE)
def test_the_core_knows_nothing_of_pages_streamlit_or_the_app(name):
    foreign = {"streamlit", "pages", "app", "tests"}
    assert [other for other in imports(name) if other.split(".")[0] in foreign] == []


@pytest.mark.parametrize("name", PYTHON)
def test_frameworks_are_imported_only_where_they_run(name):
    assert [other for other in imports(name, module_level_only=True) if other.split(".")[0] in FRAMEWORKS] == []


@pytest.mark.parametrize("name", [name for name in PYTHON if name not in CORE])
def test_only_public_streamlit(name):
    used = [other.split(".") for other in imports(name) if other.split(".")[0] == "streamlit"]
    assert [
        parts for parts in used if any(part.startswith("_") for part in parts) or parts[1:2] in (["runtime"], ["web"])
    ] == []


@pytest.mark.parametrize("name", [name for name in PYTHON if name not in CORE])
def test_no_private_streamlit_attributes(name):
    tree = ast.parse(PYTHON[name].read_text(encoding="utf-8"))
    chains = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    roots = ("st.", "streamlit.")
    hidden = [chain for chain in chains if chain.startswith(roots) and any(p.startswith("_") for p in chain.split("."))]
    internal = [chain for chain in chains if chain.startswith(tuple(root + "runtime" for root in roots))]
    assert hidden + internal == []


def test_importing_the_core_loads_nothing_heavy():
    modules = [name for name in CORE if not name.startswith("deconv_core.figures")]
    code = f"import sys, {', '.join(modules)}; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
