"""The texts: every language says the same things, with the same places to fill, in its own script."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import get_args

import pytest

from deconv_core.finder.layers_for_sizes import SizesCode
from deconv_core.frameworks.library import Fact
from deconv_core.judge.real_size import RealSizeCode
from deconv_core.paste.call import SourceCode
from deconv_core.paste.errors.rule import ErrorCode
from deconv_core.paste.meant import MeaningCode
from deconv_core.paste.pasted import PastedCode
from deconv_core.paste.pytorch_call import NoteCode
from deconv_core.paste.real_layer import RealLayerCode
from deconv_core.paste.refusals.refused_call import ForeignCode
from deconv_core.paste.shown.facts import FactCode
from deconv_core.paste.shown.on_stage import ShownCode
from deconv_core.paste.to_settings import ForeignNote
from deconv_core.pictures.files.uploads import PictureCode
from deconv_core.pictures.files.weights import WeightsCode
from deconv_core.pictures.layers.picture_layer import LayerCode
from deconv_core.pictures.layers.sources import TextCode
from deconv_core.state.legal import Code
from deconv_core.state.presets import GROUPS, PRESETS
from deconv_core.words import FOLDER, LANGUAGES, PLACE, explain, fill, load, pick
from pages._ui import reader as reader

NOUNS = sorted({path.stem for path in FOLDER.glob("*/*.json")})
OTHERS = [lang for lang in LANGUAGES if lang != "en"]
# One that the page does not speak.
OTHER = next(lang for lang in ("de", "fi", "is") if lang not in LANGUAGES)

# Simplified against traditional, where the two differ; only signs that Taiwan never writes the simplified way.
SIMPLIFIED = (
    "积输长边画开关组维数码对应张个这为两来时后没过还进连图计设置换选择读写网页语调预览显层变标"
    "转径围间宽无从单双现较错误见视觉学习练导师说话试题类别称链项复杂简确实际动态运页给绝结续"
    "缩纸纹约级线终统红绿蓝颜请让总并块带发权"
)
TRADITIONAL = (
    "積輸長邊畫開關組維數碼對應張個這為兩來時後沒過還進連圖計設置換選擇讀寫網頁語調預覽顯層變標"
    "轉徑圍間寬無從單雙現較錯誤見視覺學習練導師說話試題類別稱鏈項複雜簡確實際動態運頁給絕結續"
    "縮紙紋約級線終統紅綠藍顏請讓總並塊帶發權"
)
PAIRS = [(a, b) for a, b in zip(SIMPLIFIED, TRADITIONAL, strict=True) if a != b]


def texts(lang: str, noun: str) -> dict[str, str]:
    def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
        assert len({key for key, _ in pairs}) == len(pairs), f"a key stands twice in {lang}/{noun}.json"
        return dict(pairs)

    found: dict[str, str] = json.loads((FOLDER / lang / f"{noun}.json").read_text("utf-8"), object_pairs_hook=once)
    return found


def test_the_folders_are_the_languages() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(LANGUAGES)
    assert {"problems", "presets"} <= set(NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_flat_texts_none_empty(lang: str, noun: str) -> None:
    for key, text in texts(lang, noun).items():
        assert isinstance(text, str) and text.strip() == text != "", key
        assert not PLACE.sub("", text).count("{"), f"{key}: a brace that is no place"


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_has_the_same_keys_and_places(lang: str, noun: str) -> None:
    english, other = texts("en", noun), texts(lang, noun)
    assert other.keys() == english.keys()
    for key, text in english.items():
        assert set(PLACE.findall(other[key])) == set(PLACE.findall(text)), key


@pytest.mark.parametrize("noun", NOUNS)
def test_each_chinese_keeps_to_its_script(noun: str) -> None:
    for simplified, traditional in PAIRS:
        for key, text in texts("zh-Hant", noun).items():
            assert simplified not in text, f"{key}: {simplified} for {traditional}"
        for key, text in texts("zh-Hans", noun).items():
            assert traditional not in text, f"{key}: {traditional} for {simplified}"


KINDS = (
    *(Code, SourceCode, PastedCode, MeaningCode, NoteCode, ForeignCode, ForeignNote, Fact),
    RealSizeCode,
    RealLayerCode,
    SizesCode,
    *(FactCode, ShownCode, ErrorCode, PictureCode, LayerCode, TextCode, WeightsCode),
)


AXES = ("depth", "height", "width", "length", "both", "all", "in_channels", "out_channels")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_and_every_preset_has_its_text(lang: str) -> None:
    wanted = {f"problems.{code}" for kind in KINDS for code in get_args(kind)}
    wanted |= {f"presets.{preset.key}.{part}" for preset in PRESETS for part in ("title", "look")}
    wanted |= {f"presets.group_{group}" for group in GROUPS}
    wanted |= {f"problems.axis_{axis}" for axis in AXES} | {"problems.this_page"}
    found = {key for key in load(lang) if key.startswith(("problems.", "presets."))}
    assert found == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_size_is_written_with_a_sign_that_is_not_the_input_s_name(lang: str) -> None:
    assert not [key for key, text in load(lang).items() if re.search(r"[0-9}] ?x ?[0-9{]", text)]


# Words for things that one counts, and verbs that go with several; a count may be 1.
VERBS = "are|have|need|differ|turn"
THINGS = "cells|numbers|terms|rows|columns|layers|settings|stamps|windows|taps|products|links|entries"
# Counts that are never 1: beyond a limit of more than one; or a size such as 2×2.
NEVER_ONE = {
    "problems.too_long",
    "problems.shown_too_long",
    "problems.source_too_long",
    "problems.note_several",
    "problems.too_many_axes",
    "problems.too_many_cells",
    "problems.budget_cells",
    "problems.real_size_canvas",
    "problems.real_size_input",
    "problems.budget_links",
    "problems.size_disagrees",
    "problems.pin_outside",
    "dilated.fact_left",
    "checkerboard.spectrum_read",
    "checkerboard.spectrum_several",
    "sizes.floor_nothing",
    "sizes.output_size_empty",
    "sizes.too_many",
    "sizes.request_field_too_long",
    "sizes.line_too_long",
    "sizes.encoder_too_long",
    "sizes.encoder_too_many_layers",
}


def test_a_count_that_may_be_one_needs_no_plural() -> None:
    plural = re.compile(rf"\{{\w+\}} ((of|these|more|input) ){{0,2}}({VERBS}|{THINGS})\b")
    assert {key for key, text in load("en").items() if plural.search(text)} <= NEVER_ONE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_formula_has_one_sign_for_each_operation(lang: str) -> None:
    """· times, − minus, × between the numbers of a size, ∗ for the operation itself."""
    other = re.compile(r"[\w)}] ?\* ?[\w({]|[\w)}] - [\w({]|[\w)}] × [^\d{]")
    bold = re.compile(r"\*\*")
    assert not [key for key, text in load(lang).items() if other.search(bold.sub("", text))]


@pytest.mark.parametrize("lang", OTHERS)
def test_bold_ends_before_a_full_stop(lang: str) -> None:
    """After one, Markdown takes two asterisks for the beginning of a bold text, unless a space follows."""
    assert not [key for key, text in load(lang).items() if re.search(r"[，。：；！？）]\*\*\S", text)]


PROMISES = {
    "en": "no checkerboard",
    "zh-Hans": "没有棋盘效应 不会出现棋盘效应",
    "zh-Hant": "沒有棋盤效應 不會出現棋盤效應",
}


@pytest.mark.parametrize(("lang", "promises"), PROMISES.items())
def test_coverage_alone_is_no_promise_that_there_is_no_checkerboard(lang: str, promises: str) -> None:
    for key, text in load(lang).items():
        if lang == "en":
            assert promises not in text.lower() or "coverage" in text.lower(), key
        else:
            assert not any(one in text for one in promises.split()), key


# What was once said beside a word that the other texts have for the same thing.
RETIRED = {"zh-Hans": "散射 汇集 要回 条轴 全一 误差", "zh-Hant": "散射 匯集 要回 條軸 全一 誤差 裁剪"}


@pytest.mark.parametrize(("lang", "words"), RETIRED.items())
def test_a_thing_has_one_name(lang: str, words: str) -> None:
    assert not [(key, word) for key, text in load(lang).items() for word in words.split() if word in text]


def test_what_to_look_for_is_one_sentence() -> None:
    for preset in PRESETS:
        for lang in LANGUAGES:
            look = load(lang)[f"presets.{preset.key}.look"]
            assert look[-1] in ".。" and not re.search(r"\. |。.", look), look


def test_a_language_is_loaded_once_and_cannot_be_changed() -> None:
    assert load("en") is load("en")
    with pytest.raises(TypeError):
        load("en")["problems.empty"] = ""  # type: ignore[index]


@pytest.mark.parametrize("lang", ["fr", "", "../../tests", "EN"])
def test_other_languages_are_refused(lang: str) -> None:
    with pytest.raises(ValueError, match="zh-Hant"):
        load(lang)


def test_filling_puts_values_in_as_they_are() -> None:
    assert fill("{a} and {b}, {a}", a=1, b="{a}") == "1 and {a}, 1"
    with pytest.raises(KeyError):
        fill("{a}", b=1)


def test_explaining_names_the_axis_in_the_reader_s_language() -> None:
    values = {"axis": "height", "value": 9, "low": 1, "high": 8}
    assert explain("en", "setting_out_of_range", "stride", values).startswith("stride (height) is 9,")
    assert explain("zh-Hans", "setting_out_of_range", "stride", values).startswith("stride（高度）是 9，")


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        (None, "en"),
        ("", "en"),
        ("en-GB", "en"),
        (OTHER, "en"),
        ("zhx", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("ZH-hk", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh;q=0.9", "zh-Hans"),
        (f"{OTHER},zh-TW;q=0.8,en;q=0.5", "zh-Hant"),
        (f"{OTHER}, en;q=0.9, zh;q=0.8", "en"),
        (f",{OTHER};q=0.5", "en"),
    ],
)
def test_a_browser_s_locale_picks_a_language(tag: str | None, lang: str) -> None:
    assert pick(tag) == lang


def test_a_first_visit_asks_the_browser_for_all_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own locale is the first of them only."""
    context = SimpleNamespace(locale="de-DE", headers={"Accept-Language": "de-DE,zh-TW;q=0.8,en;q=0.6"})
    monkeypatch.setattr(reader.st, "context", context)
    monkeypatch.setattr(reader.stage, "reported_language", lambda: None)
    monkeypatch.setattr(reader.st, "query_params", {})
    assert reader.language() == "zh-Hant"
