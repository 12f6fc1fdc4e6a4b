"""A reader of the page: a window in Debian's Chromium that notes what a page must not do."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import PATIENCE

WIDE = {"viewport": {"width": 1300, "height": 850}}
DARK = {**WIDE, "color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

LABELS_THAT_OVERLAP = """() => {
  const { network, nodes } = witness.picture;
  const boxes = nodes.getIds().map((id) => ({ id, ...network.getBoundingBox(id) }));
  return boxes.flatMap((a, i) => boxes.slice(i + 1)
    .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map((b) => `${a.id} ${b.id}`));
}"""

NODES_CUT_OFF = """() => {
  const { network, nodes, canvas } = witness.picture;
  const [seen, panel] = [canvas, witness.panel].map((one) => one.getBoundingClientRect());
  const covered = panel.left <= seen.left && panel.top < seen.bottom ? seen.bottom - panel.top : 0;
  return nodes.getIds().filter((id) => {
    const { left, top, right, bottom } = network.getBoundingBox(id);
    const corners = [{ x: left, y: top }, { x: right, y: bottom }];
    const [begin, end] = corners.map((at) => network.canvasToDOM(at));
    return begin.x < 0 || begin.y < 0 || end.x > seen.width || end.y > seen.height - covered;
  });
}"""

AXE = Path(__file__).parent / "axe-core" / "axe.min.js"
VIOLATIONS = """async () => {
  document.querySelectorAll("#panel details, .menu").forEach((one) => (one.open = true));
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}"""


class Reader:
    """A window of its own; notes what a page must not do."""

    def __init__(self, browser: Browser, file: Path, **settings: object) -> None:
        self.file = file
        self.page: Page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("request", self._requested)
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))

    def _requested(self, request: object) -> None:
        url = request.url.split("#")[0]  # type: ignore[attr-defined]
        if url != self.file.as_uri() and not url.startswith(("data:", "blob:")):
            self.faults.append(f"request for {url}")

    def open(self, at: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + at)
        expect(self.page.locator("#views a").first).to_be_visible()
        return self.page

    def find(self, words: str) -> None:
        self.page.get_by_role("combobox").fill(words)
        self.page.get_by_role("option").first.click()

    def close(self) -> None:
        """Close the window; fails where the page did what it must not do."""
        self.page.context.close()
        assert not self.faults, self.faults


def tab_to(page: Page, words: str, *, most: int = 60) -> None:
    """Press Tab until what has the focus begins with these words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip().startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def wait(page: Page, condition: str) -> None:
    """Wait until a condition holds; Playwright's own way needs `eval`, which the page forbids."""
    while not page.evaluate(condition):
        page.wait_for_timeout(50)
