"""What every answer tells the browser about how it may be used: what runs and is loaded is this server's.

https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._serve.preload import STREAMLIT

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

POLICY = {
    "default-src": "'self'",
    # Streamlit runs what a component is made of from a blob, and reads whole numbers of 64 bits with WebAssembly; the
    # scripts inside its page are named one by one.
    "script-src": "'self' blob: 'wasm-unsafe-eval' {inline_scripts}",
    # Its styles, and Plotly's, are written as they are needed.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    # Anybody may show the page inside his own; `*` is any website, and slides may be a file.
    "frame-ancestors": "* file:",
}


@cache
def headers() -> Mapping[str, str]:
    scripts = INLINE_SCRIPT.findall((STREAMLIT / "index.html").read_text("utf-8"))
    hashes = (b64encode(sha256(text.encode()).digest()).decode() for text in scripts)
    policy = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
    return {
        "Content-Security-Policy": policy.format(inline_scripts=" ".join(f"'sha256-{one}'" for one in hashes)),
        "X-Content-Type-Options": "nosniff",
        # The address holds all that a reader made: it is nobody else's.
        "Referrer-Policy": "same-origin",
    }


class SecurityHeaders:
    """ASGI middleware that adds them to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers())
            await send(message)

        await self.app(scope, receive, send_with_headers)
