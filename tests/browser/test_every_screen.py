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
    "/@trois_saules/8",
    "/@css_rivages/9",
    "/",
    "/?q=saint",
    "/?q=introuvable",
    "/@trois_saules",
    "/@css_rivages",
    "/@camille_exemple",
    "/@battures",
    "/@css_rivages/9/historique",
    "/@css_rivages/ecoles",
    "/@css_rivages/transparence",
    "/@battures/transparence",
    "/contester/perdu",
    "/hors-ligne",
    "/comptes-officiels",
    "/a-propos",
    "/netiquette",
    "/transparence",
    "/@trois_saules/netiquette",
    "/@trois_saules/netiquette/motifs",
    "/@trois_saules/netiquette/reponse",
    "/hors-ligne",
    "/@css_rivages/ecoles",
    "/?q=trois sales",
    "/mots/viealecole",
    "/suivre/trois_saules",
    "/abonnements/",
    "/abonnements/verifiez",
    "/abonnements/termine",
    "/abonnements/confirmer/perdu",
    "/@trois_saules/question",
    "/@trois_saules/8/repondre",
    "/@trois_saules/question/recu",
    "/@trois_saules/questions",
    "/echange/",
    "/echange/verifiez",
    "/echange/termine",
    "/echange/confirmer/perdu",
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
    "/bureau/fediverse/",
    "/bureau/fediverse/abonnes/3/",
    "/bureau/fediverse/abonnes/3/demenager/",
    "/bureau/fediverse/serveurs/",
    "/bureau/pages/?organisme=1",
    "/bureau/pages/1/",
    "/bureau/pages/1/modifier/",
    "/bureau/pages/elus/",
    "/bureau/publications/8/",
    "/bureau/publications/8/modifier/",
    "/bureau/publications/8/retirer/",
    "/bureau/envois/8/",
    "/bureau/conversations/",
    "/bureau/conversations/1/",
    "/bureau/conversations/mises-au-point/12/",
    "/bureau/conversations/2/",
    "/bureau/conversations/6/",
    "/bureau/conversations/?etat=closed",
    "/bureau/conversations/?etat=mine&genre=critique&age=week",
    "/bureau/conversations/2/transferer/",
    "/bureau/conversations/2/reunir/",
    "/bureau/conversations/etiquettes/",
    "/bureau/conversations/messages/3/masquer/",
    "/bureau/conversations/messages/2/retirer/",
    "/bureau/conversations/relectures/",
    "/bureau/conversations/relectures/1/",
    "/bureau/conversations/modeles/",
    "/bureau/conversations/modeles/nouveau/",
    "/bureau/conversations/plaintes/",
    "/bureau/conversations/reglages/",
    "/bureau/conversations/reglages/?q=saint",
    "/bureau/conversations/reglages/1/",
    "/bureau/conversations/reglages/3/",
    "/bureau/conversations/signalements/",
    "/bureau/conversations/signalements/1/",
    "/bureau/conversations/contestations/1/",
    "/bureau/conversations/blocages/",
    "/bureau/conversations/blocages/1/",
    "/bureau/conversations/messages/1/bloquer/",
    "/bureau/conversations/messages/1/demasquer/",
    "/bureau/conversations/messages/1/masquer-des-mots/",
    "/bureau/conversations/urgences/",
    "/bureau/conversations/urgences/?etat=terminees",
    "/bureau/conversations/urgences/1/",
    "/bureau/conversations/urgences/garde/1/",
    "/bureau/conversations/scelles/1/",
    "/bureau/guide/",
    "/bureau/guide/1/charter/",
    "/bureau/guide/1/charter/preparer/",
    "/bureau/guide/1/netiquette/versions/1/",
    "/bureau/guide/1/netiquette/lecture/",
    "/bureau/guide/valeurs/1/",
    "/bureau/veille/",
    "/bureau/veille/?etat=aside&veille=1&genre=feed",
    "/bureau/veille/4/",
    "/bureau/veille/veilles/",
    "/bureau/veille/veilles/1/",
    "/bureau/veille/veilles/1/modifier/",
    "/bureau/veille/veilles/1/supprimer/",
    "/bureau/veille/veilles/nouvelle/",
    "/bureau/veille/veilles/nouvelle/1/",
    "/bureau/veille/hausses/1/",
    "/bureau/veille/sources/1/",
    "/bureau/veille/coller/",
    "/bureau/journal/",
    "/bureau/courriels/",
    "/compte/",
    "/compte/courriel/",
    "/compte/mot-de-passe/",
    "/compte/deuxieme-etape/",
    "/compte/sessions/",
]
FOLLOWED = ["/bureau/publications/", "/bureau/pages/", "/bureau/personnes/"]


