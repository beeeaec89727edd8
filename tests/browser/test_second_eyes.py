"""An answer that two people let out: from a template, refused, mended, approved, and read by the public."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "preau-demo-2026"
DESK = "/bureau/conversations/"
ASKED = "Parent de 4e année"
ANSWER = "Bonjour. C’est le 3 décembre à 18 h, au gymnase."


def faults(tab: Any) -> list[str]:
    return axe_violations(tab) + ([f"{overflow(tab)} pixels too wide"] if overflow(tab) else [])


def write(tab: Any, text: str) -> None:
    """Type an answer and send it, by the keyboard, to whomever the rules say."""
    tab.locator("#repondre textarea").fill(text)
    tab.keyboard.press("Control+Enter")


def test_two_people_let_an_answer_out(demo_house: House, open_tab: Callable[..., Any]) -> None:
    writer, reader = open_tab(demo_house), open_tab(demo_house, viewport=PHONE)
    sign_in(writer, "moderation@demo.example", PASSWORD)
    sign_in(reader, "communications@demo.example", PASSWORD)
    reader.goto(f"{DESK}etiquettes/")
    reader.get_by_label("Nom de l’étiquette").fill("Sorties")
    reader.get_by_label("Demander un deuxième regard").check()
    reader.get_by_role("button", name="Ajouter").click()
    reader.goto(f"{DESK}modeles/")
    reader.get_by_role("button", name="Adopter Horaire ou lieu").click()

    writer.goto(DESK)
    writer.get_by_role("link", name=ASKED).click()
    writer.wait_for_url(f"**{DESK}*/?etat=waiting")
    talk = writer.url.partition("?")[0]
    writer.get_by_text("Confier, étiqueter").click()
    writer.get_by_label("Sorties").check()
    writer.get_by_role("button", name="Enregistrer").click()
    writer.get_by_label("Modèle", exact=True).select_option(label="Horaire ou lieu")
    writer.get_by_role("button", name="Insérer ce modèle").click()
    writer.wait_for_url(re.compile("/repondre/"))
    words = "() => { const at = document.activeElement; return at.value.slice(at.selectionStart, at.selectionEnd) }"
    assert writer.evaluate(words) == "{date}"  # the first field has the cursor
    writer.keyboard.type("3 décembre")
    writer.keyboard.press("Control+Enter")
    assert "heure, lieu" in writer.locator("#answer-error").inner_text()
    write(writer, ANSWER.replace("18 h", "19 h"))
    writer.get_by_text("Relecture demandée à Communications des Rivages.").wait_for()
    assert faults(writer) == []

    letter = demo_house.sink.wait_for("communications@demo.example", "École des Trois-Saules").get_body(("plain",))
    assert letter
    reader.goto(talk)
    reader.locator("#repondre textarea").fill("Moi, je dis le 4.")
    reader.get_by_role("button", name="Envoyer à la relecture").click()
    assert "attend déjà une relecture" in reader.locator("#answer-error").inner_text()
    assert reader.locator("#repondre textarea").input_value() == "Moi, je dis le 4."
    found = re.search(rf"{demo_house.origin}(/\S+)", letter.get_content())
    assert found
    reader.goto(found[1])
    assert faults(reader) == []
    reader.get_by_label("Ce qui est à changer").fill("C’est à 18 h.")
    reader.get_by_role("button", name="Refuser avec ce motif").click()

    writer.goto("/bureau/")
    writer.get_by_role("link", name="C’est à 18 h.").click()
    assert writer.locator("#repondre textarea").input_value() == ANSWER.replace("18 h", "19 h")
    write(writer, ANSWER)
    writer.get_by_text("Relecture demandée à").wait_for()
    reader.goto("/bureau/")
    assert faults(reader) == []
    reader.get_by_role("link", name=ANSWER).click()
    reader.get_by_role("button", name="Approuver et envoyer").click()
    reader.get_by_text("La réponse part au nom de la page.").wait_for()

    writer.goto(talk)
    post = writer.locator(".talk header a").get_attribute("href").strip("/").rpartition("/")[2]
    parent = open_tab(demo_house, viewport=PHONE)
    parent.goto(f"/@trois_saules/{post}#conversation")
    assert ANSWER in parent.locator("#conversation").inner_text()
