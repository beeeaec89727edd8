"""Every screen, in both languages, on a phone and on a laptop: no axe violation, nothing to scroll sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from preau.config.demo.seed import PASSWORD

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAPTOP = {"width": 1280, "height": 900}
PUBLIC = [
    "/",
    "/?q=saint",
    "/?q=introuvable",
    "/@trois_saules",
    "/@css_rivages",
    "/@camille_exemple",
    "/@battures",
    "/comptes-officiels",
    "/a-propos",
    "/mots/viealecole",
    "/suivre/trois_saules",
    "/abonnements/",
    "/compte/connexion/",
    "/compte/mot-de-passe/oublie/",
    "/compte/sur-invitation/",
    "/nulle-part",
]
DESK = [
    "/bureau/",
    "/bureau/ecrire/",
    "/bureau/publications/",
    "/bureau/pages/",
    "/bureau/personnes/",
    "/bureau/personnes/inviter/",
    "/bureau/personnes/inviter/3/",
    "/bureau/pages/3/",
    "/bureau/pages/3/modifier/",
    "/bureau/pages/3/identifiant/",
    "/bureau/publications/1/",
    "/bureau/publications/1/modifier/",
    "/bureau/publications/1/retirer/",
    "/bureau/envois/1/",
    "/bureau/comptes/",
    "/bureau/journal/",
    "/bureau/courriels/",
    "/compte/",
    "/compte/courriel/",
    "/compte/mot-de-passe/",
    "/compte/deuxieme-etape/",
    "/compte/sessions/",
]
FOLLOWED = ["/bureau/publications/", "/bureau/pages/", "/bureau/personnes/"]


def faults(tab: Any, path: str) -> list[str]:
    """What is wrong with one screen, each line with its address."""
    answer = tab.goto(path)
    found = axe_violations(tab)
    if answer.status >= 500:
        found.append(f"answered {answer.status}")
    if overflow(tab):
        found.append(f"is {overflow(tab)} pixels too wide at {tab.viewport_size['width']}")
    return [f"{path} {line}" for line in found]


def links(tab: Any, path: str) -> list[str]:
    """Where the main part of a screen leads, one example of each kind of address."""
    tab.goto(path)
    found = tab.eval_on_selector_all("main a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    kinds = {
        "/".join("#" if part.isdecimal() else part for part in link.split("?")[0].split("/")): link for link in found
    }
    return sorted(kinds.values())


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
def test_public_screens(demo_house: House, open_tab: Callable[..., Any], prefix: str, viewport: dict[str, int]) -> None:
    tab = open_tab(demo_house, viewport=viewport)
    paths = [prefix + path for path in PUBLIC]
    paths += [
        path
        for path in links(tab, prefix + "/@trois_saules")
        if path.startswith(prefix + "/@trois_saules/") and "feed" not in path
    ]
    assert [line for path in paths for line in faults(tab, path)] == []


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
def test_desk_screens(demo_house: House, open_tab: Callable[..., Any], prefix: str, viewport: dict[str, int]) -> None:
    tab = open_tab(demo_house, viewport=viewport)
    sign_in(tab, "admin@demo.example", PASSWORD)
    paths = [prefix + path for path in DESK]
    for path in FOLLOWED:
        paths += [link for link in links(tab, prefix + path) if link.startswith(prefix + "/bureau/")]
    assert [line for path in dict.fromkeys(paths) for line in faults(tab, path)] == []


def test_contrast_in_the_dark(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, color_scheme="dark")
    found = [line for path in PUBLIC for line in faults(tab, path)]
    sign_in(tab, "communications@demo.example", PASSWORD)
    found += [line for path in DESK for line in faults(tab, path)]
    assert found == []
