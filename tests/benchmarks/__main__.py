"""All speed tables: the core's, then the stage's. Fails if a limit is exceeded."""

import importlib.util
import subprocess
import sys

from tests.benchmarks import stage

CORE = "tests.benchmarks.core"


def main() -> int:
    only = stage.arguments().only
    # In a process of its own, so that what the core imports does not slow what comes after it.
    core = not only and importlib.util.find_spec(CORE) and subprocess.run([sys.executable, "-m", CORE]).returncode
    return max(int(bool(core)), stage.main(only))


if __name__ == "__main__":
    sys.exit(main())