MAKE = """
from preau.channels.models import InboundItem
from preau.conversations.models import Message, Visitor
from preau.conversations.services.visitors import sender_of, visitor_confirm, visitor_say
from preau.conversations.tokens import confirm_token
from preau.posts.models import Post
from preau.posts.services import post_edit, post_withdraw
from preau.subscriptions.models import Letter, LetterKind, Subscriber
from preau.subscriptions.tokens import letter_token
from preau.users.models import User

edited, withdrawn = Post.objects.order_by("-pk")[1], Post.objects.order_by("-pk")[0]
actor = User.objects.get(email="communications@demo.example")
post_edit(actor=actor, post=edited, version=edited.version, body_fr="On ouvre à 9 h.", note="Heure corrigée")
post_withdraw(actor=actor, post=withdrawn, reason="Ce n’était pas la bonne école.")
reader = Subscriber.objects.order_by("pk")[0]
letter = Letter.objects.create(subscriber=reader, kind=LetterKind.DIGEST, period="essai")
asked = {"name": "Une mère", "email": "essai-ecrans@exemple.test", "place": "192.0.2.9"}
visitor_say(page=edited.page, text="À quelle heure ?", number="un", **asked)
visitor = Visitor.objects.get(email=asked["email"])
[item] = InboundItem.objects.filter(sender=sender_of(visitor))
token = confirm_token(visitor.pk, item.pk)
visitor_confirm(visitor=visitor, items=[item.pk])
visitor_say(page=edited.page, text="Et demain ?", number="deux", **asked)
waiting = confirm_token(visitor.pk, InboundItem.objects.latest("pk").pk)
said = Message.objects.get(visitor=visitor)
print(f"/echange/{visitor.key} /echange/{visitor.key}/retirer/{said.pk} /echange/{visitor.key}/effacer")
print(f"/echange/confirmer/{token} /echange/confirmer/{waiting}")
print(f"/@petite_riviere/{edited.pk}", f"/@petite_riviere/{edited.pk}/historique", f"/@petite_riviere/{withdrawn.pk}")
print(f"/abonnements/{reader.key}", f"/abonnements/desabonner/{letter_token(letter.pk)}")
"""


@pytest.fixture(scope="session")
def made(demo_house: House) -> list[str]:
    """Screens that a day makes: an edited post, its history, a withdrawn one, a reader's own."""
    for text in ("On ouvre à 10 h.", "Fermé mardi."):
        demo_house.run("post", "--page", "petite_riviere", "--as", "communications@demo.example", "-", text=text)
    answer = demo_house.run("shell", "--no-imports", "-c", MAKE)
    return answer.stdout.split()


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
    found = tab.eval_on_selector_all(
        "main a[href^='/']", "links => links.map(link => link.getAttribute('href').split('#')[0])"
    )
    kinds = {
        "/".join("#" if part.isdecimal() else part for part in link.split("?")[0].split("/")): link for link in found
    }
    return sorted(kinds.values())


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
def test_public_screens(
    demo_house: House, open_tab: Callable[..., Any], made: list[str], prefix: str, viewport: dict[str, int]
) -> None:
    tab = open_tab(demo_house, viewport=viewport)
    assert [tab.goto(path).status for path in made] == [200] * 5 + [200, 200, 410, 200, 200]
    paths = [prefix + path for path in [*PUBLIC, *made]]
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


def test_contrast_in_the_dark(demo_house: House, open_tab: Callable[..., Any], made: list[str]) -> None:
    tab = open_tab(demo_house, color_scheme="dark")
    found = [line for path in [*PUBLIC, *made] for line in faults(tab, path)]
    sign_in(tab, "communications@demo.example", PASSWORD)
    found += [line for path in DESK for line in faults(tab, path)]
    assert found == []


def test_what_an_edition_and_a_withdrawal_leave(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, viewport=PHONE)
    sign_in(tab, "admin@demo.example", PASSWORD)
    tab.goto("/bureau/publications/6/modifier/")
    tab.fill("textarea[name=body_fr]", "Merci aux 63 familles venues planter la haie.")
    tab.click("main form button.button:not(.quiet)")
    tab.wait_for_url("**/publications/6/")
    tab.goto("/bureau/publications/3/retirer/")
    tab.fill("main form [name=reason]", "Le vote est remis.")
    tab.click("main form button.danger")
    tab.wait_for_url("**/publications/3/")
    left = ["/@erables/6", "/@erables/6/historique", "/@nordet/3", "/bureau/publications/6/", "/bureau/publications/3/"]
    assert [line for prefix in ("", "/en") for path in left for line in faults(tab, prefix + path)] == []
