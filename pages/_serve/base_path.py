"""The app below a path, as `server.baseUrlPath` says: Streamlit's own routes know it, ours are written without it."""

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

OWN = ("/stage/", "/plotly/", "/words/", "/catalogue.json")


def base_path() -> str:
    """Such as "/deconv"; nothing where the app is at the root. Not to be asked before the app is made: asking reads
    the configuration, and where that is depends on the app."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


class BasePath:
    """ASGI middleware that takes it away from the paths of our own routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(f"{self.base}/"):
            below = scope["path"].removeprefix(self.base)
            if below.startswith(OWN):
                scope = {**scope, "path": below}
        await self.app(scope, receive, send)
