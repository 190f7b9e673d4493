"""Worked examples to start from, in the order of a lesson. Their words: presets.<key>.title, presets.<key>.look.

Most are published examples that learners ask about; tests/core/state/test_presets.py proves what each is said to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deconv_core.state.fields import State
from deconv_core.state.query import read_query


@dataclass(frozen=True)
class Preset:
    """One example: `query` is link text, of which only what matters is said."""

    key: str
    query: str

    @property
    def state(self) -> State:
        return read_query(self.query).state


FOUR = "x=2,4;0,1&w=3,1;1,5"
ROWS = "x=" + ";".join(["1,2,3,4,5"] * 5) + "&w=1"
ONES_4X4 = "x=" + ";".join(["1,1,1,1"] * 4)
ONES_5X5 = "x=" + ";".join(["1,1,1,1,1"] * 5)
ONES = "x=1,1;1,1&w=1,1;1,1"
ONES_TAKEN = f"{ONES}&stride=2&padding=1&output_padding=1"
ONE_ROW = "x=1,1,1&w=1,2,3&stride=1,2"
UNEVEN = "input_size=4&kernel_size=3,5&stride=2,1&padding=4,2&x_fill=count&w_fill=ones"
COUNTED = "x_fill=count&w_fill=ones"
SIX = "input_size=6&kernel_size=3&stride=2&padding=1&x_fill=count&w_fill=ones"
BILINEAR = (
    "w=0.0625,0.1875,0.1875,0.0625;0.1875,0.5625,0.5625,0.1875;0.1875,0.5625,0.5625,0.1875;0.0625,0.1875,0.1875,0.0625"
)

# By what they are about. Their words: presets.group_<name>.
GROUPS: Mapping[str, tuple[Preset, ...]] = {
    "stamps": (
        Preset("stamps", FOUR),
        Preset("stamps_stride", f"{FOUR}&stride=2"),
        Preset("stamps_padding", f"{FOUR}&padding=1"),
        Preset("stamps_stride_padding", f"{FOUR}&stride=2&padding=1"),
        Preset("one_tap", ROWS),
        Preset("one_tap_stride_2", f"{ROWS}&stride=2"),
        Preset("one_tap_stride_3", f"{ROWS}&stride=3"),
        Preset("one_tap_padding_1", f"{ROWS}&padding=1"),
        Preset("one_tap_padding_2", f"{ROWS}&padding=2"),
    ),
    "overlap": (
        Preset("six_and_twelve", f"{ONES_4X4}&w=1,2,3,4;5,6,7,8;9,10,11,12;13,14,15,16&stride=2&padding=1"),
        Preset("nearest", "x=1,2,3;4,5,6;7,8,9&w=1,1;1,1&stride=2"),
        Preset("bilinear", f"x=16,32,64;48,0,16;32,80,48&{BILINEAR}&stride=2&padding=1"),
        Preset("checkerboard", f"{ONES_4X4}&w=1,1,1;1,1,1;1,1,1&stride=2"),
        Preset("even_coverage", f"{ONES_4X4}&w=1,1,1,1;1,1,1,1;1,1,1,1;1,1,1,1&stride=2&padding=1"),
        Preset("even_checkerboard", f"{ONES_4X4}&w=2,1,2,1;1,2,1,2;2,1,2,1;1,2,1,2&stride=2&padding=1"),
    ),
    "output_padding": (
        Preset("cropped_row", f"{ONE_ROW}&padding=0,1"),
        Preset("taken_back", f"{ONE_ROW}&padding=0,1&output_padding=0,1"),
        Preset("appended_zero", f"{ONE_ROW}&output_padding=0,1"),
        Preset("one_tap_output_padding", f"{ROWS}&stride=2&output_padding=1"),
        Preset("gap_taken_back", "x=1,2,3&w=1&stride=1,3&padding=0,2&output_padding=0,1"),
        Preset("size_11", SIX),
        Preset("size_12", f"{SIX}&output_padding=1"),
        Preset("dilation_allows", "input_size=3&kernel_size=3&dilation=3&output_padding=2&x_fill=count&w_fill=ones"),
    ),
    "axes": (
        Preset("uneven_axes", UNEVEN),
        Preset("uneven_dilation", f"{UNEVEN}&dilation=3,1"),
        Preset("wide_padding", "x=1,2,3,4;5,6,7,8;9,10,11,12;13,14,15,16&w=3,1;1,5&stride=2&padding=2"),
    ),
    "one_dimension": (
        Preset("strip", "rank=1&x=1,2,3&w=1,10,100"),
        Preset("strip_doubled", "rank=1&x=1,2,3,4,5,6&w=1,3,3,1&stride=2&padding=1"),
        Preset("strip_causal", "rank=1&x=1,2,3,4&w=1,10,100&stride=2"),
        Preset("strip_half_reached", "rank=1&x=1,1,1,1,1,1&w=1,1,1&stride=2&padding=1&output_padding=1&dilation=2"),
    ),
    "channels": (
        Preset("two_to_one", "x=1,2;3,4:10,20;30,40&w=1,1;1,1::1,0;0,1"),
        Preset("one_to_two", f"{FOUR}:0,1;1,0&stride=2"),
        Preset("two_to_three", f"in_channels=2&out_channels=3&input_size=4&kernel_size=2&{COUNTED}"),
        Preset("two_to_three_stride_2", f"in_channels=2&out_channels=3&input_size=4&kernel_size=3&stride=2&{COUNTED}"),
        Preset("two_to_three_uneven", f"in_channels=2&out_channels=3&{UNEVEN}"),
        Preset("two_to_three_dilated", f"in_channels=2&out_channels=3&{UNEVEN}&dilation=3,1"),
        Preset("two_groups", f"in_channels=4&out_channels=4&groups=2&input_size=2&kernel_size=2&stride=2&{COUNTED}"),
        Preset("depthwise", f"in_channels=3&out_channels=3&groups=3&input_size=2&kernel_size=3&stride=2&{COUNTED}"),
        Preset("bias", f"{ONES}&stride=3&bias=5"),
    ),
    "three_dimensions": (
        Preset("volume", f"rank=3&input_size=2&kernel_size=2&{COUNTED}"),
        Preset("volume_doubled", f"rank=3&input_size=2&kernel_size=4&stride=2&padding=1&{COUNTED}"),
    ),
    "frameworks": (
        Preset("one_cell_apart", "x=1,2,3;4,5,6;7,8,9&w=1,1,1;1,1,1;1,1,1&stride=2&padding=1&output_padding=1"),
        Preset("ones_2", f"{ONES}&frameworks_ask=same&frameworks_output_shape=2"),
        Preset("ones_3", f"{ONES}&frameworks_ask=valid&frameworks_output_shape=3"),
        Preset("ones_4", f"{ONES}&stride=2&frameworks_ask=same&frameworks_output_shape=4"),
        Preset("ones_4_valid", f"{ONES}&stride=2&frameworks_ask=valid&frameworks_output_shape=4"),
        Preset("ones_3_of_4", f"{ONES_TAKEN}&frameworks_ask=same&frameworks_output_shape=3"),
        Preset("ones_5", f"{ONES}&stride=2&output_padding=1&frameworks_ask=valid&frameworks_output_shape=5"),
    ),
    "forward": (
        Preset("conv_4", f"{ONES_4X4}&w=1,1;1,1&frameworks_side=forward"),
        Preset("conv_4_stride_2", f"{ONES_4X4}&w=1,1;1,1&stride=2&frameworks_side=forward"),
        Preset("conv_5_stride_2", f"{ONES_5X5}&w=1,1;1,1&stride=2&frameworks_side=forward"),
    ),
}
PRESETS = tuple(preset for group in GROUPS.values() for preset in group)

# The example that a page opens with where no link says another: what the page is about shows at once.
FIRST: Mapping[str, str] = {"sizes": "size_11", "frameworks": "one_cell_apart", "dilated": "stamps_stride"}
