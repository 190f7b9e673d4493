"""A picture that a visitor brings: PNG, JPEG or WebP, read by Pillow within limits.

Turned as its EXIF says; of an animation the first frame; transparency laid on white; palette, CMYK and colour profile
turned to sRGB; 16 bits a channel kept, but where a colour profile asks for Pillow's 8.
"""

from __future__ import annotations

import threading
import warnings
from contextlib import suppress
from io import BytesIO
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

from deconv_core.pictures import limits
from deconv_core.pictures.files import deep
from deconv_core.pictures.picture import Picture
from deconv_core.refusal import UnreadError, Value, unread

FORMATS = ("PNG", "JPEG", "WEBP")
# What a reader's browser offers to choose from.
SUFFIXES = ("png", "jpg", "jpeg", "webp")
PictureCode = Literal[
    "picture_empty", "picture_too_large", "picture_too_many_pixels", "picture_unknown", "picture_damaged"
]
# Said beside a picture: how it was read.
Note = Literal[
    "turned", "first_frame", "on_white", "cmyk", "profile", "profile_unread", "sixteen_bits", "eight_of_sixteen"
]
NOTES = get_args(Note)
# Modes of Pillow for 16 bits of grey.
DEEP = ("I;16", "I;16B", "I;16L", "I")
_few = threading.BoundedSemaphore(limits.AT_ONCE)

# Pillow warns from a size on that is beyond our limit anyway.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def read(data: bytes, name: str = "") -> Picture:
    """The picture in a file's bytes. Raises UnreadError and nothing else."""
    most = limits.FILE_MEGABYTES
    if not data:
        raise refused("picture_empty")
    if len(data) > most * limits.MEGABYTE:
        raise refused("picture_too_large", megabytes=round(len(data) / limits.MEGABYTE, 1), limit=most)
    with _few:
        image = _opened(data)
        try:
            return _read(image, data, name)
        except Exception as error:
            # Decoders of damaged files raise nearly anything: OSError, SyntaxError, struct.error, zlib.error …
            raise refused("picture_damaged", format=str(image.format)) from error


def refused(code: PictureCode, **values: Value) -> UnreadError:
    return unread(code, values, "picture")


def _opened(data: bytes) -> Image.Image:
    """Its head read, no pixel yet: what it claims to be is judged first."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise refused("picture_too_many_pixels", size="", **_pixel_limits()) from error
    except Exception as error:
        raise refused("picture_unknown") from error
    width, height = image.size
    if width * height > limits.PIXELS or max(width, height) > limits.SIDE:
        raise refused("picture_too_many_pixels", size=f"{height}×{width}", **_pixel_limits())
    return image


def _pixel_limits() -> dict[str, Value]:
    return {"limit": f"{limits.PIXELS / 1e6:.1f}", "side": limits.SIDE}


def _read(image: Image.Image, data: bytes, name: str) -> Picture:
    notes: list[Note] = []
    if getattr(image, "n_frames", 1) > 1:
        notes.append("first_frame")
        image.seek(0)
    how, profile = deep.lying(image), image.info.get("icc_profile")
    image.load()
    if image.mode in DEEP or how in deep.LOW:
        if not (profile and how in ("RGB;16B", "RGBA;16B")):
            return _in_16_bits(image, data, how, notes, name)
        notes.append("eight_of_sixteen")
    image = _in_srgb(_on_white(_turned(image, notes), notes), profile, notes)
    pixels = np.asarray(image)
    return Picture(_laid(pixels), tuple(notes), name)


def _laid(pixels: Any) -> NDArray[Any]:
    """`[channels, height, width]`"""
    return np.ascontiguousarray(pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1))


def _in_16_bits(image: Image.Image, data: bytes, how: str, notes: list[Note], name: str) -> Picture:
    clear = image.info.get("transparency")
    high = _turned(image, notes)
    notes.append("sixteen_bits")
    if how in deep.LOW:
        other = _opened(data)
        deep.take_low(other)
        values = deep.joined(how, high, _turned(other, []))
    else:
        values = np.asarray(high).clip(0, deep.MOST).astype(np.uint16)[..., None]
    values, was_clear = deep.on_white(values, clear)
    if was_clear:
        notes.append("on_white")
    return Picture(_laid(values), tuple(notes), name)


def _turned(image: Image.Image, notes: list[Note]) -> Image.Image:
    """As its EXIF says it was held; EXIF that cannot be read turns nothing."""
    turned: Any = None
    with suppress(Exception):
        turned = ImageOps.exif_transpose(image)
        if image.getexif().get(0x0112, 1) in range(2, 9) and turned is not None:
            notes.append("turned")
    return image if turned is None else turned


def _on_white(image: Image.Image, notes: list[Note]) -> Image.Image:
    """Without transparency, in mode L, RGB or CMYK."""
    if not (image.has_transparency_data or image.mode in ("P", "PA")):
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("L" if image.mode == "1" else "RGB")
    grey = image.mode in ("L", "LA", "1")
    clear = image.convert("RGBA")
    if clear.getchannel("A").getextrema()[0] == 255:
        return clear.convert("L" if grey else "RGB")
    notes.append("on_white")
    laid = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return laid.convert("L" if grey else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None, notes: list[Note]) -> Image.Image:
    """In mode L or RGB. A profile that cannot be read is left out, and that is said."""
    if profile and image.mode != "L":
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            if (changed := ImageCms.profileToProfile(image, source, target, outputMode="RGB")) is not None:
                notes.append("profile")
                return changed
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            notes.append("profile_unread")
    if image.mode == "CMYK":
        notes.append("cmyk")
        return image.convert("RGB")
    return image
