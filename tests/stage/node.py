"""Node as the tests use it: the one of requirements-test.txt."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NODE = Path(sys.executable).with_name("node")


def node(*arguments: str | Path, given: str | None = None) -> str:
    """What a program of Node's printed, to which `given` was typed. Fails with all that it said if it failed."""
    run = subprocess.run([NODE, *arguments], cwd=ROOT, capture_output=True, text=True, input=given)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def evaluate(function: str, given: object) -> Any:
    """What a function of JavaScript's makes of a JSON value; `stage(path)` in it imports a module of the stage's."""
    program = f"""
        import {{ readFileSync }} from "node:fs";
        const stage = (path) => import("{(ROOT / "assets" / "stage").as_uri()}/" + path);
        console.log(JSON.stringify(await ({function})(JSON.parse(readFileSync(0, "utf8")))));
    """
    return json.loads(node("--input-type=module", "--eval", program, given=json.dumps(given)))
