"""A real server, a real Chromium, and axe: what the browser tests stand on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

AXE = (Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """`open_tab(viewport=PHONE)`: a new visitor's tab. Whatever it asks of another host, or logs as an error, fails the test."""
    contexts: list[Any] = []
    strangers: list[str] = []
    errors: list[str] = []

    def open_one(viewport: dict[str, int] = LAPTOP, **options: Any) -> Any:
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, locale="fr-CA", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        tab = context.new_page()
        own = (live_server.url, "data:", "blob:")
        tab.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(own) else None)
        tab.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        return tab

    yield open_one
    for context in contexts:
        context.close()
    assert strangers == []
    assert errors == []


def axe_violations(tab: Any) -> list[str]:
    """What axe finds on the tab's page, one line a violation, with the first element that has it."""
    if not tab.evaluate("typeof window.axe === 'object'"):
        tab.evaluate(AXE)
    found = tab.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", RULES)
    return [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:150]}" for v in found["violations"]]


def overflow(tab: Any) -> int:
    """Pixels by which the page is wider than its window: 0 where nothing has to be scrolled sideways."""
    return int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
