"""A moderator's day in the inbox, in a real browser: with the keyboard alone, then on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "preau-demo-2026"
INBOX = "/bureau/conversations/"


def focused(tab: Any) -> str:
    return str(tab.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"))


def test_the_inbox_with_the_keyboard_alone(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(INBOX)
    first, second = tab.locator("[data-rows] li > a").all()[:2]
    first.focus()
    tab.keyboard.press("ArrowUp")
    assert focused(tab).startswith(first.locator(".who").inner_text())
    tab.keyboard.press("ArrowDown")
    name = second.locator(".who").inner_text()
    assert focused(tab).startswith(name)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{INBOX}*/?etat=new")
    assert tab.locator("[data-rows] li[aria-current] .who").inner_text() == name
    for _ in range(60):
        if tab.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
        tab.keyboard.press("Tab")
    tab.keyboard.type("Bonjour. Nous regardons cela aujourd’hui.")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".bubble.ours")
    assert "Nous regardons cela aujourd’hui." in tab.locator(".bubble.ours").last.inner_text()
    assert axe_violations(tab) == []


def test_hiding_on_a_phone_leaves_a_trace_for_all(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, viewport=PHONE)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(INBOX)
    assert tab.locator(".talk > header").is_hidden()
    tab.get_by_role("link", name="Voisin de l’école").click()
    tab.wait_for_selector(".talk > header")
    assert tab.locator(".side").is_hidden()
    tab.get_by_role("link", name="Masquer…").click()
    tab.wait_for_url("**/masquer/")
    assert (axe_violations(tab), overflow(tab)) == ([], 0)
    tab.get_by_label("Publicité ou message répété").check()
    tab.get_by_role("button", name="Masquer").click()
    tab.wait_for_selector(".bubble .chip")
    assert (axe_violations(tab), overflow(tab)) == ([], 0)
    tab.goto("/@erables/6#conversation")
    text = tab.locator("#conversation").inner_text()
    assert "Motif : Publicité ou message répété" in text.replace("\u00a0", " ")
    assert "Bravo" not in text
    tab.go_back()
    tab.get_by_role("button", name="Montrer de nouveau").click()
    tab.wait_for_selector("text=Le message paraît de nouveau.")
