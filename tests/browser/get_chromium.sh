#!/bin/sh
# A Chromium for the browser tests: the installed one, else the system's package, else Playwright's own download.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
sudo=""
if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
if command -v apt-get >/dev/null && $sudo apt-get update -q && $sudo apt-get install -q -y chromium; then exit 0; fi
"$1" install chromium
