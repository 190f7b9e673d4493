"""Who may import whom, read from the sources; and what importing the core must not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "deconv_core").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
APP = [path for path in (ROOT / "app.py",) if path.exists()]
FRAMEWORKS = {"torch", "tensorflow", "keras", "onnx", "onnxruntime", "jax", "jaxlib"}
HEAVY = FRAMEWORKS | {"plotly", "streamlit"}

# What a part may import of ours. Parts not listed may import all of deconv_core.
ALLOWED = {
    "deconv_core.geometry": set(),
    "deconv_core.links": {"deconv_core.geometry"},
    "deconv_core.algorithms": {"deconv_core.geometry", "deconv_core.links", "deconv_core.algorithms"},
}


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, module_level_only=False):
    """Absolute names that a file imports: `a.b` for `import a.b`, `a.b.c` for `from a.b import c`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {node for function in functions(tree) for node in ast.walk(function)} if module_level_only else set()
    return {name for node in ast.walk(tree) if node not in inside for name in imported(node, path)}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))]


def imported(node, path):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        return [".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names]
    return []


def within(name, part):
    return name == part or name.startswith(part + ".")


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(ROOT)) for path in paths])


def test_reading_imports(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "a" / "b.py"
    path.parent.mkdir()
    path.write_text("import x.y\nfrom . import c\nfrom .d import e\ndef f():\n    from torch import nn\n")
    assert imports(path) == {"x.y", "a.c", "a.d.e", "torch.nn"}
    assert imports(path, module_level_only=True) == {"x.y", "a.c", "a.d.e"}


def test_the_sources_are_found():
    assert {"deconv_core.geometry", "deconv_core.links", "deconv_core.algorithms.scatter"} <= set(map(name_of, CORE))


@each(CORE)
def test_core_imports_only_what_its_part_may(path):
    for part, allowed in ALLOWED.items():
        if within(name_of(path), part):
            ours = {name for name in imports(path) if name.split(".")[0] in {"deconv_core", "pages", "app", "tests"}}
            assert [name for name in ours if not any(within(name, other) for other in allowed)] == []


@each(CORE)
def test_core_knows_nothing_of_pages_streamlit_or_the_app(path):
    foreign = {"streamlit", "pages", "app", "tests"}
    assert [name for name in imports(path) if name.split(".")[0] in foreign] == []


@each(CORE + PAGES + APP)
def test_frameworks_are_imported_only_where_they_run(path):
    assert [name for name in imports(path, module_level_only=True) if name.split(".")[0] in FRAMEWORKS] == []


@each(PAGES + CORE)
def test_nothing_imports_the_app(path):
    assert [name for name in imports(path) if within(name, "app")] == []


@each(PAGES)
def test_pages_never_import_each_other(path):
    pages = [name for name in imports(path) if within(name, "pages") and name != "pages"]
    assert [name for name in pages if not within(name, "pages._ui")] == []


@each(PAGES + APP)
def test_only_public_streamlit(path):
    private = [
        name
        for name in imports(path)
        if within(name, "streamlit")
        and (any(part.startswith("_") for part in name.split(".")) or name.split(".")[1:2] in (["runtime"], ["web"]))
    ]
    assert private == []


@each(PAGES + APP)
def test_no_private_streamlit_attributes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    chains = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    roots = ("st.", "streamlit.")
    hidden = [chain for chain in chains if chain.startswith(roots) and any(p.startswith("_") for p in chain.split("."))]
    internal = [chain for chain in chains if chain.startswith(tuple(root + "runtime" for root in roots))]
    assert hidden + internal == []


def test_importing_the_core_loads_nothing_heavy():
    modules = [name_of(path) for path in CORE if "figures" not in path.parts]
    code = f"import sys, {', '.join(modules)}; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
