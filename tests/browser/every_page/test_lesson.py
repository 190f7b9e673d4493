"""Every page ends with its question, and nothing that a first visit shows is pushed away. Pages are discovered."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.words import load
from pages._ui.names import NAMES
from tests.browser.conftest import VIEWPORT, Visitors

TEXTS = load("en")
# The first page is the one without a path.
PATHS = {page: "" if page == NAMES[0] else page for page in NAMES}

QUESTION = (
    """[...document.querySelectorAll('[data-testid="stMarkdown"]')].find(one => one.textContent.includes(text))"""
)

# How many elements follow the question, how many of them are its answer, and how many others reach lower than it.
LAST = f"""text => {{
    const question = {QUESTION};
    const place = question.closest('[data-testid="stElementContainer"]');
    const all = [...place.parentElement.children];
    const after = all.slice(all.indexOf(place) + 1);
    const top = question.getBoundingClientRect().top;
    const lower = [...document.querySelectorAll(".stage, h2, table, pre, .stAlert, .stDownloadButton, .stCaption")]
        .filter(one => one.getBoundingClientRect().bottom > top);
    return [after.length, after[0]?.querySelectorAll("details").length, lower.length];
}}"""

# Where the question begins, in every frame that has the stage.
WATCH = f"""text => {{
    window.tops = [];
    const look = () => {{
        const question = {QUESTION};
        if (question && document.querySelector(".stage")) tops.push(Math.round(question.getBoundingClientRect().top));
        requestAnimationFrame(look);
    }};
    look();
}}"""


# With the second Python does not know the numbers yet, and what some pages say of them comes later.
@pytest.mark.parametrize(
    ("page", "query"), [*((page, "input_size=5") for page in NAMES), (NAMES[0], ""), ("back", ""), ("sizes", "")]
)
def test_a_first_visit_never_sees_the_question_move_and_its_answer_is_a_click_away(
    visitors: Visitors, page: str, query: str
) -> None:
    stage = visitors(fresh=True)
    stage.page.add_init_script(f"({WATCH})({TEXTS['page.try']!r})")
    stage.open(query, PATHS[page]).agrees()
    expect(stage.page.get_by_text(TEXTS[f"{page}.question"])).to_be_visible()
    stage.page.wait_for_timeout(500)
    seen = {top for top in stage.page.evaluate("window.tops") if top < VIEWPORT["height"]}
    assert len(seen) <= 1, seen
    stage.page.wait_for_function(f"text => JSON.stringify(({LAST})(text)) === '[1,1,0]'", arg=TEXTS["page.try"])
    answer = stage.page.get_by_text(TEXTS[f"{page}.answer"])
    expect(answer).not_to_be_visible()
    stage.page.get_by_text(TEXTS["page.answer"], exact=True).click()
    expect(answer).to_be_visible()
