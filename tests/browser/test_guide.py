"""A board adopts its nétiquette and puts things straight; a parent reads both on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "preau-demo-2026"


def test_a_board_adopts_and_a_parent_reads(demo_house: House, open_tab: Callable[..., Any]) -> None:
    parent = open_tab(demo_house, viewport=PHONE)
    parent.goto("/@trois_saules/netiquette")
    tab = open_tab(demo_house)
    tab.on("dialog", lambda dialog: dialog.accept())
    sign_in(tab, "communications@demo.example", PASSWORD)
    tab.get_by_role("link", name="Guide").click()
    tab.get_by_role("link", name="Nétiquette", exact=True).click()
    tab.get_by_role("link", name="Préparer une version").click()
    text = tab.get_by_label("Texte français")
    text.fill(text.input_value() + "\n\n## Chez nous {#ours}\n\nIci, {{ hours }}.")
    tab.get_by_label("Ce qui change").fill("Une partie de plus")
    tab.get_by_role("button", name="Enregistrer et voir").click()
    tab.wait_for_selector("#side-fr ~ details")
    assert axe_violations(tab) == []
    tab.get_by_role("button", name="Adopter cette version").click()
    tab.wait_for_url("**/netiquette/versions/2/")
    tab.get_by_role("button", name="Je l’ai lue").click()
    tab.wait_for_selector("text=C’est noté")
    parent.reload()
    assert "Ici, du lundi au vendredi" in parent.locator("article").inner_text()
    parent.get_by_role("link", name="Version 1,").click()
    parent.wait_for_selector("text=n’est plus en vigueur")
    assert (axe_violations(parent), overflow(parent)) == ([], 0)


def test_a_statement_goes_from_the_talk_to_the_top_of_it(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house)
    sign_in(tab, "communications@demo.example", PASSWORD)
    tab.goto("/bureau/conversations/1/")
    tab.get_by_role("button", name="Écrire une mise au point").click()
    tab.wait_for_url("**/ecrire/*/")
    tab.get_by_label("Titre", exact=True).fill("Ce qui est vrai")
    tab.get_by_label("Texte", exact=True).fill("## Les faits\n\nL’exposition a **lieu**.")
    tab.wait_for_selector("[data-preview] strong")
    tab.get_by_role("button", name="Publier maintenant").click()
    tab.get_by_role("button", name="Épingler", exact=True).click()
    tab.wait_for_selector("text=La mise au point est épinglée")
    assert axe_violations(tab) == []
    parent = open_tab(demo_house, viewport=PHONE)
    parent.goto("/@trois_saules/8")
    statement = parent.locator(".thread .statement").first
    assert "Ce qui est vrai" in statement.inner_text()
    assert (axe_violations(parent), overflow(parent)) == ([], 0)
    statement.get_by_role("link", name="Citer ce texte").click()
    parent.wait_for_url("**/@trois_saules/*#quote")
