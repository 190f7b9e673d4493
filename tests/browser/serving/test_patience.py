"""A slow line and a busy server: what is on screen is judged all the same, and nobody asks more than is needed."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import Visitors
from tests.browser.serving.test_sharing import NETWORK
from tests.browser.slow_line import slow_line

LARGEST = "input_size=16&kernel_size=9&stride=8&dilation=7"

# A host with a clock of its own. `events`: what the stage does and what the host hears, by time in ms. What comes back
# is what was reported and said, and when.
PLAYED = """async ([events, chances, end]) => {
    const { Talk } = await import("/stage/shell/reports.js");
    const timers = new Map();
    let now = 0, made = 0;
    const clock = {
        set: (run, ms) => (timers.set(++made, { run, at: now + ms }), made),
        clear: (timer) => timers.delete(timer),
        chance: () => chances[made % chances.length],
    };
    const reports = [], said = [];
    const host = new Talk({ report: (report) => reports.push({ ...report, at: now }) },
        (verdict) => said.push([now, verdict.kind]), clock);
    for (const [at, what, given] of events) timers.set(++made, { at, run: () => {
        if (what === "heard") host.heard({ ok: true, difference: 0, ...given, id: reports[given.to].id });
        else host[what](given);
    } });
    while (timers.size) {
        const [key, timer] = [...timers].reduce((first, one) => (one[1].at < first[1].at ? one : first));
        if (timer.at > end) break;
        timers.delete(key);
        now = timer.at;
        timer.run();
    }
    return { reports, said };
}"""
A, B = ({"query": name, "shown": "1,2", "order": "stamps", "done": None, "lang": "en"} for name in "ab")

# Many visitors and one server, which answers one after the other and takes `cost` ms for each report it was sent; what
# a visitor sent while he waited is answered once.
CROWD = """async ([visitors, cost, end]) => {
    const { Talk } = await import("/stage/shell/reports.js");
    const events = [];
    const answered = new Set();
    let now = 0, free = 0;
    const clock = {
        set: (run, ms) => { const event = { run, at: now + ms }; events.push(event); return event; },
        clear: (event) => { if (event) event.run = null; },
        chance: Math.random,
    };
    let asked = 0;
    for (let at = 0; at < visitors; at++) {
        const host = new Talk({ report: (report) => {
            asked++;
            free = Math.max(free, now) + cost;
            clock.set(() => host.heard({ id: report.id, ok: true, difference: 0 }), free - now);
        } }, (verdict) => verdict.kind === "agrees" && answered.add(host), clock);
        host.report({ query: `${at}` });
    }
    while (events.length) {
        events.sort((one, other) => other.at - one.at);
        const event = events.pop();
        if (event.at > end) break;
        now = event.at;
        event.run?.();
    }
    return { asked, answered: answered.size };
}"""


def played(modules: Page, events: list[list[object]], chances: list[float] | None = None, end: float = 10**7) -> dict:
    return dict(modules.evaluate(PLAYED, [events, chances or [0.5], end]))


def test_an_answer_counts_whenever_it_comes_and_whichever_time_it_is_to(modules: Page) -> None:
    draw = random.Random(21)
    for _ in range(100):
        late = draw.uniform(0, 200_000)
        chances = [draw.random() for _ in range(7)]
        found = played(modules, [[0, "report", A], [late, "heard", {"to": 0}]], chances)
        assert len({report["id"] for report in found["reports"]}) == 1
        assert len({report["sent"] for report in found["reports"]}) == len(found["reports"])
        assert found["said"][-1] == [pytest.approx(late), "agrees"]
        assert all(report["at"] <= late for report in found["reports"])
        assert [kind for _, kind in found["said"][:-1]] == ["away"] * len(found["said"][:-1])


def test_it_is_said_again_ever_later_and_not_in_step(modules: Page) -> None:
    draw = random.Random(22)
    times = []
    for _ in range(20):
        found = played(modules, [[0, "report", A]], [draw.random() for _ in range(11)], end=1_000_000)
        at = [report["at"] for report in found["reports"]]
        # Half a million visits that wait for a quarter of an hour are no storm.
        assert 8 < len(at) < 25
        rests = [later - earlier for earlier, later in pairwise(at)]
        assert max(rests) <= 2 * 60_000 + 5_000 and min(rests) > 9_000
        assert sum(rests[-3:]) > 4 * sum(rests[:1])
        times.append(at[1])
    assert max(times) - min(times) > 2_000


def test_the_same_state_has_the_same_name_and_another_another(modules: Page) -> None:
    events = [[0, "report", A], [10, "changed", None], [20, "report", B], [30, "changed", None], [40, "report", A]]
    found = played(modules, [*events, [50, "heard", {"to": 0}]])
    first, second, third = (report["id"] for report in found["reports"][:3])
    assert first == third != second
    # The answer to the first report is about what is on screen again.
    assert found["said"][-1] == [50, "agrees"]
    names = modules.evaluate(
        """async () => {
            const { numberOf } = await import("/stage/shell/reports.js");
            return Array.from({ length: 20000 }, (_, at) => numberOf(`{"query":"x=${at}","shown":"${at % 7}"}`));
        }"""
    )
    assert len(set(names)) == 20_000 and all(0 <= name < 2**53 and name == int(name) for name in names)


def test_an_answer_to_what_is_no_longer_on_screen_is_none(modules: Page) -> None:
    events = [[0, "report", A], [10, "changed", None], [15, "heard", {"to": 0}], [20, "report", B]]
    found = played(modules, [*events, [30, "heard", {"to": 0}]], end=1000)
    assert {kind for _, kind in found["said"]} == {"asking"}


def test_while_pytorch_loads_it_is_asked_again_soon_but_less_and_less(modules: Page) -> None:
    loading = [[100 + 900 * at, "heard", {"to": 0, "loading": True}] for at in range(30)]
    found = played(modules, [[0, "report", A], *loading], end=26_000)
    assert {kind for _, kind in found["said"]} == {"loading"}
    asked = [report["at"] for report in found["reports"]]
    assert len(asked) < 15


def test_a_crowd_gets_its_answers_one_after_the_other(modules: Page) -> None:
    for cost in (50, 200, 300):
        found = modules.evaluate(CROWD, [200, cost, 200 * cost * 4])
        assert found["answered"] == 200
        assert found["asked"] < 4 * 200


def reports(line: list[int], socket: WebSocket) -> None:
    """The lengths of the reports that go to the server."""

    def sent(frame: bytes | str) -> None:
        said = frame if isinstance(frame, bytes) else frame.encode()
        if b'"report"' in said and b'"shown' in said:
            line.append(len(said))

    socket.on("framesent", sent)


def test_a_slow_line_gets_its_verdict(visitors: Visitors) -> None:
    with slow_line(visitors.url) as line:
        stage = visitors(line.url, fresh=True)
        said: list[int] = []
        stage.page.on("websocket", lambda socket: reports(said, socket))
        stage.open().agrees()
        # Longer than the stage waits before it says that nobody answers.
        line.delay = 3.2
        before = len(said)
        stage.choose("stride", 2)
        expect(stage.control("badge")).to_have_attribute("data-verdict", "away")
        stage.agrees()
        assert len(said) - before == 1
        line.delay = 0


def test_on_a_slow_line_a_change_just_before_leaving_does_not_call_the_page_back(visitors: Visitors) -> None:
    with slow_line(visitors.url) as line:
        stage = visitors(line.url, fresh=True).open().agrees()
        tab = stage.tab("columns")
        tab.wait_for()
        line.delay = 2
        # From the keyboard, say: the hand is at the tab, whose group is open.
        stage.control("x-ones").evaluate("button => button.click()")
        tab.click()
        stage.page.locator(".columns-view").wait_for()
        steps = stage.page.evaluate("history.length")
        line.delay = 0
        for padding in (0, 1):
            stage.choose("padding", padding)
            stage.agrees()
        assert stage.page.url.split("?")[0].endswith("/columns")
        assert set(stage.numbers("input").values()) == {1}
        # Nor does one just before a step back.
        line.delay = 2
        stage.control("x-count").evaluate(f"button => {{ button.click(); history.go({steps} - history.length - 1); }}")
        stage.page.locator(".buffers-view").wait_for()
        line.delay = 0
        stage.agrees()
        assert stage.page.url.split("?")[0] == f"{line.url}/"


def test_a_server_that_comes_back_is_heard(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with slow_line(visitors.url) as line:
        stage = visitors(line.url, fresh=True).open().agrees()
        line.delay = 8
        stage.choose("stride", 2)
        expect(stage.control("badge")).to_have_attribute("data-verdict", "away")
        line.delay = 0
        stage.choose("padding", 1)
        stage.agrees()


@pytest.mark.parametrize("x", ["", "&x_fill=count"])
def test_many_numbers_are_sent_small(visitors: Visitors, x: str) -> None:
    stage = visitors(fresh=True)
    said: list[int] = []
    stage.page.on("websocket", lambda socket: reports(said, socket))
    stage.open(LARGEST + x).agrees()
    assert said
    # One that the browser cannot pack is sent as it is.
    plain = visitors(fresh=True)
    plain.page.add_init_script("delete globalThis.CompressionStream")
    told: list[int] = []
    plain.page.on("websocket", lambda socket: reports(told, socket))
    plain.open(LARGEST + x).agrees()
    # Numbers such as people type them: whole ones.
    assert max(told) > 2.5 * max(said)
