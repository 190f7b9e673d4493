"""What a text without any call is all the same: an error message that the page does not know, or a model's summary."""

from __future__ import annotations

import re

ERROR = re.compile(r"Traceback \(most recent call last\)|^[\w.\[ ]{0,120}(?:Error|Exception)\b[\]:]", re.M)
# torchsummary's "ConvTranspose2d-1", torchinfo's "ConvTranspose2d: 1-1", Keras's "(Conv2DTranspose)", often cut.
SUMMARY = re.compile(r"\bConvTranspose[123]d(?:-\d+|: \d+-\d+)\s|\(Conv[123]DTr[anspose]{0,7}\)?\s")


def is_error(text: str) -> bool:
    return bool(ERROR.search(text))


def is_summary(text: str) -> bool:
    return bool(SUMMARY.search(text))
