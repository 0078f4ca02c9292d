"""The report in a real browser: fits, is quiet, and can be read by everybody."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from segmentry.reports import write_report

pytestmark = pytest.mark.browser

_CHROMIUM = Path("/usr/bin/chromium")
_AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll('main *, aside *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .wide'))
    .map(e => e.tagName + ' ' + e.className)"""

# every text against the nearest opaque background behind it, as WCAG 2 computes it
_LOW_CONTRAST = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = rgb => {
        const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
        const [r, g, b] = rgb.map(v => linear(v / 255));
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const behind = e => {
        for (; e; e = e.parentElement) {
            const c = rgba(getComputedStyle(e).backgroundColor);
            if (c[3] === 255) return c;
        }
        return [255, 255, 255, 255];
    };
    const found = [];
    for (const e of document.querySelectorAll('body *')) {
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (!own || e.closest('.quiet, .skip') || !e.checkVisibility()) continue;
        const style = getComputedStyle(e);
        const text = light(rgba(e.closest('svg') ? style.fill : style.color).slice(0, 3));
        const ground = light(behind(e).slice(0, 3));
        const ratio = (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${e.textContent.trim()}`);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not _CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_(run: Any, width: int = 1280, scheme: str = "light", **more: Any) -> Any:
        path = write_report(run, tmp_path / "report.html")
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.heard.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 390, 768, 901, 1280, 1920])
def test_nothing_runs_off_the_page(open_page, crowded_run, width: int) -> None:
    page = open_page(crowded_run, width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_WIDER_THAN_THE_PAGE) == []


def test_it_asks_for_nothing_and_says_nothing(open_page, run) -> None:
    page = open_page(run)
    page.wait_for_load_state("networkidle")
    assert [x for x in page.heard if not x.startswith(("file://", "data:,"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(open_page, run, scheme: str) -> None:
    page = open_page(run, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(_LOW_CONTRAST) == []


def test_the_contrast_check_can_fail(open_page, run) -> None:
    page = open_page(run)
    page.add_style_tag(content=".lead { color: #bbb !important; }")
    assert page.evaluate(_LOW_CONTRAST)


def test_headings_do_not_skip_a_level(open_page, crowded_run) -> None:
    levels = open_page(crowded_run).evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_colours_are_chosen_without_script(open_page, run) -> None:
    page = open_page(run, java_script_enabled=False)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.screenshot(clip={"x": 600, "y": 10, "width": 4, "height": 4})
    page.get_by_label("Dark").check()
    assert page.screenshot(clip={"x": 600, "y": 10, "width": 4, "height": 4}) != before
    scripted = open_page(run)
    scripted.get_by_label("Dark").check()
    assert scripted.evaluate(ground) == "rgb(19, 20, 22)"
    scripted.get_by_label("Light").check()
    assert scripted.evaluate(ground) == "rgb(247, 247, 245)"


def test_it_can_be_used_by_keyboard(open_page, run) -> None:
    page = open_page(run)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent"))
    assert names == ["Overview", "Segmentations", "Reference plan", "RFM"]
    reachable = "[...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0)"
    assert page.evaluate(reachable)


def test_on_paper_everything_is_there(open_page, run) -> None:
    page = open_page(run, width=718)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    assert page.get_by_text("frequency: {quantiles").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.evaluate(_LOW_CONTRAST) == []
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_no_rule_of_axe_is_broken(open_page, crowded_run) -> None:
    if not _AXE.exists():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core")
    page = open_page(crowded_run, bypass_csp=True)
    page.add_script_tag(content=_AXE.read_text("utf-8"))
    found = page.evaluate(
        "axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
    )
    assert found == []
