#!/bin/sh
# A Chromium for the browser tests: the installed one, else the system's package, else Playwright's own download. The
# headless shell first: without a browser's window to draw, a page opens with two thirds of the work.
set -eu
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
sudo=""
if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
if command -v apt-get >/dev/null && $sudo apt-get update -q; then
    for package in chromium-headless-shell chromium; do
        if $sudo apt-get install -q -y "$package"; then exit 0; fi
    done
fi
"$1" install chromium
