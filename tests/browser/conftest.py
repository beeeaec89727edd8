"""A real house, a real Chromium, and axe: what the browser tests stand on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .house import House, open_house

AXE = (Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js").read_text()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
LAPTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def has_chromium() -> None:
    if not CHROMIUM:
        pytest.skip("needs Chromium")


@pytest.fixture(scope="module")
def chromium(has_chromium: None) -> Iterator[Any]:
    """A browser for the tests of one file: while Playwright runs its loop in this thread, no other test may run one."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread; our ORM calls are sync
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory, has_chromium: None) -> Iterator[House]:
    """The house of `make demo`, served."""
    with open_house(tmp_path_factory.mktemp("demo")) as house:
        house.run("demo", "--only-seed")
        yield house


@pytest.fixture
def empty_house(tmp_path: Path, has_chromium: None) -> Iterator[House]:
    """A house on the day of its installation, served."""
    with open_house(tmp_path / "data") as house:
        yield house


@pytest.fixture
def open_tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`open_tab(house, viewport=PHONE)`: a new visitor's tab.

    Whatever a page asks of another host, or what the content security policy refuses, fails the test.
    """
    contexts: list[Any] = []
    strangers: list[str] = []
    errors: list[str] = []

    def open_one(house: House, viewport: dict[str, int] = LAPTOP, **options: Any) -> Any:
        context = chromium.new_context(viewport=viewport, base_url=house.origin, locale="fr-CA", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        tab = context.new_page()
        own = (house.origin, "data:", "blob:")
        tab.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(own) else None)
        tab.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        return tab

    yield open_one
    for context in contexts:
        context.close()
    assert strangers == []
    assert errors == []
