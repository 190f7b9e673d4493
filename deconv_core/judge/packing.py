"""A long text as a browser sends it: gzip, in base64."""

import zlib
from base64 import b64decode

GZIP = 16 + zlib.MAX_WBITS


def unpacked(packed: str, limit: int) -> str:
    """The text, of which no more is unpacked than one sign beyond `limit`; nothing where it is no such text."""
    gzip = zlib.decompressobj(GZIP)
    try:
        text = gzip.decompress(b64decode(packed, validate=True), limit + 1).decode("ascii")
    except (ValueError, zlib.error):
        return ""
    return text if gzip.eof or len(text) > limit else ""
