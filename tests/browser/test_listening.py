"""A moderator looks at what is said elsewhere: with the keyboard alone, then on a phone, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "preau-demo-2026"
PLACE = "/bureau/veille/"


def plain(text: str) -> str:
    return " ".join(text.split())


def test_mentions_with_the_keyboard_alone(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(PLACE)
    first, second = tab.locator("[data-rows] li > a").all()[:2]
    first.focus()
    tab.keyboard.press("ArrowDown")
    title = plain(second.locator("strong").inner_text())
    assert title in plain(tab.evaluate("document.activeElement.textContent"))
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{PLACE}*/?etat=new")
    assert plain(tab.locator("#mention").inner_text()) == title
    tab.get_by_role("button", name="Ouvrir une conversation").press("Enter")
    tab.wait_for_url("**/bureau/conversations/*/")
    assert title in plain(tab.locator(".bubble").first.inner_text())


def test_setting_aside_on_a_phone_and_back(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, viewport=PHONE)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(PLACE)
    assert tab.locator(".found").is_hidden()
    tab.get_by_role("link", name="Hockey").click()
    tab.wait_for_selector(".found mark")
    assert tab.locator(".side").is_hidden()
    tab.get_by_label("Mettre de côté").fill("Bravo à eux")
    tab.get_by_role("button", name="Mettre de côté").click()
    tab.wait_for_selector("text=Mise de côté.")
    tab.goto(f"{PLACE}?etat=aside")
    tab.get_by_role("link", name="Hockey").click()
    tab.wait_for_selector("text=Bravo à eux")
    assert (axe_violations(tab), overflow(tab)) == ([], 0)
    tab.get_by_role("button", name="Remettre à voir").click()
    tab.wait_for_selector("text=Elle est de nouveau à voir.")
