"""Every text the app shows, by key and language: assets/words/<language>/<noun>.json holds `key` -> text with {places}.

A text's full key is "<noun>.<key>", as in "problems.not_a_number". The browser fills the same texts by the same rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
FOLDER = Path(__file__).resolve().parent.parent / "assets" / "words"
PLACE = re.compile(r"\{(\w+)\}")
TRADITIONAL_REGIONS = {"tw", "hk", "mo"}


@lru_cache(maxsize=len(LANGUAGES))
def load(lang: str) -> Mapping[str, str]:
    """All texts of a language, by full key. ValueError for a language that is not in LANGUAGES."""
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}, but it must be one of {', '.join(LANGUAGES)}.")
    texts = {}
    for path in sorted((FOLDER / lang).glob("*.json")):
        for key, text in json.loads(path.read_text("utf-8")).items():
            texts[f"{path.stem}.{key}"] = text
    return MappingProxyType(texts)


def fill(text: str, **values: object) -> str:
    """The text with each {place} replaced by the value of that name; KeyError for a place without a value."""
    return PLACE.sub(lambda place: str(values[place[1]]), text)


def explain(
    lang: str,
    code: str,
    field: str = "",
    values: Mapping[str, object] | None = None,
    rooms: tuple[str, ...] = ("problems.",),
) -> str:
    """A Refusal's text in a language, from the first room that has it. It may quote a visitor: no HTML."""
    texts = load(lang)
    named = {**(values or {}), "field": field}
    text = next(texts[room + code] for room in rooms if room + code in texts)
    if "axis" in named:
        named["axis"] = texts[f"problems.axis_{named['axis']}"]
    return fill(_of_page(lang, text, named), **named)


def _of_page(lang: str, text: str, named: Mapping[str, object]) -> str:
    """The text, where no framework is named, with this page in its place, and after it what the language sets there."""
    if named.get("framework") != "":
        return text
    texts = load(lang)
    return text.replace("{framework} ", fill(texts["page.also"], said=texts["problems.this_page"], more=""))


def pick(tags: str | None) -> str:
    """The first language of ours in a browser's list, best first, such as "de,zh-TW;q=0.8" or "zh-TW"."""
    ours = (_language(tag.partition(";")[0]) for tag in (tags or "").split(","))
    return next(filter(None, ours), LANGUAGES[0])


def _language(tag: str) -> str | None:
    language, *rest = tag.strip().lower().replace("_", "-").split("-")
    if language != "zh":
        return language if language in LANGUAGES else None
    if "hans" in rest:
        return "zh-Hans"
    return "zh-Hant" if "hant" in rest or TRADITIONAL_REGIONS & set(rest) else "zh-Hans"
