"""Files that a visitor may bring as a picture: odd ones that can be read, and what is none; all made here."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

# Left to right dark to bright, and more red the lower: no turn leaves it as it is.
RAMP = np.stack(
    [
        np.add.outer(np.arange(6) * 20, np.arange(9) * 5),
        np.broadcast_to(np.arange(9) * 28, (6, 9)),
        np.full((6, 9), 60),
    ],
    -1,
).astype(np.uint8)
GREY = RAMP[..., 1]
ORIENTATION = 0x0112


@dataclass(frozen=True, eq=False)
class Odd:
    """`code`: why it is refused; else `pixels` `[channels, height, width]` that it must have, within `off`."""

    name: str
    data: bytes
    code: str = ""
    pixels: Any = None
    off: int = 0
    notes: tuple[str, ...] = ()


def laid(pixels: Any) -> Any:
    return pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1)


def saved(pixels: Any, kind: str, mode: str | None = None, **options: Any) -> bytes:
    image = Image.fromarray(pixels)
    file = BytesIO()
    (image.convert(mode) if mode else image).save(file, kind, **options)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, colour: int, rows: bytes = b"", more: bytes = b"") -> bytes:
    """A PNG by hand: what its head says and what it holds need not agree."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def refused() -> Iterator[Odd]:
    good, photo, webp = saved(RAMP, "PNG"), saved(RAMP, "JPEG"), saved(RAMP, "WEBP", lossless=True)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("picture.png", good)
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))
    unknown = {
        "random bytes": np.random.default_rng(1).bytes(500),
        "text": b"a picture, honestly\n" * 20,
        "html": b"<html><script>alert(1)</script></html>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "zip renamed": archive.getvalue(),
        "gif": saved(GREY, "GIF"),
        "bmp": saved(RAMP, "BMP"),
        "tiff": saved(RAMP, "TIFF"),
        "a byte": b"\x89",
        "signature alone": good[:8],
        "half a head": good[:20],
        "jpeg signature alone": photo[:3],
        "riff of sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        "width zero": png(0, 5, 8, 2),
        "text that unpacks to much": png(9, 6, 8, 2, bytes(28) * 6, bomb),
        "webp cut short": webp[: len(webp) // 2],
    }
    yield from (Odd(name, data, "picture_unknown") for name, data in unknown.items())
    flipped = bytearray(good)
    flipped[good.index(b"IDAT") + 12] ^= 0xFF
    damaged = {
        "png cut short": saved(np.random.default_rng(2).integers(0, 256, (60, 60, 3), np.uint8), "PNG")[:4000],
        "png with a wrong byte": bytes(flipped),
        "png without pixels": png(9, 6, 8, 2),
        "jpeg cut short": saved(np.random.default_rng(2).integers(0, 256, (60, 60, 3), np.uint8), "JPEG")[:1500],
    }
    yield from (Odd(name, data, "picture_damaged") for name, data in damaged.items())
    yield Odd("empty", b"", "picture_empty")
    yield Odd("too many bytes", good + bytes(17_000_000), "picture_too_large")
    large = {
        "says 50000 by 50000": png(50_000, 50_000, 8, 2, bytes(100)),
        "one row of 20000": png(20_000, 1, 1, 0, bytes(2501)),
        "small file, 36 million pixels": png(6000, 6000, 1, 0, bytes(751) * 6000),
        "jpeg that says 65000": photo.replace(struct.pack(">HH", 6, 9), struct.pack(">HH", 65_000, 65_000)),
    }
    yield from (Odd(name, data, "picture_too_many_pixels") for name, data in large.items())


def read() -> Iterator[Odd]:
    good, photo = saved(RAMP, "PNG"), saved(RAMP, "JPEG", quality=100, subsampling=0)
    ramp, grey = laid(RAMP), laid(GREY)
    yield Odd("png", good, pixels=ramp)
    yield Odd("png and more behind it", good + b"and more" * 50, pixels=ramp)
    yield Odd("jpeg", photo, pixels=ramp, off=6)
    yield Odd("jpeg and more behind it", photo + bytes(500), pixels=ramp, off=6)
    yield Odd("progressive jpeg", saved(RAMP, "JPEG", quality=100, subsampling=0, progressive=True), pixels=ramp, off=6)
    yield Odd("grey jpeg", saved(GREY, "JPEG", quality=100), pixels=grey, off=3)
    yield Odd("webp", saved(RAMP, "WEBP", lossless=True), pixels=ramp)
    yield Odd("webp with loss", saved(np.full((6, 9, 3), 90, np.uint8), "WEBP"), pixels=np.full((3, 6, 9), 90), off=4)
    yield Odd("one pixel", saved(RAMP[:1, :1], "PNG"), pixels=ramp[:, :1, :1])
    row = np.arange(4096, dtype=np.uint32).astype(np.uint8)[None]
    yield Odd("one row", saved(row, "PNG"), pixels=laid(row))
    yield Odd("one column", saved(np.ascontiguousarray(row.T), "PNG"), pixels=laid(row.T))
    yield Odd("grey", saved(GREY, "PNG"), pixels=grey)
    black = GREY > 127
    yield Odd("one bit", saved(black, "PNG"), pixels=laid(black * 255))
    two = np.arange(16).reshape(4, 4) % 4
    rows = b"".join(b"\0" + bytes([int(r[0]) << 6 | int(r[1]) << 4 | int(r[2]) << 2 | int(r[3])]) for r in two)
    yield Odd("two bits", png(4, 4, 2, 0, rows), pixels=laid(two * 85))
    deep = (np.arange(54).reshape(6, 9) * 1213 + 7).astype(np.uint16)
    yield Odd("sixteen bits", saved(deep, "PNG"), pixels=laid(deep), notes=("sixteen_bits",))
    yield from sixteen_bits()
    alpha = np.where(np.arange(9) < 4, 0, 255).astype(np.uint8) * np.ones((6, 1), np.uint8)
    clear = np.where(alpha == 0, 255, GREY)
    half = np.dstack([RAMP, alpha])
    on_white = laid(np.where(alpha[..., None] == 0, 255, RAMP))
    yield Odd("transparent", saved(half, "PNG"), pixels=on_white, notes=("on_white",))
    yield Odd("transparent webp", saved(half, "WEBP", lossless=True), pixels=on_white, notes=("on_white",))
    faint = np.dstack([RAMP, np.full((6, 9), 51, np.uint8)])
    yield Odd("faint", saved(faint, "PNG"), pixels=np.rint(ramp * 0.2 + 255 * 0.8), off=1, notes=("on_white",))
    yield Odd("opaque with alpha", saved(np.dstack([RAMP, np.full((6, 9), 255, np.uint8)]), "PNG"), pixels=ramp)
    yield Odd("grey with alpha", saved(np.dstack([GREY, alpha]), "PNG"), pixels=laid(clear), notes=("on_white",))
    few = np.array([[0, 1, 2]], np.uint8)
    colours = [[250, 0, 0], [0, 240, 0], [0, 0, 230]]
    palette = chunk(b"PLTE", bytes(part for colour in colours for part in colour))
    yield Odd("palette", png(3, 1, 8, 3, b"\0" + few.tobytes(), palette), pixels=laid(np.array([colours])))
    see_through = palette + chunk(b"tRNS", bytes([255, 0, 255]))
    seen = laid(np.array([[colours[0], [255, 255, 255], colours[2]]]))
    yield Odd(
        "palette with a hole", png(3, 1, 8, 3, b"\0" + few.tobytes(), see_through), pixels=seen, notes=("on_white",)
    )
    key = chunk(b"tRNS", struct.pack(">HHH", *map(int, RAMP[0, 0])))
    rows = b"".join(b"\0" + one.tobytes() for one in RAMP)
    keyed = ramp.copy()
    keyed[:, 0, 0] = 255
    yield Odd("one colour transparent", png(9, 6, 8, 2, rows, key), pixels=keyed, notes=("on_white",))
    yield Odd("cmyk", saved(RAMP, "JPEG", "CMYK", quality=100, subsampling=0), pixels=ramp, off=8, notes=("cmyk",))
    for number, turn in enumerate(TURNS, 2):
        exif = Image.Exif()
        exif[ORIENTATION] = number
        file = saved(RAMP, "PNG", exif=exif)
        yield Odd(f"exif turn {number}", file, pixels=laid(np.ascontiguousarray(turn(RAMP))), notes=("turned",))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    turned = laid(np.ascontiguousarray(np.rot90(RAMP, -1)))
    held = saved(RAMP, "JPEG", quality=100, subsampling=0, exif=exif)
    yield Odd("jpeg held upright", held, pixels=turned, off=6, notes=("turned",))
    yield Odd("broken exif", saved(RAMP, "PNG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), pixels=ramp)
    exif[ORIENTATION] = 77
    yield Odd("a turn that is none", saved(RAMP, "PNG", exif=exif), pixels=ramp)
    frames = [Image.fromarray(np.rot90(RAMP, 2 * at)) for at in range(2)]
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        file = BytesIO()
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], **options)
        yield Odd(f"animated {kind}", file.getvalue(), pixels=ramp, notes=("first_frame",))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield Odd("with its profile", saved(RAMP, "PNG", icc_profile=srgb), pixels=ramp, off=2, notes=("profile",))
    yield Odd("grey with a profile", saved(GREY, "PNG", icc_profile=srgb), pixels=grey)
    yield Odd("broken profile", saved(RAMP, "PNG", icc_profile=srgb[:90]), pixels=ramp, notes=("profile_unread",))
    strange = saved(RAMP, "PNG", icc_profile=np.random.default_rng(3).bytes(900))
    yield Odd("no profile at all", strange, pixels=ramp, notes=("profile_unread",))


def sixteen_bits() -> Iterator[Odd]:
    """Files that hold more than Pillow's own pictures in colour can."""
    deep = np.random.default_rng(5).integers(0, 65_536, (6, 9, 4), np.uint16)
    # Clear, faint, and as it is.
    deep[..., 3] = np.arange(9) * 5 % 3 * 32_767 + np.arange(9) % 3 // 2
    share = deep[..., 3:] / 65_535
    white = laid(np.rint(deep[..., :3] * share + 65_535 * (1 - share)))
    said: tuple[str, ...] = ("sixteen_bits",)
    clear = (*said, "on_white")
    colours, grey = deep[..., :3], deep[..., :1]
    yield Odd("sixteen bits of three colours", deep_png(colours), pixels=laid(colours), notes=said)
    yield Odd("sixteen bits with alpha", deep_png(deep), pixels=white, notes=clear)
    yield Odd("sixteen bits of grey with alpha", deep_png(deep[..., [0, 3]]), pixels=white[:1], notes=clear)
    opaque = np.dstack([colours, np.full((6, 9), 65_535, np.uint16)])
    yield Odd("sixteen bits, opaque with alpha", deep_png(opaque), pixels=laid(colours), notes=said)
    for values, kind in ((grey, "grey"), (colours, "colours")):
        key = chunk(b"tRNS", values[0, 0].astype(">u2").tobytes())
        keyed = np.where((values == values[0, 0]).all(2, keepdims=True), 65_535, values)
        yield Odd(f"sixteen bits, one of {kind} transparent", deep_png(values, key), pixels=laid(keyed), notes=clear)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    turn = chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))
    turned = laid(np.rot90(colours, -1))
    yield Odd("sixteen bits held upright", deep_png(colours, turn), pixels=turned, notes=("turned", *said))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = chunk(b"iCCP", b"own\0\0" + zlib.compress(srgb))
    notes = ("eight_of_sixteen", "profile")
    yield Odd("sixteen bits with a profile", deep_png(colours, profile), pixels=laid(colours >> 8), off=2, notes=notes)


