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
    names = [line.inner_text() for line in tab.locator("[data-rows] .who").all()]
    tab.keyboard.press("j")
    assert focused(tab).startswith(names[0])
    tab.keyboard.press("k")
    tab.keyboard.press("ArrowDown")
    assert focused(tab).startswith(names[1])
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{INBOX}*/?etat=waiting")
    assert tab.locator("[data-rows] li[aria-current] .who").inner_text() == names[1]
    tab.keyboard.press("n")
    tab.keyboard.type("J’appelle la mère demain.")  # « j », « e », « a »… are letters here
    assert tab.locator("[data-note] textarea").input_value() == "J’appelle la mère demain."
    tab.keyboard.press("Tab")
    tab.keyboard.press("a")
    tab.wait_for_selector("text=Cette conversation est à vous.")
    tab.keyboard.press("r")
    tab.keyboard.type("Bonjour. Nous regardons cela aujourd’hui.")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".bubble.ours")
    assert "Nous regardons cela aujourd’hui." in tab.locator(".bubble.ours").last.inner_text()
    assert axe_violations(tab) == []
    tab.keyboard.press("g")
    tab.keyboard.press("t")
    tab.wait_for_url("**?etat=closed")


def test_shortcuts_are_shown_and_can_be_switched_off(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(INBOX)
    tab.keyboard.press("?")
    assert tab.get_by_role("dialog", name="Raccourcis clavier").is_visible()
    assert axe_violations(tab) == []
    tab.get_by_label("Les touches seules agissent").uncheck()
    tab.get_by_role("button", name="Fermer").click()
    tab.reload()
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.tagName") == "BODY"
    tab.get_by_role("button", name="Raccourcis clavier").click()
    assert not tab.get_by_label("Les touches seules agissent").is_checked()


def test_two_people_see_each_other(demo_house: House, open_tab: Callable[..., Any]) -> None:
    first, second = open_tab(demo_house), open_tab(demo_house)
    for tab, who in ((first, "moderation"), (second, "communications")):
        sign_in(tab, f"{who}@demo.example", PASSWORD)
        tab.clock.install()
        tab.goto(f"{INBOX}2/")
    assert "Modération des Rivages regarde aussi." in second.locator("#present").inner_text()
    second.locator("[data-answer] textarea").fill("Bonjour")
    second.clock.run_for(16_000)
    second.wait_for_selector("#present[data-shown]", state="attached")
    first.clock.run_for(16_000)
    first.wait_for_selector("text=Communications des Rivages écrit une réponse.")
    assert axe_violations(first) == []


def test_hiding_on_a_phone_leaves_a_trace_for_all(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, viewport=PHONE)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto(INBOX)
    assert tab.locator(".talk > header").is_hidden()
    tab.get_by_role("link", name="Voisin de l’école").click()
    tab.wait_for_selector(".talk > header")
    assert tab.locator(".side").is_hidden()
    tab.get_by_role("link", name="Masquer…").click()
    tab.wait_for_url("**/masquer/**")
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
