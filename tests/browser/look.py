"""What a browser test asks of any screen."""

from __future__ import annotations

from typing import Any

from .conftest import AXE

PHONE = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_violations(tab: Any) -> list[str]:
    """What axe finds on the tab's page: one line a violation, with the first element that has it."""
    if not tab.evaluate("typeof window.axe === 'object'"):
        tab.evaluate(AXE)
    found = tab.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)
    return [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:150]}" for v in found["violations"]]


def overflow(tab: Any) -> int:
    """Pixels by which the page is wider than its window: 0 where nothing has to be scrolled sideways."""
    return int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def sign_in(tab: Any, email: str, password: str) -> None:
    """Sign in by the form, as a person does, and wait for the desk."""
    tab.goto("/compte/connexion/")
    tab.fill("input[name=login]", email)
    tab.fill("input[name=password]", password)
    tab.click("main button[type=submit]")
    tab.wait_for_url("**/bureau/**")
