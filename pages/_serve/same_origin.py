"""Whose pages may talk to this server: its own, and those of the sites that its configuration names.

Streamlit asks the same, but before it refuses another site's page it looks up this machine's address on the Internet,
and while it waits nobody is served. So it is refused here, by the settings that Streamlit has for it.
"""

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

POLICY_VIOLATION = 1008
LOCAL = {"localhost", "127.0.0.1", "0.0.0.0"}


class SameOrigin:
    """ASGI middleware that refuses the connections of other sites' pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin") if scope["type"] == "websocket" else None
        if origin is None or not st.get_option("server.enableCORS"):
            await self.app(scope, receive, send)
        elif is_ours(origin, Headers(scope=scope).get("host", "")):
            # Decided: without an origin Streamlit asks no further.
            headers = [(name, text) for name, text in scope["headers"] if name != b"origin"]
            await self.app({**scope, "headers": headers}, receive, send)
        else:
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)


def is_ours(origin: str, host: str) -> bool:
    """Whether a page of `origin` may talk to the server that it calls `host`."""
    try:
        site = urlsplit(origin)
    except ValueError:
        return False
    return (bool(host) and site.netloc == host) or site.hostname in LOCAL | _named()


def _named() -> set[str | None]:
    """The hosts that the configuration names, each as an address or as a name alone."""
    addresses = [st.get_option("browser.serverAddress"), *st.get_option("server.corsAllowedOrigins")]
    return {urlsplit(address if "//" in address else f"//{address}").hostname for address in addresses} - {None}
