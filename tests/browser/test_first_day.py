"""The first day, from the ministry's file to what a parent reads: real processes, browser and mail server."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from preau.config.demo import pictures

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DATA = Path(__file__).parents[1] / "institutions" / "data"
ADMIN, SECRETARY, PARENT = "admin@exemple.test", "secretariat@exemple.test", "parent@exemple.test"
PASSWORD = "rivage-chaloupe-armoise-27"


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage, house: House, path: str) -> str:
    """The link of the mail that goes to `path` of this house."""
    found = re.search(re.escape(house.origin) + path + r"\S+", text_of(mail))
    assert found, text_of(mail)
    return found.group()


@pytest.fixture
def house(empty_house: House) -> House:
    empty_house.run("create-admin", ADMIN, "--name", "Administration", "--password-stdin", text=PASSWORD + "\n")
    empty_house.run("import-network", str(DATA / "ecoles.csv"), "--boards", str(DATA / "organismes.csv"))
    return empty_house


def invite(tab: Any, school: str, email: str) -> None:
    tab.goto("/bureau/personnes/inviter/")
    tab.fill("main input[type=search]", school)
    tab.press("main input[type=search]", "Enter")
    tab.click(f"main a:has-text('{school}')")
    tab.fill("input[name=email]", email)
    tab.fill("input[name=name]", "Secrétariat")
    tab.check("input[name=kind][value=communications]")
    tab.click("main form button.button:not(.quiet)")
    tab.wait_for_load_state()


def accept(tab: Any, link: str) -> None:
    tab.goto(link)
    assert axe_violations(tab) == []
    tab.fill("input[name=name]", "Secrétariat de l’école")
    tab.fill("input[name=password]", PASSWORD)
    tab.click("main form button.button:not(.quiet)")
    tab.wait_for_load_state()


def compose(tab: Any, words: str, picture: Path, alt: str) -> None:
    tab.goto("/bureau/ecrire/")
    tab.fill("textarea[name=body_fr]", words)
    tab.set_input_files("input[type=file]", str(picture))
    tab.fill("input[name^=alt_fr_]", alt)
    assert axe_violations(tab) == []
    tab.click("text=Publier maintenant")
    tab.wait_for_load_state()
    if tab.locator("h1:has-text('Relire et publier')").count():
        tab.click("main button:has-text('Publier maintenant')")
        tab.wait_for_load_state()


def test_from_the_ministrys_file_to_what_a_parent_reads(
    house: House, open_tab: Callable[..., Any], tmp_path: Path
) -> None:
    admin = open_tab(house)
    sign_in(admin, ADMIN, PASSWORD)
    invite(admin, "École Saint-Exemple", SECRETARY)

    secretary = open_tab(house)
    accept(secretary, link_in(house.sink.wait_for(SECRETARY), house, "/compte/invitation/"))
    if "/compte/connexion" in secretary.url:
        sign_in(secretary, SECRETARY, PASSWORD)
    picture = tmp_path / "expo.jpg"
    picture.write_bytes(pictures.landscape(3, birds=4))
    compose(secretary, "L’exposition ouvre jeudi à 15 h 30. #VieÀLÉcole", picture, "Des oiseaux sur la rivière")

    parent = open_tab(house, viewport=PHONE)
    parent.goto("/")
    parent.fill("input[type=search]", "saint exemple")
    parent.press("input[type=search]", "Enter")
    parent.click("main a:has-text('École Saint-Exemple')")
    parent.wait_for_selector("text=L’exposition ouvre jeudi")
    handle = parent.url.rpartition("/@")[2]
    assert parent.get_attribute("main article img[srcset]", "alt") == "Des oiseaux sur la rivière"
    assert parent.evaluate("document.querySelector('main article img[srcset]').naturalWidth") > 0
    assert overflow(parent) == 0
    assert parent.context.cookies() == []

    parent.click("main a:has-text('courriel')")
    parent.fill("input[type=email]", PARENT)
    for box in parent.locator("input[type=checkbox][required]").all():
        box.check()
    parent.click("main form button.button:not(.quiet)")
    parent.wait_for_load_state()
    confirmation = house.sink.wait_for(PARENT)
    parent.goto(link_in(confirmation, house, "/abonnements/confirmer/"))
    parent.click("main form button.button:not(.quiet)")
    parent.wait_for_load_state()
    assert axe_violations(parent) == []

    said = house.run("post", "--page", handle, "--as", SECRETARY, "-", text="Demain, la bibliothèque ouvre à 8 h.")
    assert f"{house.origin}/@{handle}/" in said.stdout
    letter = house.sink.wait_for(PARENT, "bibliothèque ouvre")
    assert "la bibliothèque ouvre" in text_of(letter)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    one_click = re.search(r"<(https?://[^>]+)>", letter["List-Unsubscribe"])
    assert one_click
    answer = parent.request.post(one_click.group(1), form={"List-Unsubscribe": "One-Click"})
    assert answer.ok
    count = len(house.sink.mails)
    house.run("post", "--page", handle, "--as", SECRETARY, "-", text="Rappel : la bibliothèque.")
    parent.goto(f"/@{handle}")
    parent.wait_for_selector("text=Rappel")
    assert len([m for m in house.sink.mails[count:] if m["X-Envelope-To"] == PARENT]) == 0
    assert "The journal is whole" in house.run("verify-records").stdout
