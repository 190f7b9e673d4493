"""The README's moving picture, taken from the real page: `make picture`."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from tests import chromium

from .server import serving
from .stage_page import StagePage

PICTURE = Path(__file__).parents[2] / "assets" / "images" / "stamps.webp"
STATE = "x=2,4,0;0,1,3;5,2,1&w=3,1,2;1,5,0;2,1,1&stride=2&padding=1&output_padding=1&t=0&lang=en"
SCREEN: ViewportSize = {"width": 1366, "height": 768}
WIDTH = 1000
STEPS = 5
FRAMES_A_STEP = 12
FRAME_MS = 70
LAST_MS = 2500


def main() -> None:
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.installed(), args=list(chromium.FLAGS))
        stage = StagePage(browser.new_page(viewport=SCREEN), server.url).open(STATE).agrees()
        frames = []
        for frame in range(STEPS * FRAMES_A_STEP + 1):
            stage.scrub(frame / FRAMES_A_STEP)
            frames.append(shot(stage))
        stage.control("end").click()
        frames.append(shot(stage))
        browser.close()
    durations = [FRAME_MS] * (len(frames) - 1) + [LAST_MS]
    frames[0].save(PICTURE, save_all=True, append_images=frames[1:], duration=durations, loop=0, quality=70, method=6)


def shot(stage: StagePage) -> Image.Image:
    stage.agrees().page.evaluate("() => document.activeElement.blur()")
    image = Image.open(BytesIO(stage.page.screenshot())).convert("RGB")
    return image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
