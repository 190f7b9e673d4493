"""The stage's modules as one: nothing is left of import and export, and what cannot be joined is refused."""

import gzip
import re
from pathlib import Path

import pytest

from pages._ui.joined import STAGE, join, stage

REFUSED = (
    "export { a };",
    "export let a = 1;",
    "export default 1;",
    'export * from "./b.js";',
    'import "./b.js";',
    'import * as b from "./b.js";',
    'import b from "b";',
    'const b = import("./b.js");',
    "const b = import(path);",
    "await b;",
)


def folder(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    return root


def test_every_module_is_in_it_and_only_what_the_root_gives_is_exported() -> None:
    text = stage().text.decode()
    assert re.findall(r"^'(.+)': \(\) => \{$", text, re.MULTILINE) == sorted(
        path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*.js")
    )
    assert not re.search(r"^import\b", text, re.MULTILINE)
    assert [line.split(" = ")[0] for line in text.splitlines() if line.startswith("export")] == [
        "export const need",
        "export const { run }",
    ]


def test_names_that_are_taken_and_given(tmp_path: Path) -> None:
    texts = {
        "root.js": 'import A from "./views/a.js";\nexport const go = A;',
        "views/a.js": """import { b as c } from "../b.js";
export default class A {}
const late = (p) => import(`./${p}.js`);""",
        "b.js": "export async function b() {}\nexport function d() {}",
    }
    made = folder(tmp_path, texts)
    text = join(made, "root.js")
    assert "const { default: A } = need('views/a.js');" in text
    assert "const { b: c } = need('b.js');" in text
    assert "return { default: A };" in text and "return { b: b, d: d };" in text
    assert "Promise.resolve().then(() => need(`views/${p}.js`))" in text
    assert text.endswith("export const { go } = need('root.js');\n")


@pytest.mark.parametrize("line", REFUSED)
def test_other_forms_are_refused_and_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"a.js cannot be joined: {line.removeprefix('const b = ')}")):
        join(folder(tmp_path, {"root.js": "export const a = 1;", "a.js": line}), "root.js")


def test_it_is_packed_once_and_has_a_tag_of_its_own() -> None:
    assert stage() is stage()
    assert gzip.decompress(stage().packed) == stage().text
    assert re.fullmatch(r'"[0-9a-f]{32}"', stage().tag)