def deep_png(values: Any, more: bytes = b"") -> bytes:
    """16 bits a channel of `[height, width, 1 to 4]`, each row filtered in another of PNG's five ways."""
    height, width, channels = values.shape
    rows = np.zeros((height + 1, (width + 1) * 2 * channels), np.uint8)
    wide = values.astype(">u2").reshape(height, -1)
    rows[1:, 2 * channels :] = np.frombuffer(wide.tobytes(), np.uint8).reshape(height, -1)
    raw = b"".join(bytes([at % 5]) + filtered(rows[at : at + 2], 2 * channels, at % 5) for at in range(height))
    return png(width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], raw, more)


def filtered(rows: Any, pixel: int, kind: int) -> bytes:
    """The second row, by the first and what is left of it, a pixel of zeros before each: PNG specification, 9.2."""
    above, own = rows.astype(int)
    left, up, corner = own[:-pixel], above[pixel:], above[:-pixel]
    near = [abs(left + up - corner - one) for one in (left, up, corner)]
    paeth = np.where((near[0] <= near[1]) & (near[0] <= near[2]), left, np.where(near[1] <= near[2], up, corner))
    guess = (0, left, up, (left + up) // 2, paeth)[kind]
    return bytes((own[pixel:] - guess).astype(np.uint8))


# What each EXIF orientation from 2 on asks for: Exif 2.32, tag 274.
TURNS = (
    lambda one: one[:, ::-1],
    lambda one: one[::-1, ::-1],
    lambda one: one[::-1],
    lambda one: one.transpose(1, 0, 2),
    lambda one: np.rot90(one, -1),
    lambda one: one[::-1, ::-1].transpose(1, 0, 2),
    lambda one: np.rot90(one),
)
