"""Everything bad that a person can bring, in one list: links, pastes, typed values, requests, encoders, claims.

Each with its code and with parts of the refusal as it is read in English: the field and the value as they were given,
the rule with its numbers, what would do instead; and the library's own words, where it has any.
tests/core/test_bad_inputs.py asks the core in every language, tests/browser/links/test_bad_inputs.py does what a
person does.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from deconv_core.paste import call
from deconv_core.stacks.encoder_text import LAYER_LIMIT
from deconv_core.state.panel_query import LAYERS_LIMIT, LINE_LIMIT
from tests.given.bad import RANGE, bad
from tests.given.bad_calls import FOREIGN

link, source, encoder = (partial(bad, place) for place in ("link", "source", "chain_layers"))

WHOLE = "not_a_whole_number"
SCRIPT, IMAGE = "<script>window.hurt=1</script>", "<img src=x onerror=window.hurt=1>"
NO_STRIDE, NEGATIVE = "non-positive stride is not supported", "negative padding is not supported"
TOO_SMALL, OP_RULE = "Output size is too small", "output padding must be smaller than either stride or dilation"

LINKS = [
    link("input_size=999999", RANGE, "input_size (height and width) is 999999", "1 to 16"),
    link("stride=99999999999999999999", WHOLE, "stride is “9999", "whole number from 1 to 8"),
    link("padding=-1", RANGE, "padding (height and width) is -1", "0 to 64", own=NEGATIVE),
    link("stride=0", RANGE, "stride (height and width) is 0", "1 to 8", own=NO_STRIDE),
    link("kernel_size=2.5", WHOLE, "kernel_size is “2.5”", "from 1 to 9"),
    link("stride=NaN", WHOLE, "stride is “NaN”", "from 1 to 8"),
    link("x=Infinity,1;1,1", "cell_not_a_number", "x[0,0] is “Infinity”", "such as 2"),
    link("dilation=two", WHOLE, "dilation is “two”", "from 1 to 8"),
    link("stride=2&padding=0&stride=3", "repeated", "stride is given twice", "first as “2”, then as “3”"),
    link("stride=", "empty", "stride is empty", "Give it a value"),
    link(f"stride={quote('٢')}", WHOLE, "stride is “٢”", "in digits"),
    link(f"stride={quote('２')}", WHOLE, "stride is “２”", "in digits"),
    link("stride=1,2,3", "too_many_axes", "stride is “1,2,3”", "3 numbers", "height,width"),
    link("x=" + "1," * 5000, "too_long", "1000", "at most 10000", "Shorten it"),
    link("x=1,2;3", "rows_differ", "Row 1 of x is 1 long", "row 0 is 2", "equally long"),
    link("w=" + ",".join("1" * 10), "too_many_cells", "w has 10 cells", "at most 9"),
    link("x=1,a;2,3", "cell_not_a_number", "x[0,1] is “a”"),
    link("x=1,2000000;2,3", "cell_out_of_range", "x[0,1] is 2000000", "-1000000 to 1000000"),
    link("input_size=3&x=1,2;3,4", "size_disagrees", "input_size is 3×3", "x has 2×2 numbers"),
    link("output_padding=3", "output_padding_too_large", "is 3", "max(1, 1) = 1", "Take 0 at most", own=OP_RULE),
    link("padding=5", "output_too_small", "is 5", "3 − 2·5 + 0 = −7", "Take padding 1 at most", own=TOO_SMALL),
    link("t=5", "out_of_range", "t is 5", "0 to 4"),
    link("t=-1", "out_of_range", "t is -1", "0 to 4"),
    link("t=soon", "not_a_number", "t is “soon”", "0 to 4"),
    link("pin=output:9,9", "pin_outside", "pin is “output:9,9”", "output has 3×3 cells"),
    link("pin=sky:0,0", "not_a_pin", "pin is “sky:0,0”", "output:1,2"),
    link("pin=cropped:0,0", "pin_inside_frame", "pin is “cropped:0,0”", "Pin output:0,0"),
    link("seed=-5", "out_of_range", "seed is -5", "0 to 999999"),
    link("x_fill=sevens", "not_a_choice", "x_fill is “sevens”", "random, ones, ramp, count"),
    link("square=maybe", "not_a_choice", "square is “maybe”", "0, 1"),
    link("lang=xx", "not_a_choice", "lang is “xx”", "en, zh-Hans, zh-Hant"),
    link(f"stride={quote(SCRIPT)}", WHOLE, f"stride is “{SCRIPT}”"),
    link(f"pin={quote(IMAGE)}", "not_a_pin", f"pin is “{IMAGE}”"),
    link("stride=%FF%FE", WHOLE, "stride is “"),
]

TYPED = [
    bad("stride", "0", RANGE, "stride (height and width) is 0", "1 to 8", own=NO_STRIDE),
    bad("stride", "-2", RANGE, "is -2", "1 to 8", own=NO_STRIDE),
    bad("stride", "2.5", WHOLE, "stride is “2.5”", "1 to 8"),
    bad("kernel_size", "three", WHOLE, "kernel_size is “three”", "1 to 9"),
    bad("kernel_size", "", "empty", "kernel_size is empty"),
    bad("input_size", "1e3", WHOLE, "input_size is “1e3”", "1 to 16"),
    bad("padding", "9", "output_too_small", "padding (height and width) is 9", "Take padding 3 at most", own=TOO_SMALL),
    bad("output_padding", "5", "output_padding_too_large", "is 5", "max(2, 1) = 2", "Take 1 at most", own=OP_RULE),
    bad("dilation", IMAGE, WHOLE, f"dilation is “{IMAGE}”"),
]


def layer(arguments: str) -> str:
    return f"nn.ConvTranspose2d({arguments})"


PYTORCH = [
    source(layer("1, 1, 3, output_padding=2"), "output_padding_too_large", "is 2", "Take 0", own=OP_RULE),
    source(layer("1, 1, 2, padding=9"), "output_too_small", "is 9", "Take padding 1 at most", own=TOO_SMALL),
    source(layer("1, 1, 3, padding=-1"), RANGE, "padding", "is -1", "0 to 64", own=NEGATIVE),
    source(layer("1, 1, 3, stride=0"), RANGE, "stride", "is 0", "1 to 8", own=NO_STRIDE),
    source(layer("1, 1, 3, stride=99"), RANGE, "stride", "is 99", "1 to 8"),
    source(layer("1, 1, " + "3" * call.TEXT_LIMIT), "source_too_long", "100026", "at most 100000"),
    source("nn.ConvTranspose2d(1, 1, 3", "source_not_python", "“nn.ConvTranspose2d(1, 1, 3”", "brackets"),
    source("kernel_size = 3", "source_not_a_call", "“kernel_size = 3”", "such as nn.ConvTranspose2d"),
    source("nn.Conv2d(1, 1, 3)", "source_other_layer", "This calls Conv2d", "ConvTranspose2d"),
    source("nn.ConvTranspose1d(1, 1, (3, 3))", "source_wrong_rank", "kernel_size is (3, 3)", "this layer is 1-D"),
    source(layer("1, 1, 3, stride=3.5"), "source_not_a_whole_number", "stride is 3.5", "one for each axis"),
    source(
        layer("1, 1, kernel=3"),
        "source_unknown_argument",
        "ConvTranspose2d has no argument kernel",
        own="argument 'kernel'",
    ),
    source("F.conv_transpose2d(x, w, kernel_size=3)", "source_unknown_argument", "no argument kernel_size"),
    source(layer("1, 1, 3, kernel_size=3"), "source_repeated_argument", "kernel_size is given twice"),
    source(layer("1, 1, 3, stride=2, stride=2"), "source_repeated_argument", "stride is given twice"),
    source(layer("1, " * 13), "source_too_many_arguments", "13 arguments", "12 at most", own="14 were given"),
    source(
        layer("1, 1"),
        "source_missing_argument",
        "kernel_size is missing",
        "kernel_size=3",
        own="argument: 'kernel_size'",
    ),
    source(layer("1, 1, kernel_size=k"), "source_not_a_literal", "kernel_size is k", "never runs code"),
    source(layer("1, 1, 1 + k"), "source_not_a_literal", "kernel_size is 1 + k"),
    source(layer("1, 1, 3, stride=(2, s)"), "source_not_a_literal", "stride is (2, s)"),
    source(layer("1, 1, 3, **options"), "source_not_a_literal", "options"),
    source(layer("*sizes"), "source_not_a_literal", "*sizes"),
    source(layer("1, 1, 3.0"), "source_not_a_whole_number", "kernel_size is 3.0"),
    source(layer("1, 1, '3'"), "source_not_a_whole_number", "kernel_size is '3'"),
    source(layer("1, 1, True"), "source_not_a_whole_number", "kernel_size is True"),
    source(layer("1, 1, None"), "source_not_a_whole_number", "kernel_size is None"),
    source(layer("1, 1, (3, 3, 3)"), "source_wrong_length", "kernel_size is (3, 3, 3)", "length is 3"),
    source(layer("1, 1, (3,)"), "source_wrong_length", "kernel_size is (3,)", "length is 1"),
    source(layer("1, 1, 3, stride=()"), "source_wrong_length", "stride is ()", "length is 0"),
    bad(
        "source",
        layer("1, 1, 3, padding_mode='reflect'"),
        "source_padding_mode",
        "padding_mode is 'reflect'",
        "no border to fill",
        own='Only "zeros" padding mode is supported',
    ),
    source(layer("1, 1, 3, padding='full'"), "source_padding_word", "padding is 'full'", own="tuple of ints"),
    source(layer("3, 4, 3, groups=2"), "source_groups", "groups is 2", "in_channels, 3", own="in_channels must be"),
    source(layer("4, 3, 3, groups=2"), "source_groups", "out_channels, 3", own="out_channels must be divisible"),
    source("conv_transpose(x, w, (2, 2))", "source_which_library", "Which library is this conv_transpose of"),
    bad(
        "source",
        "keras.layers.Conv1DTranspose(1, 3, (2, 2))",
        "foreign_wrong_rank",
        "Keras does not take strides = (2, 2): this layer is 1-D",
        offer="strides=(2,)",
    ),
    source("snt.Conv2DTranspose(1, (3, 3))", "source_not_read", "looks like Sonnet’s", "does not read it yet"),
    source("__import__('os').system('x')", "source_other_layer", "This calls __import__"),
    source("nn.ConvTranspose2d\uff081, 1, 3\uff09", "source_full_width", "\uff08"),
    source(IMAGE, "source_not_python", f"“{IMAGE}”"),
]


SPAN = "not_a_range"
FIELDS = [
    bad("chain_input_size", "", "empty", "input_size is empty", "1 to 100000"),
    bad("finder_input_size", "zero", WHOLE, "input_size is “zero”", "1 to 100000"),
    bad("finder_input_size", "0", "out_of_range", "input_size is 0", "1 to 100000"),
    bad("finder_input_size", "-3", "out_of_range", "input_size is -3", "1 to 100000"),
    bad("finder_input_size", "1e9", WHOLE, "input_size is “1e9”"),
    bad("finder_input_size", "4" * 41, "field_too_long", "input_size has 41 characters", "at most 40"),
    bad("finder_wanted", "1,2,3", "too_many_axes", "wanted size is “1,2,3”", "3 numbers", "height,width"),
    bad("finder_wanted", "999999999999", WHOLE, "wanted size is “999999999999”"),
    bad("finder_wanted", "NaN", WHOLE, "wanted size is “NaN”"),
    bad("finder_kernel_size", "9-1", "backwards", "kernel_size goes from 9 down to 1", "Write 1-9"),
    bad("finder_stride", "0-3", "out_of_range", "stride is 0", "1 to 1000"),
    bad("finder_padding", "a-b", WHOLE, "padding is “a-b”", "0 to 1000"),
    bad("finder_output_padding", "-", SPAN, "output_padding is “-”", "from 0 to 1000: such as 1-9"),
    bad("finder_dilation", "1-2-3", SPAN, "dilation is “1-2-3”", "from 1 to 1000"),
    bad("finder_dilation", "1-99999", "out_of_range", "dilation is 99999", "1 to 1000"),
    bad("finder_stride", "0", "out_of_range", "stride is 0", "1 to 1000"),
    bad("finder_padding", "-1", SPAN, "padding is “-1”", "from 0 to 1000"),
    bad("finder_wanted", "12;12", WHOLE, "wanted size is “12;12”"),
    bad("finder_kernel_size", "2.5", WHOLE, "kernel_size is “2.5”", "1 to 1000"),
    bad("finder_output_padding", "1,2,3", "too_many_axes", "output_padding is “1,2,3”", "3 numbers"),
    bad("finder_dilation", "0", "out_of_range", "dilation is 0", "1 to 1000"),
    bad("finder_wanted", SCRIPT, WHOLE, f"wanted size is “{SCRIPT}”"),
    bad("chain_input_size", "0,4", "out_of_range", "input_size is 0", "1 to 100000"),
]


# Of the line: what no other text is. A layer in it is refused as one is that is pasted on the stage.
LINES = [
    bad("finder_line", "my layer", "line_unread", "“my layer” is no layer", "or 89 alone"),
    bad("finder_line", IMAGE, "line_unread", f"“{IMAGE}” is no layer"),
    bad("finder_line", "4 -> 9 -> 20", "line_unread", "is no layer, no sizes and no encoder"),
    bad("finder_line", "9" * (LINE_LIMIT + 1), "line_too_long", "601 characters", "at most 600"),
    bad("finder_line", "0 -> 9", "out_of_range", "input_size is 0", "1 to 100000"),
    bad("finder_line", layer("1, 1, 99999"), "out_of_range", "kernel_size is 99999", "1 to 1000"),
    bad("finder_line", layer("1, 1, 3, strides=2"), "source_unknown_argument", "has no argument strides"),
    bad("finder_line", "nn.Linear(3, 4)", "source_other_layer", "This calls Linear"),
]


def conv(arguments: str) -> str:
    return f"nn.Conv2d({arguments})"


ENCODERS = [
    encoder("", "encoder_empty", "no Conv2d", "Paste one"),
    encoder("# nothing", "encoder_empty", "no Conv2d"),
    encoder("x" * (LAYERS_LIMIT + 1), "encoder_too_long", "5001 characters", "at most 5000"),
    encoder(f"{conv('1, 1, 3')}\n" * (LAYER_LIMIT + 1), "encoder_too_many_layers", "65", "at most 64"),
    encoder("nn.Conv2d(1, 1", "encoder_not_python", "Line 1", "“nn.Conv2d(1, 1”", "brackets"),
    encoder("(" * 5000, "encoder_empty", "no Conv2d"),
    encoder(f"{conv('1, 1, 3')} {IMAGE}", "encoder_not_python", "Line 1"),
    encoder(f"for i in range(3): {conv('1, 1, 3')}", "encoder_not_a_list", "Line 1", "never runs code"),
    encoder(f"[{conv('1, 1, 3')}] * 3", "encoder_not_a_list", "Line 1, “[nn.Conv2d(1, 1, 3)] * 3”"),
    encoder(f"nn.Sequential(*[{conv('1, 1, 3')} for _ in x])", "encoder_not_a_list", "Line 1"),
    encoder("nn.MaxPool2d(2)", "encoder_other_layer", "Line 1 calls MaxPool2d", "Take it out"),
    encoder("nn.ConvTranspose2d(1, 1, 3)", "encoder_other_layer", "Line 1 calls ConvTranspose2d"),
    encoder("__import__('os').system('true')", "encoder_other_layer", "Line 1 calls system"),
    encoder(conv("1, 1, 0"), "encoder_out_of_range", "kernel_size is 0", "1 to 10000"),
    encoder(conv("1, 1, 3, stride=0"), "encoder_out_of_range", "stride is 0", "1 to 10000"),
    encoder(conv("1, 1, 3, padding=-1"), "encoder_out_of_range", "padding is -1", "0 to 10000"),
    encoder(conv(f"1, 1, 3, groups='{IMAGE}'"), "encoder_not_a_count", "groups is '<img", "from 1 on, or a name"),
    encoder(conv("0, 1, 3"), "encoder_not_a_count", "in_channels is 0", "from 1 on"),
    encoder(conv("1, 1.5, 3"), "encoder_not_a_count", "out_channels is 1.5", "from 1 on"),
    encoder(conv("1, True, 3"), "encoder_not_a_count", "out_channels is True"),
    encoder(conv("-2, 1, 3"), "encoder_not_a_count", "in_channels is -2", "such as dim or 8 times ngf"),
    encoder(conv("1, 1, 99999"), "encoder_out_of_range", "kernel_size is 99999", "1 to 10000"),
    bad(
        "chain_layers",
        conv("1, 1, 3, padding='full'"),
        "encoder_padding_text",
        "padding is “full”",
        '"same" and "valid"',
    ),
    encoder(conv("1, 1, 3, 2, 'same'"), "encoder_same_with_stride", 'padding="same"', "take stride 1"),
    encoder(conv("1, 1"), "source_missing_argument", "kernel_size is missing"),
    encoder(conv("1, 1, k"), "source_not_a_literal", "kernel_size is k"),
    encoder(conv("1, 1, 2.5"), "source_not_a_whole_number", "kernel_size is 2.5"),
    bad(
        "chain_layers",
        conv("1, 1, (3, 3, 3)"),
        "source_wrong_length",
        "kernel_size is (3, 3, 3)",
        "there are two axes",
    ),
    encoder(conv("1, 1, 3, kernel=3"), "source_unknown_argument", "Conv2d has no argument kernel"),
    encoder(conv("1, 1, 3, kernel_size=3"), "source_repeated_argument", "kernel_size is given twice"),
    encoder(conv("1, " * 20), "source_too_many_arguments", "20 arguments"),
    encoder(conv("*args"), "source_not_a_literal", "*args"),
]

# What can be read, and cannot be done, with this layer in the line. "all" are five ranges, in the order of the fields.
UNDOABLE_OF = {"finder_line": layer("1, 1, 3, stride=2, padding=1"), "finder_input_size": "6", "finder_wanted": "12"}
UNDOABLE = [
    bad("all", "1-100 1-100 0-99 0-99 1-10", "too_many", "1,000,000,000 settings", "2,000,000 are", "Then they hold"),
    bad(
        "finder_wanted",
        "14",
        "output_size_refused",
        "output_size 14",
        "between 11, the default, and 12",
        own="requested an output size of",
    ),
    bad(
        "finder_padding",
        "9",
        "output_size_empty",
        "nothing is left",
        "Take padding 6 at most",
        own="requested an output size of",
    ),
    bad(
        "finder_padding",
        "300",
        "claim_refused",
        "PyTorch refuses this layer",
        "padding (height and width) is 300",
        "Take padding 6 at most",
        own=TOO_SMALL,
    ),
    bad(
        "finder_output_padding",
        "2",
        "claim_refused",
        "output_padding (height and width) is 2",
        "Take 1 at most",
        own=OP_RULE,
    ),
    bad(
        "chain_input_size",
        "2",
        "chain_kernel_too_large",
        "Layer 3 (line 4) cannot run",
        "padded input of 1",
        "Take a larger input",
        own="Kernel size can't be greater",
    ),
]

SOURCES = PYTORCH + FOREIGN
PANELS = FIELDS + LINES + ENCODERS
BAD = LINKS + TYPED + SOURCES + PANELS + UNDOABLE
