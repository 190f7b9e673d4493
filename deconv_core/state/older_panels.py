"""Older links: the page Sizes once had a layer in each of its panels. What they say, as it is typed today.

Each of these panels said all of its layer: what such a link leaves out had the panel's usual text, here beside it. The
solver's ranges are left out where they were usual, as they still are. One layer is asked about now, so of a link that
says several the first counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from deconv_core.sizes.ranges import KEYS

# Panel -> (its field, what that is called today) -> its usual text.
OLDER: Mapping[str, Mapping[tuple[str, str], str]] = {
    "solver": {
        ("solver_input_size", "input_size"): "438",
        ("solver_wanted", "wanted"): "440",
        **{(f"ranges_{key}", key): "" for key in KEYS},
    },
    "output_size": {
        ("output_size_input_size", "input_size"): "6",
        ("output_size_kernel_size", "kernel_size"): "3",
        ("output_size_stride", "stride"): "2",
        ("output_size_padding", "padding"): "1",
        ("output_size_dilation", "dilation"): "1",
        ("output_size_output_size", "wanted"): "12",
    },
    "claim": {
        ("claim_input_size", "input_size"): "438",
        ("claim_kernel_size", "kernel_size"): "4",
        ("claim_stride", "stride"): "1",
        ("claim_padding", "padding"): "1",
        ("claim_output_padding", "output_padding"): "0",
        ("claim_dilation", "dilation"): "1",
        ("claim_claimed", "wanted"): "440",
    },
}
OLDER_WORDS = tuple(word for panel in OLDER.values() for word, _ in panel)


def today(query: Mapping[str, str]) -> dict[str, str]:
    """What an older link's first panel says, by the names that the finder's fields have today."""
    said = _said(query)
    return {name: str(query.get(word, usual)) for (word, name), usual in OLDER[said[0]].items()} if said else {}


def says_more(query: Mapping[str, str]) -> bool:
    """Whether it says more layers than the one that is shown."""
    return len(_said(query)) > 1


def _said(query: Mapping[str, str]) -> list[str]:
    return [name for name, panel in OLDER.items() if any(word in query for word, _ in panel)]
