"""The laws of the stage's pure rooms, in their own language: *.test.js beside this file."""

import re
from pathlib import Path

from tests.stage.node import node

FILES = sorted(Path(__file__).parent.glob("*.test.js"))


def test_the_laws_of_the_pure_rooms() -> None:
    said = node("--test", "--test-reporter=tap", *FILES)
    assert FILES
    # Node calls a file without a test passed.
    assert int(re.findall(r"^# pass (\d+)$", said, re.MULTILINE)[-1]) > len(FILES), said
