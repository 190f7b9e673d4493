"""The app with some of its functions altered: `python -m tests.given.altered PORT counted|broken`.

counted: each call of what pages work out is a line in the server's log. broken: it raises, with a secret in its words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

import uvicorn

WORK = (
    "sizes.solver.solve",
    "stacks.way_back.chain",
    "sizes.size_check.check",
    "frameworks.pytorch_output_size.ask",
    "judge.comparison.compare",
    "export.python_program.programs",
    "questions.verdict",
    "questions.answer",
)
COUNTED = "worked out: "
SECRET = "a secret of the server's"


def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def call(*args: Any, **kwargs: Any) -> Any:
        print(COUNTED + name, flush=True)
        return work(*args, **kwargs)

    return call


def broken(_name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def call(*_args: Any, **_kwargs: Any) -> Any:
        raise ZeroDivisionError(SECRET)

    return call


HOW = {"counted": counted, "broken": broken}


def main(port: str, how: str) -> None:
    for path in WORK:
        place, _, name = path.rpartition(".")
        module = import_module(f"deconv_core.{place}")
        setattr(module, name, HOW[how](path, getattr(module, name)))
    # After that, so that nobody has taken them yet.
    uvicorn.run(import_module("app").app, port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
