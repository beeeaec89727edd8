"""The desk's screens of sources: who sees which, who changes what, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.kernel import clock
from preau.listening.models import (
    BoardSource,
    Item,
    Mention,
    Source,
    SourceKind,
    SourceState,
    TermKind,
    WatchSource,
)
from preau.listening.services import Sought, watch_make
from preau.records.models import Entry
from tests.conftest import Cast, make_institution
from tests.connectors.loopback import Answer, Loopback

from .stage import FEED, feed

pytestmark = pytest.mark.django_db
PLACE = "/bureau/veille/sources/"


def desk(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who])
    return client


def place(cast: Cast, rest: str = "") -> str:
    return f"{PLACE}{cast.rivages.institution_id}/{rest}"


def words(answer: Any) -> str:
    return answer.content.decode()


def test_a_school_sees_where_its_board_listens(cast: Cast) -> None:
    feed("https://media.exemple/fil", cast.rivages)
    answer = desk(cast, "saules_reader").get(PLACE, follow=True)
    assert "Fil RSS ou Atom" in words(answer)
    assert "Ajouter un fil" not in words(answer)


def test_of_many_boards_one_is_chosen_from_a_list(cast: Cast) -> None:
    for number in range(6):
        make_institution(cast.domain, "board", f"Centre {number}", f"92000{number}")
    client = desk(cast, "superuser")
    assert "<select" in words(client.get(PLACE, follow=True))
    answer = client.get(PLACE, {"organisme": cast.rivages.institution_id})
    assert answer["Location"] == place(cast)
    assert (
        desk(cast, "estuaire_administrator").get(PLACE, {"organisme": cast.rivages.institution_id}).status_code == 404
    )


def test_another_board_does_not(cast: Cast) -> None:
    assert desk(cast, "estuaire_administrator").get(place(cast)).status_code == 404


@pytest.mark.parametrize("who", ["saules_moderator", "saules_administrator", "estuaire_administrator"])
@pytest.mark.parametrize("rest", ["fil/", "fil/choix/", "mastodon/", "bluesky/", "medias/", "courriel/"])
def test_only_those_who_moderate_the_board_add_to_it(cast: Cast, who: str, rest: str) -> None:
    given = {"address": "https://media.exemple/", "server": "a.exemple", "what": "#a", "words": "mots", "host": "b.c"}
    assert desk(cast, who).post(place(cast, rest), given).status_code == 404
    assert BoardSource.objects.count() == 0


@pytest.mark.parametrize("who", ["saules_moderator", "estuaire_administrator"])
def test_nor_do_others_decide(cast: Cast, who: str) -> None:
    feed("https://media.exemple/fil", cast.rivages)
    chosen = BoardSource.objects.get()
    answer = desk(cast, who).post(f"{PLACE}decision/{chosen.pk}/", {"decision": "remove"})
    assert answer.status_code == 404
    assert BoardSource.objects.exists()


def test_why_a_source_is_silent_is_said(cast: Cast) -> None:
    feed("https://media.exemple/fil", cast.rivages, state=SourceState.STOPPED, last_error="robots")
    assert "robots.txt" in words(desk(cast, "rivages_reader").get(place(cast)))


def test_what_no_watch_uses_is_said_not_to_be_asked(cast: Cast) -> None:
    source = feed("https://media.exemple/fil")
    BoardSource.objects.create(board=cast.rivages.institution, source=source)
    assert "n’est pas interrogée" in words(desk(cast, "rivages_reader").get(place(cast)))


def test_a_feed_is_added_by_its_address(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(FEED)
    address = f"{server.origin}/fil.xml"
    answer = desk(cast, "rivages_moderator").post(place(cast, "fil/"), {"address": address}, follow=True)
    assert "Le Courrier des Battures" in words(answer)
    assert Source.objects.get().address == address
    assert Entry.objects.get(verb="source.added").actor_id == cast["rivages_moderator"].pk


def test_a_site_with_several_feeds_lets_one_choose(cast: Cast, server: Loopback) -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{0}.xml">'
    server.answers["/"] = Answer("".join(link.format(name) for name in ("nouvelles", "sports")).encode())
    client = desk(cast, "rivages_moderator")
    answer = client.post(place(cast, "fil/"), {"address": server.origin})
    assert "sports" in words(answer)
    feed_address = f"{server.origin}/sports.xml"
    given = {"feed": feed_address, f"label.{feed_address}": "Sports"}
    client.post(place(cast, "fil/choix/"), given)
    assert BoardSource.objects.get().label == "Sports"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("rien", "n’est pas celle d’une page Web"),
        ("javascript:alert(1)", "n’est pas celle d’une page Web"),
        ("http://10.0.0.1/", "n’est pas d’un site public"),
        ("{origin}/vide", "pas de fil"),
        ("{origin}/absent", "Rien à cette adresse"),
    ],
)
def test_an_address_without_feed_is_explained(cast: Cast, server: Loopback, address: str, told: str) -> None:
    server.answers["/vide"] = Answer(b"<html>")
    given = {"address": address.format(origin=server.origin)}
    answer = desk(cast, "rivages_moderator").post(place(cast, "fil/"), given)
    assert answer.status_code == 422
    assert told in words(answer)
    assert Source.objects.count() == 0


def test_two_boards_share_one_source(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(FEED)
    for who, page in (("rivages_moderator", cast.rivages), ("estuaire_administrator", cast.estuaire)):
        there = f"{PLACE}{page.institution_id}/fil/"
        desk(cast, who).post(there, {"address": f"{server.origin}/fil.xml"})
    assert (Source.objects.count(), BoardSource.objects.count()) == (1, 2)


def test_a_hashtag_is_added_however_it_is_typed(cast: Cast) -> None:
    client = desk(cast, "rivages_moderator")
    for server, tag in (("Social.Exemple", "#VieScolaire"), ("https://social.exemple/@a", " #viescolaire ")):
        client.post(place(cast, "mastodon/"), {"server": server, "what": tag})
    source = Source.objects.get()
    assert (source.kind, source.address, source.query) == (
        SourceKind.MASTODON_TAG,
        "https://social.exemple",
        "viescolaire",
    )


def test_a_search_asks_for_a_key_and_keeps_it_sealed_for_the_board(cast: Cast) -> None:
    client, given = desk(cast, "rivages_moderator"), {"server": "social.exemple", "what": "école des érables"}
    assert "clé d’un compte" in words(client.post(place(cast, "mastodon/"), given))
    client.post(place(cast, "mastodon/"), given | {"token": "cle-tres-secrete"})
    source = Source.objects.get()
    assert source.board == cast.rivages.institution
    assert "secrete" not in source.sealed_token
    assert "secrete" not in words(client.get(place(cast)))
    assert "secrete" not in str(Entry.objects.get(verb="source.added").snapshot)


def test_a_search_of_bluesky_is_added(cast: Cast) -> None:
    given = {"words": "école des Érables", "host": "https://api.bsky.app"}
    desk(cast, "rivages_moderator").post(place(cast, "bluesky/"), given)
    assert Source.objects.get().query == "école des Érables"


def test_pause_resume_try_and_remove(cast: Cast) -> None:
    source = feed("https://media.exemple/fil", cast.rivages, state=SourceState.STOPPED, next_at=clock.now())
    chosen, client = BoardSource.objects.get(), desk(cast, "rivages_moderator")

    def decide(what: str) -> None:
        assert client.post(f"{PLACE}decision/{chosen.pk}/", {"decision": what}).status_code == 302

    decide("pause")
    assert BoardSource.objects.get().paused_at
    decide("resume")
    assert BoardSource.objects.get().paused_at is None
    decide("try")
    source.refresh_from_db()
    assert (source.state, source.next_at) == (SourceState.RETRYING, None)
    decide("remove")
    assert (BoardSource.objects.count(), WatchSource.objects.count(), Source.objects.count()) == (0, 0, 1)
    verbs = list(Entry.objects.filter(verb__startswith="source.").values_list("verb", flat=True).order_by("number"))
    assert verbs == ["source.paused", "source.resumed", "source.tried", "source.removed"]


def test_a_decision_that_is_none_changes_nothing(cast: Cast) -> None:
    feed("https://media.exemple/fil", cast.rivages)
    client = desk(cast, "rivages_moderator")
    client.post(f"{PLACE}decision/{BoardSource.objects.get().pk}/", {"decision": "explode"})
    assert BoardSource.objects.exists()


def test_a_board_gets_a_mail_address_and_another_one(cast: Cast, settings: Any) -> None:
    settings.MAIL_IN = "veille@reseau.exemple"
    client = desk(cast, "rivages_moderator")
    assert "L’ancienne" not in words(client.post(place(cast, "courriel/"), follow=True))
    first = Source.objects.get(kind=SourceKind.MAIL).address
    assert f"veille+{first}@reseau.exemple" in words(client.get(place(cast)))
    assert first not in words(desk(cast, "rivages_reader").get(place(cast)))
    client.post(place(cast, "courriel/"))
    assert Source.objects.get(kind=SourceKind.MAIL).address != first


def test_two_feeds_of_one_name_are_told_apart(cast: Cast) -> None:
    for path in ("nouvelles", "sports"):
        feed(f"https://media.exemple/{path}", cast.rivages)
    shown = words(desk(cast, "rivages_reader").get(place(cast)))
    assert "media.exemple/nouvelles" in shown
    assert "media.exemple/sports" in shown


def test_a_list_of_media_is_uploaded(cast: Cast) -> None:
    file = SimpleUploadedFile("medias.csv", b"nom,type,region,url\nHebdo,hebdo,Nord,https://hebdo.exemple/rss\n")
    answer = desk(cast, "rivages_moderator").post(place(cast, "medias/"), {"file": file}, follow=True)
    assert "1 fil ajouté" in words(answer)


def test_what_one_saw_is_pasted_by_form(cast: Cast) -> None:
    given = {"institution": cast.saules.institution_id, "text": "On dit que l’école ferme.", "where": "Un groupe"}
    answer = desk(cast, "saules_moderator").post("/bureau/veille/coller/", given, follow=True)
    assert "C’est gardé" in words(answer)
    assert "Aucune veille ne s’y reconnaît" in words(answer)
    assert Item.objects.get().outlet == "Un groupe"


def test_what_a_watch_knows_leads_to_its_mention(cast: Cast) -> None:
    saules, actor = cast.saules.institution, cast["saules_moderator"]
    sought = [Sought("École des Trois-Saules", TermKind.NAME)]
    watch_make(actor=actor, institution=saules, name="Notre école", terms=sought, sources=[])
    given = {"institution": saules.pk, "text": "L’école des Trois-Saules a un nouveau toit."}
    answer = desk(cast, "saules_moderator").post("/bureau/veille/coller/", given)
    assert answer["Location"] == f"/bureau/veille/{Mention.objects.get().pk}/"


def test_nobody_pastes_for_an_institution_that_they_do_not_moderate(cast: Cast) -> None:
    given = {"institution": cast.rivages.institution_id, "text": "x"}
    assert desk(cast, "saules_moderator").post("/bureau/veille/coller/", given).status_code == 422
    assert desk(cast, "saules_reader").post("/bureau/veille/coller/", given).status_code == 403
    assert Item.objects.count() == 0
