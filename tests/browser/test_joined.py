"""The stage's modules joined are the modules themselves."""

from playwright.sync_api import Page

from pages._ui.joined import STAGE

PATHS = sorted(path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*.js"))
EXPORTS = """async (paths) => {
    const { need } = await import("/stage/joined.js");
    const found = [];
    for (const path of paths) {
        const [joined, alone] = [need(path), await import(`/stage/${path}`)];
        const kinds = (module) => Object.keys(module).sort().map(key => `${key}: ${typeof module[key]}`).join();
        found.push([path, kinds(joined), kinds(alone), need(path) === joined]);
    }
    return found;
}"""


def test_each_exports_the_same_joined_and_alone_and_is_there_once(modules: Page) -> None:
    found = modules.evaluate(EXPORTS, PATHS)
    assert len(found) == len(PATHS) > 80
    for path, joined, alone, is_one in found:
        assert joined == alone and joined and is_one, path
