"""The Chromium of tests, benchmarks and the README's picture: which one, and with which flags."""

from shutil import which

# Nothing but the page: no first-run screens, no updates, no traffic of its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The headless shell is the same engine without a browser's window, which costs each page a third more.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def installed() -> str | None:
    """The path of an installed Chromium; None: the one that Playwright downloaded (see browser/get_chromium.sh)."""
    return next(filter(None, map(which, NAMES)), None)
