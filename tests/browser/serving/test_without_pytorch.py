"""A server without PyTorch: every page works on and says what is missing, in words and not as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from deconv_core.frameworks.pytorch import PROVEN
from deconv_core.words import LANGUAGES, fill, load
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.panels import write
from tests.browser.server import ROOT, Server, serving

# Neither the library nor its entry among the installed packages is to be found.
HIDDEN = {
    "torch/__init__.py": 'raise ImportError("no torch here")',
    "sitecustomize.py": """
from importlib import metadata

installed = metadata.version

def version(name):
    if name == "torch":
        raise metadata.PackageNotFoundError(name)
    return installed(name)

metadata.version = version
""",
}


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("without")
    for name, text in HIDDEN.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with serving(env={"PYTHONPATH": f"{folder}:{ROOT}"}) as running:
        yield running


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_works_and_says_so(visitors: Visitors, without: Server, lang: str) -> None:
    stage = visitors(url=without.url)
    missing = fill(load(lang)["problems.no_pytorch"], error="ImportError: no torch here")
    stage.open(f"input_size=3&kernel_size=3&stride=2&lang={lang}")
    for name in NAMES:
        if name != NAMES[0]:
            stage.go(name)
        stage.judged()
        expect(stage.control("badge")).to_have_attribute("data-verdict", "refused")
        expect(stage.control("badge")).to_contain_text(missing)
        expect(stage.page.locator('[data-testid="stException"]')).to_have_count(0)
        expect(stage.page.get_by_text("Traceback")).to_have_count(0)
        stride = 1 + stage.setting("stride")[0] % 2
        stage.choose("stride", stride)
        assert stage.setting("stride") == (stride, stride), name


def test_the_panels_of_sizes_still_answer_with_the_words_that_are_predicted(
    visitors: Visitors, without: Server
) -> None:
    stage = visitors(url=without.url).open("input_size=2&kernel_size=2", "sizes").judged()
    write(stage, {"finder_wanted": "14", "finder_padding": "300", "chain_input_size": "2"})
    for part in ("requested an output size of", "Output size is too small", "Kernel size can't be greater"):
        expect(stage.page.locator('[data-testid="stCode"]').filter(has_text=part)).to_have_count(1)
    expect(stage.page.get_by_text(f"PyTorch {PROVEN} says:").first).to_be_visible()
    expect(stage.page.locator('[data-testid="stException"]')).to_have_count(0)
