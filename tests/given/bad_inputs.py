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
from deconv_core.state.panel_query import LAYERS_LIMIT
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
    source(layer("1, 1, " + "3" * call.TEXT_LIMIT), "source_too_long", "1026", "at most 1000"),
    source("nn.ConvTranspose2d(1, 1, 3", "source_not_python", "“nn.ConvTranspose2d(1, 1, 3”", "brackets"),
    source("kernel_size = 3", "source_not_a_call", "“kernel_size = 3”", "such as nn.ConvTranspose2d"),
    source("nn.Conv2d(1, 1, 3)", "source_other_layer", "This calls Conv2d", "ConvTranspose2d"),
    source("nn.ConvTranspose3d(1, 1, 3)", "source_other_layer", "This calls ConvTranspose3d"),
    source("nn.ConvTranspose1d(1, 1, (3, 4))", "source_one_axis", "kernel_size is (3, 4)", "one whole number"),
    source("F.conv_transpose3d(x, w)", "source_other_layer", "This calls conv_transpose3d"),
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
    source(layer("1, 1, 1 + 2"), "source_not_a_literal", "kernel_size is 1 + 2"),
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
    source(f"{layer('1, 1, 3')}\n{layer('1, 1, 4')}", "source_several_calls", "One call is wanted"),
    source("conv_transpose(x, w, (2, 2))", "source_which_library", "Which library is this conv_transpose of"),
    source("nnx.ConvTranspose(1, 1, (3, 3))", "source_not_read", "looks like Flax (nnx)’s", "does not read it yet"),
    source("%9 = onnx::ConvTranspose[strides=[2, 2]](%1, %2)", "source_onnx_graph", "as PyTorch’s exporter prints"),
    source('%9 = "onnx.ConvTranspose"(%1, %2) {}', "source_onnx_mlir", "as MLIR writes it"),
    source("__import__('os').system('x')", "source_other_layer", "This calls __import__"),
    source("nn.ConvTranspose2d\uff081, 1, 3\uff09", "source_full_width", "\uff08"),
    source(IMAGE, "source_not_python", f"“{IMAGE}”"),
]


SPAN = "not_a_range"
FIELDS = [
    bad("solver_input_size", "", "empty", "input_size is empty", "1 to 100000"),
    bad("solver_input_size", "zero", WHOLE, "input_size is “zero”", "1 to 100000"),
    bad("solver_input_size", "0", "out_of_range", "input_size is 0", "1 to 100000"),
    bad("solver_input_size", "-3", "out_of_range", "input_size is -3", "1 to 100000"),
    bad("solver_input_size", "1e9", WHOLE, "input_size is “1e9”"),
    bad("solver_input_size", "4" * 41, "field_too_long", "input_size has 41 characters", "at most 40"),
    bad("solver_wanted", "1,2,3", "too_many_axes", "wanted size is “1,2,3”", "3 numbers", "height,width"),
    bad("solver_wanted", "999999999999", WHOLE, "wanted size is “999999999999”"),
    bad("solver_wanted", "NaN", WHOLE, "wanted size is “NaN”"),
    bad("ranges_kernel_size", "9-1", "backwards", "kernel_size goes from 9 down to 1", "Write 1-9"),
    bad("ranges_stride", "0-3", "out_of_range", "stride is 0", "1 to 1000"),
    bad("ranges_padding", "a-b", WHOLE, "padding is “a-b”", "0 to 1000"),
    bad("ranges_output_padding", "-", SPAN, "output_padding is “-”", "from 0 to 1000: such as 1-9"),
    bad("ranges_dilation", "1-2-3", SPAN, "dilation is “1-2-3”", "from 1 to 1000"),
    bad("ranges_dilation", "1-99999", "out_of_range", "dilation is 99999", "1 to 1000"),
    bad("output_size_input_size", "x", WHOLE, "input_size is “x”"),
    bad("output_size_stride", "0", "out_of_range", "stride is 0", "1 to 1000"),
    bad("output_size_padding", "-1", "out_of_range", "padding is -1", "0 to 1000"),
    bad("output_size_output_size", "12;12", WHOLE, "output_size is “12;12”"),
    bad("claim_kernel_size", "2.5", WHOLE, "kernel_size is “2.5”", "1 to 1000"),
    bad("claim_claimed", "", "empty", "claimed size is empty"),
    bad("claim_dilation", "0", "out_of_range", "dilation is 0", "1 to 1000"),
    bad("claim_claimed", SCRIPT, WHOLE, f"claimed size is “{SCRIPT}”"),
    bad("chain_input_size", "0,4", "out_of_range", "input_size is 0", "1 to 100000"),
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

# What can be read, and cannot be done. "ranges" are all five, in the order of the solver's fields.
UNDOABLE = [
    bad(
        "ranges", "1-100 1-100 0-99 0-99 1-10", "too_many", "1,000,000,000 settings", "at most 2,000,000", "Narrow one"
    ),
    bad(
        "output_size_output_size",
        "14",
        "output_size_refused",
        "output_size 14",
        "between 11, the default, and 12",
        own="requested an output size of",
    ),
    bad(
        "output_size_padding",
        "9",
        "output_size_empty",
        "nothing is left",
        "less padding",
        own="requested an output size of",
    ),
    bad(
        "claim_padding",
        "300",
        "claim_refused",
        "padding (height and width) is 300",
        "Take padding 220 at most",
        own=TOO_SMALL,
    ),
    bad(
        "claim_output_padding",
        "1",
        "claim_refused",
        "output_padding (height and width) is 1",
        "Take 0 at most",
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
PANELS = FIELDS + ENCODERS
BAD = LINKS + TYPED + SOURCES + PANELS + UNDOABLE
