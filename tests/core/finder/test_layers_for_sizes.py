"""Sizes in the line of code: every layer on offer gives them, on any number of axes, and opens with its input."""

from __future__ import annotations

from random import Random

import pytest

from deconv_core.frameworks import pytorch
from deconv_core.questions import Answer, answer
from deconv_core.state.fields import SETTINGS


def asked(text: str, rank: int, **more: str) -> Answer:
    return answer({"kind": "source", "text": text, "length": len(text), "settings": f"rank={rank}", **more})


def cases(rank: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Sizes that some layer makes, so small that the stage shows them."""
    random = Random(f"sizes {rank}")
    found = []
    for _ in range(12):
        size = tuple(random.randint(1, 4) for _ in range(rank))
        kernel, stride = random.randint(2, 4), random.randint(1, 3)
        found.append((size, pytorch.settings(size, kernel_size=kernel, stride=stride).output_size))
    return found


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_each_layer_on_offer_gives_the_size_and_opens_with_its_input(rank: int) -> None:
    for size, wanted in cases(rank):
        told = asked(f"{','.join(map(str, size))} -> {','.join(map(str, wanted))}", rank)
        assert [one["code"] for one in told["problems"]] == ["sizes_found"] and 1 <= len(told["choices"]) <= 3
        for choice in told["choices"]:
            opened = asked(rank=rank, **{key: value for key, value in choice["again"].items() if key != "length"})
            if rank == 3 and opened["problems"]:
                # Too large a kernel for the stage's cubes: it is there as a smaller twin.
                continue
            assert not opened["problems"]
            settings = {key: tuple(opened["state"][key]) for key in SETTINGS}
            assert settings["input_size"] == size
            assert pytorch.settings(**settings).output_size == wanted


def test_without_an_input_the_stage_s_is_meant() -> None:
    told = answer({"kind": "source", "text": "-> 12", "settings": "input_size=6"})
    assert (told["problems"][0]["values"]["input"], told["problems"][0]["values"]["wanted"]) == ("6", "12")


def test_a_size_that_none_gives_is_said_with_how_many_were_tried() -> None:
    told = asked("1 -> 500", 2)
    assert told["problems"][0]["code"] == "sizes_none" and not told["choices"]
    assert int(told["problems"][0]["values"]["count"]) > 100


@pytest.mark.parametrize("text", ["4 -> 0", "4 -> 9999999", "1,2,3 -> 4", "4 -> 2,3,4,5"])
def test_sizes_that_are_none_are_refused_by_their_field(text: str) -> None:
    (problem,) = asked(text, 2)["problems"]
    assert problem["field"] in ("input_size", "wanted")


@pytest.mark.parametrize("text", ["", "->", "nn.ConvTranspose2d(1, 1, 3)", "3 -> x", "1 -> 2 -> 3"])
def test_all_else_is_read_as_before(text: str) -> None:
    assert not {one["code"] for one in asked(text, 2)["problems"]} & {"sizes_found", "sizes_none"}
