"""Whatever becomes of a text on its way: it is answered, at once, in words, and what is shown is legal."""

from __future__ import annotations

import re
import warnings
from random import Random
from time import thread_time

import pytest

from deconv_core.paste.shown.on_stage import on_page
from deconv_core.questions import answer
from deconv_core.state.fields import SETTINGS
from deconv_core.state.query import CHANNELS, read_query
from deconv_core.words import explain
from tests.core.paste.test_forms import DIMENSIONS, FUNCTIONS, ONNX, PYTORCH
from tests.core.paste.test_other_frameworks import SPELLINGS
from tests.core.paste.test_several import MODULE
from tests.core.paste.test_which_library import READ, THEMSELVES, UNKNOWN, WHOSE
from tests.given import pasted_texts

MESSAGES = [
    "RuntimeError: output padding must be smaller than either stride or dilation, but got output_padding_height: 2 "
    "output_padding_width: 2 stride_height: 2 stride_width: 2 dilation_height: 1 dilation_width: 1",
    "Given input size per channel: (5 x 5). Calculated output size per channel: (-3 x -3). Output size is too small",
    "ValueError: requested an output size of (12, 13), but valid sizes range from [11, 11] to [12, 12] (for an input "
    "of torch.Size([6, 6]))",
    "Given transposed=1, weight of size [128, 1024, 4, 4], expected input[1, 1024, 32, 32] to have 128 channels, "
    "but got 1024 channels instead",
    "Given groups=1, weight of size [8, 4, 3, 3], expected input[1, 3, 8, 8] to have 4 channels, but got 3 channels "
    "instead",
    "Size of out_backprop doesn't match computed: actual = 18, computed = 15 spatial_dim: 1 input: 32 filter: 4 "
    "output: 18 stride: 2 dilation: 1",
    "Expected input size 49 but got 3 (output_size=99, kernel=3, stride=2, dilation=1, output_padding=0).",
]
TEXTS = [one[0] for one in (*PYTORCH, *FUNCTIONS, *DIMENSIONS, *THEMSELVES, *WHOSE, *READ, *UNKNOWN, *SPELLINGS)]
TEXTS += [*ONNX, MODULE, *MESSAGES, *(one[0] for one in (*pasted_texts.READ, *pasted_texts.REFUSED))]
NUMBERS = ("0", "1", "2", "3", "5", "8", "9", "16", "64", "-1", "999999", "9" * 40)
PRESENTS = (
    "input_size=3&kernel_size=3&stride=2",
    "input_size=1,5&kernel_size=1,4&stride=1,2",
    "input_size=16&kernel_size=9",
)


def altered(random: Random, text: str) -> str:
    how = random.random()
    numbers = list(re.finditer(r"\d+", text))
    if how < 0.5 and numbers:
        one = random.choice(numbers)
        return text[: one.start()] + random.choice(NUMBERS) + text[one.end() :]
    at = random.randrange(len(text) + 1)
    if how < 0.7:
        return text[:at] + random.choice("()[]{}<>,=:'\" 1a%\n") + text[at:]
    return f"{text}\n{random.choice(TEXTS)}" if how < 0.8 else text[:at] + text[at + random.randint(1, 6) :]


@pytest.mark.parametrize("seed", range(4))
def test_an_altered_text_is_answered_at_once_and_what_is_shown_is_legal(seed: int) -> None:
    random, shown, refused = Random(seed), 0, 0
    for _ in range(400):
        text = random.choice(TEXTS)
        for _ in range(random.randint(0, 3)):
            text = altered(random, text)
        present = random.choice(PRESENTS)
        question = {"kind": "source", "text": text, "settings": present, "pick": random.randint(0, 2)}
        start = thread_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            told = answer(question)
        assert thread_time() - start < 2, question
        for one in told["problems"] + told["notes"]:
            assert not {"{", "}"} & {*explain("zh-Hans", one["code"], one["field"], one["values"])} - {*text}
        if told["problems"]:
            refused += 1
            continue
        shown += 1
        taken = {key: one for key, one in told["state"].items() if key in SETTINGS}
        rank = len(taken.get("stride", (0, 0)))
        state = on_page(read_query(present).state.settings, rank) | taken
        link = {key: ",".join(map(str, value)) for key, value in state.items()}
        link |= {key: str(one) for key, one in told["state"].items() if key in CHANNELS}
        link["rank"] = str(len(state["stride"]))
        assert read_query(link).problems == (), question
    assert min(shown, refused) > 50
