"""The many ways in which a ConvTranspose node of ONNX is written down, each brought into the form of a call.

strides=[2, 2], auto_pad="VALID"                            attributes alone, also one a line or as Netron shows them
y = ConvTranspose <strides: ints = [2, 2]> (x, w)           onnx.printer.to_text
%y = ConvTranspose[strides = [2, 2]](%x, %w)                onnx.helper.printable_node
op_type: "ConvTranspose" attribute { name: "strides" … }    str(node), the text of a protocol buffer
"""

from __future__ import annotations

import re

# In the order in which ONNX looks at them, each with its kind.
ATTRIBUTES = {
    "auto_pad": "STRING",
    "dilations": "INTS",
    "group": "INT",
    "kernel_shape": "INTS",
    "output_padding": "INTS",
    "output_shape": "INTS",
    "pads": "INTS",
    "strides": "INTS",
}

NAMES = "|".join(ATTRIBUTES)
PRINTED = re.compile(
    r"(?:[^<>]*=)?\s*ConvTranspose\s*(?:\[[^\]]*\]\s*)?<(?P<attributes>[^<>]*)>\s*(?:\([^()]*\))?", re.S
)
LISTED = re.compile(r"(?:%[\w.]+\s*=\s*)?ConvTranspose\[(?P<attributes>[^()%]*)\]\s*\([^()]*\)", re.S)
KIND = re.compile(r":\s*(?:ints?|string)\s*=")
BUFFER = re.compile(r'\bop_type:\s*"ConvTranspose"')
FIELD = re.compile(r"\battribute\s*\{(?P<field>[^{}]*)\}")
FIELD_NAME = re.compile(r'\bname:\s*"(\w+)"')
FIELD_VALUE = re.compile(r'\b(ints|i|s):\s*(-?\d+|"\w*")')
BARE = re.compile(rf"\s*(?:{NAMES})\s*(?:=|:)")
NEXT = re.compile(rf",?\s*\n(?=\s*(?:{NAMES})\s*=)")
COLON = re.compile(r"^\s*(\w+)\s*:\s*", re.M)
# Numbers without a bracket around them, and a word without quotes.
NUMBERS = re.compile(rf"((?:{NAMES})\s*=\s*)(-?\d+(?:[ \t]*,[ \t]*-?\d+)+)")
WORD = re.compile(r"(auto_pad\s*=\s*)([A-Za-z_]+)\b")


def is_bare(text: str) -> bool:
    """Whether a text begins with an attribute."""
    return bool(BARE.match(text))


def kind(value: object) -> str | None:
    """The kind of attribute that onnx.helper.make_node makes of a value.

    None: not foreseen, as it takes no flag, no mixture and no list of nothing.
    """
    if isinstance(value, str):
        return "STRING"
    if type(value) in (int, float):
        return "INT" if type(value) is int else "FLOAT"
    if isinstance(value, (tuple, list)) and value:
        kinds = {kind(one) for one in value}
        return "INTS" if kinds == {"INT"} else "STRINGS" if kinds == {"STRING"} else None
    return None


def as_call(text: str) -> str:
    """A node's text as a call of ConvTranspose; any other text as it is."""
    if found := PRINTED.fullmatch(text) or LISTED.fullmatch(text):
        return f"ConvTranspose({KIND.sub('=', found['attributes'])})"
    if BUFFER.search(text):
        return f"ConvTranspose({', '.join(_field(one['field']) for one in FIELD.finditer(text))})"
    if not is_bare(text):
        return text
    # One attribute a line needs no comma; a list may go over several lines.
    attributes = NEXT.sub(",\n", COLON.sub(r"\1=", text))
    attributes = WORD.sub(r'\1"\2"', NUMBERS.sub(r"\1[\2]", attributes))
    return f"ConvTranspose({attributes}\n)"


def _field(text: str) -> str:
    """An attribute of a protocol buffer; what is no number and no word of one, a tensor say, is left out."""
    values = FIELD_VALUE.findall(text)
    written = ", ".join(value for _, value in values)
    name = "".join(FIELD_NAME.findall(text)[:1])
    return f"{name}=[{written}]" if any(kind == "ints" for kind, _ in values) else f"{name}={written}"
