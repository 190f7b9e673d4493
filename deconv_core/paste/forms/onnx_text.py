"""The many ways in which a ConvTranspose node of ONNX is written down, each brought into the form of a call.

strides=[2, 2], auto_pad="VALID"                            attributes alone, also one a line or as Netron shows them
y = ConvTranspose <strides: ints = [2, 2]> (x, w)           onnx.printer.to_text
%y = ConvTranspose[strides = [2, 2]](%x, %w)                onnx.helper.printable_node
op_type: "ConvTranspose" attribute { name: "strides" … }    str(node), the text of a protocol buffer
%y : Float(…) = onnx::ConvTranspose[strides=[2, 2]](%x, %w) PyTorch's exporter
%y = "onnx.ConvTranspose"(%x, %w) {strides = [2, 2]}        MLIR
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deconv_core.frameworks.onnx import ATTRIBUTES

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
GRAPH = re.compile(r"\bonnx::ConvTranspose\[(?P<attributes>[^()%\n]{0,1000})\]\(")
MLIR = re.compile(r'"onnx\.ConvTranspose"\([^()\n]{0,400}\)\s{0,9}(?:<\{|\{)(?P<attributes>[^{}]{0,1500})\}')
# Of a node that stands in a longer text.
TEXTUAL = re.compile(r"(?<![\w.])ConvTranspose\s{0,9}(?:\[[^\]\n]{0,100}\]\s{0,9})?<(?P<attributes>[^<>]{0,1500})>")
PRINTABLE = re.compile(r"(?<![\w.:])ConvTranspose\[(?P<attributes>[^()%\n]{0,1000})\]\(")
FORMS = (GRAPH, MLIR, TEXTUAL, PRINTABLE)
ATTRIBUTE = re.compile(
    rf'\b({NAMES})\b\s{{0,9}}(?::\s{{0,9}}(?:ints?|string)\s{{0,9}})?=\s{{0,9}}(\[[^\[\]]{{0,200}}\]|"\w{{0,20}}"|-?\d{{1,9}})'
)
BARE = re.compile(rf"\s*(?:{NAMES})\s*(?:=|:)")
SAID = re.compile(r"[ \t]*(?P<name>\w+)[ \t]*(?P<sign>[:=])[ \t]*")
# Numbers without a bracket around them, and a word without quotes.
NUMBERS = re.compile(rf"((?:{NAMES})\s*=\s*)(-?\d+(?:[ \t]*,[ \t]*-?\d+)+)")
# A name and what it is on a line of their own each.
APART = re.compile(rf"^[ \t]*({NAMES})[ \t]*\n[ \t]*(?=[-\w\[\"'])", re.M)
WORD = re.compile(r"(auto_pad\s*=\s*)([A-Za-z_]+)\b")


def nodes(text: str) -> Iterator[tuple[int, str]]:
    """Each node in a longer text, where it stands and as a call."""
    if "ConvTranspose" not in text:
        return
    for form in FORMS:
        for found in form.finditer(text):
            said = (f"{key}={value}" for key, value in ATTRIBUTE.findall(found["attributes"]))
            yield found.start(), f"op.ConvTranspose({', '.join(said)})"


def is_bare(text: str) -> bool:
    """Whether a text begins with an attribute."""
    return bool(BARE.match(text))


def as_call(text: str) -> str:
    """A node's text as a call of op.ConvTranspose; any other text as it is."""
    if found := PRINTED.fullmatch(text) or LISTED.fullmatch(text):
        return f"op.ConvTranspose({KIND.sub('=', found['attributes'])})"
    if BUFFER.search(text):
        return f"op.ConvTranspose({', '.join(_field(one['field']) for one in FIELD.finditer(text))})"
    text = APART.sub(r"\1 = ", text)
    if not is_bare(text):
        return text
    attributes = WORD.sub(r'\1"\2"', NUMBERS.sub(r"\1[\2]", _listed(text)))
    return f"op.ConvTranspose({attributes}\n)"


def _listed(text: str) -> str:
    """Attributes as arguments: one a line needs no comma, and has a colon or not; a list may go over several lines."""
    lines: list[str] = []
    for line in text.splitlines():
        said = SAID.match(line)
        if said and said["name"] in ATTRIBUTES:
            while lines and not lines[-1].strip():
                lines.pop()
            lines[-1:] = [f"{last.rstrip().removesuffix(',')}," for last in lines[-1:]]
        lines.append(f"{said['name']}={line[said.end() :]}" if said and said["sign"] == ":" else line)
    return "\n".join(lines)


def _field(text: str) -> str:
    """An attribute of a protocol buffer; what is no number and no word of one, a tensor say, is left out."""
    values = FIELD_VALUE.findall(text)
    written = ", ".join(value for _, value in values)
    name = "".join(FIELD_NAME.findall(text)[:1])
    return f"{name}=[{written}]" if any(kind == "ints" for kind, _ in values) else f"{name}={written}"
