"""What made-up outlets say of the made-up network, and what it listens for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preau.institutions.models import Page
from preau.kernel import clock
from preau.listening.models import BoardSource, Hearing, Item, Source, SourceKind, TermKind
from preau.listening.services import Sought, mention_set_aside, watch_make
from preau.listening.signals import items_heard
from preau.users.models import User

PAPER, VOICE = "Le Journal des Rivages", "La Voix de l’Estuaire"
STORY = (
    "Trois écoles du Centre de services scolaire des Rivages resteront fermées lundi et mardi : un bris d’aqueduc "
    "prive d’eau tout le secteur. Les élèves de l’École des Trois-Saules seront accueillis à côté, a confirmé "
    "la direction. Les familles sont invitées à lire la page de leur école avant de partir."
)
HEARD: list[tuple[str, float, str, str]] = [  # who, hours before now, title, text
    (PAPER, 500, "Val-des-Rivages prépare sa fête", "L’École des Trois-Saules y tiendra un kiosque."),
    (PAPER, 300, "Une cour toute verte", "Aux Trois-Saules, à Val-des-Rivages, on a planté quarante arbres."),
    (VOICE, 170, "Hockey : l’estuaire l’emporte", "L’équipe de l’école des Trois-Sauls a gagné 4 à 2."),
    (PAPER, 3, "Bris d’aqueduc : trois écoles fermées", STORY),
    (VOICE, 2.5, "Trois écoles sans eau", f"{STORY} Notre équipe est sur place."),
    (
        VOICE,
        2,
        "« On l’a appris à la radio »",
        "Des parents de l’École des Trois-Saules disent l’avoir appris à la radio, une heure avant l’avis du "
        "centre de services. « C’est inacceptable », dit l’un d’eux.",
    ),
    (PAPER, 1.5, "De l’eau mercredi, promet la mairie", "L’École des Trois-Saules et deux autres restent fermées."),
    (VOICE, 1, "Où iront les élèves des Trois-Saules ?", "À Val-des-Rivages, des autobus partiront à 8 h."),
    (PAPER, 0.5, "Une garderie de fortune", "Des bénévoles accueillent les enfants de l’École des Trois-Saules."),
]


def seed_listening(pages: dict[str, Page], admin: User, moderator: User) -> None:
    """Two outlets, a watch for the board and one for a school, a story that both tell, and a surge."""
    board = pages["900000"].institution
    sources = {label: _source(board, label) for label in (PAPER, VOICE)}
    with clock.ago(dt.timedelta(days=28)):
        first = _watch(pages["900101"], admin, sources, _school())
        _watch(pages["900000"], admin, sources, [Sought("Centre de services scolaire des Rivages", is_near=True)])
    for number, words in enumerate(HEARD):
        with clock.ago(dt.timedelta(hours=words[1])):
            _hear(sources[words[0]], number, *words[2:])
    mention = first.mentions.filter(lead__isnull=True).order_by("at").first()
    if mention:
        mention_set_aside(actor=moderator, mention=mention, note="Bonne nouvelle, rien à répondre.")


def _school() -> list[Sought]:
    return [
        Sought("École des Trois-Saules", is_near=True),
        Sought("Trois-Saules", is_near=True, needs_context=True),
        Sought("#ÉcoleDesTroisSaules", TermKind.HASHTAG),
        Sought("Val-des-Rivages", TermKind.CONTEXT),
    ]


def _source(board: Any, label: str) -> Source:
    address = f"https://{label.split()[1].lower()}.example/rss"
    never = clock.now() + dt.timedelta(days=3_650)  # it is made up: nobody is to ask it
    source = Source.objects.create(kind=SourceKind.FEED, address=address, label=label, next_at=never)
    BoardSource.objects.create(board=board, source=source)
    return source


def _watch(page: Page, actor: User, sources: dict[str, Source], terms: list[Sought]) -> Any:
    given = {"institution": page.institution, "name": "Ce qu’on dit de nous", "sources": list(sources.values())}
    watch = watch_make(actor=actor, terms=terms, **given)  # type: ignore[arg-type]
    type(watch).objects.filter(pk=watch.pk).update(created_at=clock.now())
    return watch


def _hear(source: Source, number: int, title: str, text: str) -> None:
    address = f"{source.address.removesuffix('rss')}{number}"
    now = clock.now()
    item = Item.objects.create(
        source=source,
        network="web",
        remote_id=address,
        url=address,
        outlet=source.label,
        title=title,
        text=text,
        language="fr",
        said_at=now,
        heard_at=now,
    )
    Hearing.objects.create(item=item, source=source, heard_at=now)
    items_heard.send(sender=Source, items=[item], source=source)
