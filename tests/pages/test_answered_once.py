"""A question that was answered is not answered again, however often the page runs; a new one is."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from deconv_core import questions
from pages._ui import stage

QUESTION = {"id": 7, "kind": "source", "text": "nn.ConvTranspose2d(1, 1, 3)", "settings": "input_size=3", "length": 27}


class Session(dict[str, Any]):
    """A visitor's session state, whose entries are its attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    made = Session()
    monkeypatch.setattr(stage.st, "session_state", made)
    return made


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The questions that the core was asked."""
    asked: list[Any] = []
    real = questions.answer

    def counted(question: Any) -> questions.Answer:
        asked.append(question)
        return real(question)

    monkeypatch.setattr(questions, "answer", counted)
    return asked


def test_later_runs_have_the_same_answer(session: Session, answered: list[Any]) -> None:
    session[stage.KEY] = {"question": QUESTION}
    first = stage._answer()
    assert first and first["id"] == 7 and first["state"]["kernel_size"] == [3, 3]
    for _ in range(5):
        # Each run hands the question over anew.
        session[stage.KEY] = {"question": dict(QUESTION)}
        assert stage._answer() == first
    assert len(answered) == 1


class RunEndedError(Exception):
    """As Streamlit ends a run for a newer one: at any use of the session."""


class Hurried(Session):
    """A session in which a run ends at the use of a number."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.__dict__["uses"] = last

    def _use(self) -> None:
        self.__dict__["uses"] -= 1
        if self.__dict__["uses"] == 0:
            raise RunEndedError

    def get(self, *args: Any) -> Any:
        self._use()
        return super().get(*args)

    def __setitem__(self, *args: Any) -> None:
        self._use()
        super().__setitem__(*args)

    __getattr__ = dict.__getitem__
    __setattr__ = __setitem__  # type: ignore[assignment]


@pytest.mark.parametrize("last", range(1, 8))
def test_a_run_that_ends_for_a_newer_one_loses_no_answer(monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    session = Hurried(last)
    monkeypatch.setattr(stage.st, "session_state", session)
    dict.__setitem__(session, stage.KEY, {"question": QUESTION, "report": {"query": "stride=3&x=1&w=1&input_size=1"}})
    for _ in range(2):
        with contextlib.suppress(RunEndedError):
            stage._answer()
            stage.state("buffers")
    session.__dict__["uses"] = 1000
    said, state = stage._answer(), stage.state("buffers")
    assert said and said["id"] == 7 and said["state"]["kernel_size"] == [3, 3]
    assert state and state.stride == (3, 3)


@pytest.mark.parametrize("changed", [{"id": 8}, {"text": "nn.ConvTranspose2d(1, 1, 4)"}, {"kernel_size": "4"}])
def test_another_question_is_answered(session: Session, answered: list[Any], changed: dict[str, Any]) -> None:
    for question in (QUESTION, {**QUESTION, **changed}, QUESTION):
        session[stage.KEY] = {"question": question}
        said = stage._answer()
        assert said and said == {"id": question["id"], **questions.answer(question)}
    assert len(answered) == 2 * 3


def test_what_is_kept_of_a_question_is_bounded(session: Session, answered: list[Any]) -> None:
    huge = {**QUESTION, "text": "x" * 5_000_000, "settings": "y" * 5_000_000, "id": 9, "more": "z" * 5_000_000}
    session[stage.KEY] = {"question": huge}
    for _ in range(3):
        stage._answer()
    assert len(answered) == 1
    del session[stage.KEY]
    assert len(repr(session)) < 50_000


@pytest.mark.parametrize("odd", [None, 3, [], {}, {"id": []}, {"id": 1, "kind": {}, "text": 5, "settings": ["a"]}])
def test_whatever_a_browser_sends_is_answered_or_ignored(session: Session, odd: Any) -> None:
    session[stage.KEY] = {"question": odd}
    stage._answer()
    stage._answer()
