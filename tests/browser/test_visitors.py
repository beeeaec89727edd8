"""A parent on a phone, without script, asks, confirms, is answered, and erases it all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, overflow, sign_in

pytestmark = pytest.mark.browser
EMAIL = "parent-essai@exemple.test"
QUESTION = "Le service de garde ouvre-t-il demain ?"


def link(house: House, subject: str) -> str:
    body = house.sink.wait_for(EMAIL, subject).get_body(("plain",))
    assert body
    found = re.search(rf"{house.origin}(/\S+)", body.get_content())
    assert found
    return found.group(1)


def ask(tab: Any, house: House) -> str:
    """Ask under a post, confirm, and give the address of the private page."""
    tab.goto("/@trois_saules/8")
    tab.get_by_role("link", name="Poser une question ou commenter").click()
    tab.get_by_label("Votre message").fill(QUESTION)
    tab.get_by_label("Votre nom ou un pseudonyme").fill("Parent d’essai")
    tab.get_by_role("button", name="Envoyer").click()  # the address is missing: the words stay
    assert overflow(tab) == 0
    assert tab.get_by_label("Votre message").input_value() == QUESTION
    tab.get_by_label("Votre courriel").fill(EMAIL)
    tab.get_by_role("button", name="Envoyer").click()
    if "/recu" not in tab.url:  # faster than people are
        tab.wait_for_timeout(3_000)
        tab.get_by_role("button", name="Envoyer").click()
    tab.wait_for_url("**/repondre/recu")
    tab.goto(link(house, "Confirmez"))
    tab.get_by_role("button", name="Confirmer et envoyer").click()
    tab.wait_for_url("**/echange/*")
    return str(tab.url)


def test_a_question_its_answer_and_its_end(demo_house: House, open_tab: Callable[..., Any]) -> None:
    parent = open_tab(demo_house, viewport=PHONE, java_script_enabled=False)
    private = ask(parent, demo_house)
    desk = open_tab(demo_house)
    sign_in(desk, "moderation@demo.example", "preau-demo-2026")
    desk.goto("/bureau/conversations/")
    desk.get_by_role("link", name="Parent d’essai").first.click()
    desk.locator(".bubble .chip", has_text="Site").wait_for()
    assert EMAIL not in desk.content()
    desk.locator("#repondre textarea").fill("Oui, dès 7 h.")
    desk.get_by_role("button", name="Répondre en public").click()
    desk.locator(".bubble.ours", has_text="Oui, dès 7 h.").wait_for()
    assert link(demo_house, "vous a répondu") in private
    parent.goto("/@trois_saules/8")
    assert "Oui, dès 7 h." in parent.locator(".talk", has_text=QUESTION).inner_text()
    parent.goto(private)
    parent.get_by_role("link", name="Tout effacer…").click()
    parent.get_by_role("button", name="Tout effacer, pour de bon").click()
    parent.wait_for_url("**/echange/termine")
    parent.goto("/@trois_saules/8")
    assert QUESTION not in parent.content()
    assert parent.context.cookies() == []
