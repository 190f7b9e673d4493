"""The programs to run oneself do run, and fail where the result is another."""

import subprocess
import sys

import numpy as np
import pytest

from deconv_core.export import python_program
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES
from tests.core.judge.test_comparison import state_of

PROGRAMS = {"pytorch": python_program.in_pytorch, "numpy": python_program.in_numpy}
STATES = {
    "opening": "",
    "uneven": "x=1,-2,3,0;4,5,-6,7;8,9,1,2;3,4,5,6&w=1,2,3,4,5;0,1,0,1,0;2,2,2,2,2&stride=2,1&padding=4,2&dilation=3,1",
    "padding beyond the kernel": "x=1,2,3;4,5,6;7,8,9&w=3,1;1,5&stride=2&padding=2",
    "output_padding beyond padding": "x=2,4;0,1&w=3,1;1,5&stride=3&padding=1,0&output_padding=2",
    "one tap": "x=2,4;0,1&w=7&stride=2",
    "one axis": "rank=1&x=1,1,1,1,1,1&w=1,2,3&stride=2&padding=1&output_padding=1&dilation=2",
    "fractions": "x=0.1,-2.5e-7;1e6,3&w=0.3,0.7;1e-6,-4",
}
LARGE = "input_size=16&kernel_size=9&stride=8&dilation=8"


def run(text):
    return subprocess.run([sys.executable, "-"], input=text, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_downloaded_program_runs(lang, tmp_path):
    for name, program in PROGRAMS.items():
        path = tmp_path / f"conv_transpose_{name}.py"
        path.write_text(program(state_of(""), lang), encoding="utf-8")
        done = subprocess.run([sys.executable, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "17." in done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_state_s_program_runs_and_checks_itself(name):
    # All in one process, since PyTorch takes seconds to start.
    texts = [PROGRAMS[name](state_of(query)) for query in (*STATES.values(), LARGE)]
    done = run("\n".join(f"exec({text!r}, {{}})" for text in texts))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("query", [*STATES.values(), LARGE], ids=[*STATES, "large"])
def test_a_wrong_setting_does_not_pass(name, query):
    """The last lines are a real check: the same program with other numbers in x stops with an AssertionError."""
    state = state_of(query)
    text = PROGRAMS[name](state)
    wrong = text.replace("\nw = ", "\nx = x + 1\nw = ", 1)
    assert wrong != text
    with pytest.raises(AssertionError):
        exec(wrong, {})


def test_the_numpy_program_needs_numpy_alone():
    text = python_program.in_numpy(state_of(STATES["uneven"]))
    assert [line for line in text.splitlines() if "import" in line] == ["import numpy as np"]
    spaces = {}
    exec(text, spaces)
    assert spaces["y"].shape == state_of(STATES["uneven"]).geometry.output_size


@pytest.mark.parametrize("query", [*STATES.values(), LARGE], ids=[*STATES, "large"])
def test_both_programs_compute_the_state_s_output(query):
    state = state_of(query)
    made = []
    for program in PROGRAMS.values():
        spaces = {}
        exec(program(state), spaces)
        made.append(np.asarray(spaces["y"]))
        assert np.asarray(spaces["x"]).tolist() == np.array(state.numbers("x")).reshape(np.shape(spaces["x"])).tolist()
    assert made[0].shape == state.geometry.output_size
    np.testing.assert_allclose(made[0], made[1], rtol=1e-9, atol=1e-9 * abs(made[0]).max())


def test_a_large_output_is_checked_by_its_sums():
    text = python_program.in_pytorch(state_of(LARGE))
    assert "y.sum(0)" in text and "expected" not in text
    assert len(text) < 20_000
    assert read_query(LARGE).state.geometry.output_size == (185, 185)
