"""Whatever bad is brought: the core's code for it, and words in every language that name the field and the value."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from deconv_core.finder.line import LineCode
from deconv_core.finder.request import request
from deconv_core.paste.call import SourceCode
from deconv_core.paste.refusals.refused_call import ForeignCode
from deconv_core.questions import answer
from deconv_core.refusal import UnreadError
from deconv_core.stacks import encoder_text
from deconv_core.stacks.encoder_text import EncoderCode
from deconv_core.state import panel_query, typed_sizes
from deconv_core.state.fields import SETTINGS, State
from deconv_core.state.typed_sizes import RequestCode
from deconv_core.words import LANGUAGES, explain, load
from tests.given.bad import Bad
from tests.given.bad_inputs import BAD, LINKS, PANELS, SOURCES, TYPED

PRESENT = {"input_size": "3", "kernel_size": "3", "stride": "2"}
# What a message must name, where there is such a thing.
NAMED = ("field", "argument", "name", "framework", "value", "count", "length")
STAGE = LINKS + TYPED + SOURCES


def named(bad: Bad) -> str:
    return f"{bad.place} {bad.text[:40]}"


def answered(bad: Bad) -> dict[str, Any]:
    """The answer of the page about its stage."""
    if bad.place in SETTINGS:
        return answer({"kind": "settings", "text": link_text({**PRESENT, bad.place: bad.text})})
    return answer({"kind": bad.place, "text": bad.text, "settings": link_text(PRESENT)})


def link_text(settings: dict[str, str]) -> str:
    return "&".join(f"{key}={text}" for key, text in settings.items())


def refused(bad: Bad) -> UnreadError:
    """The refusal of a panel on the page Sizes."""
    panel, _, field = bad.place.partition("_")
    with pytest.raises(UnreadError) as caught:
        if field == "layers":
            encoder_text.parse(bad.text)
        elif panel == "chain":
            typed_sizes.pair(field, bad.text)
        else:
            request({**panel_query.PANELS["finder"], field: bad.text}, State().settings)
    return caught.value


def explained(lang: str, problem: dict[str, Any]) -> str:
    """What the card says: the rule, and what the library does where it does not refuse."""
    values = problem["values"]
    parts = [explain(lang, problem["code"], problem["field"], values)]
    if "fact" in values:
        parts.append(explain(lang, values["fact"], "", values))
    return "\n".join(parts)


def check_named(text: str, values: dict[str, Any]) -> None:
    assert not set("{}") & set(text), text
    for name in NAMED:
        assert str(values.get(name, "")) in text, (name, text)


def test_there_are_at_least_sixty_and_none_twice() -> None:
    assert len({(bad.place, bad.text) for bad in BAD}) == len(BAD) >= 60


@pytest.mark.parametrize("bad", STAGE, ids=named)
def test_the_stage_names_field_and_value_in_every_language(bad: Bad) -> None:
    said = answered(bad)
    problem = said["problems"][0]
    assert bad.code in [one["code"] for one in said["problems"]]
    english = [explained("en", one) for one in said["problems"]]
    assert all(part in "\n".join(english) for part in bad.says), english
    for one in said["problems"]:
        for lang in LANGUAGES:
            text = explained(lang, one)
            check_named(text, {"field": "" if one["field"] == "query" else one["field"], **one["values"]})
    assert bad.own in (problem["message"] or "")
    assert said.get("offer") == bad.offer


@pytest.mark.parametrize("bad", PANELS, ids=named)
def test_the_panels_name_field_and_value_in_every_language(bad: Bad) -> None:
    error = refused(bad)
    assert bad.code == error.code
    for lang in LANGUAGES:
        field = load(lang).get(f"sizes.field_{error.field}", error.field)
        said = explain(lang, error.code, field, error.values, ("sizes.request_", "sizes.", "problems."))
        check_named(said, {"field": field, **error.values})
        assert lang != "en" or all(part in said for part in bad.says), said


def test_every_code_is_met() -> None:
    met = {bad.code for bad in BAD}
    codes = {code for kind in (ForeignCode, SourceCode, EncoderCode, RequestCode) for code in get_args(kind)}
    # An encoder that is written into the line goes to its own field: test_line.py.
    assert met >= codes | set(get_args(LineCode)) - {"line_encoder"}
