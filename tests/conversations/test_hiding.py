"""Hiding tells whoever wrote it; they contest; another person decides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from preau.channels.models import Answer
from preau.conversations.contest_tokens import contest_token
from preau.conversations.models import Contest, Message, Removal, Told, Visitor
from preau.conversations.services import contest_decide, contest_make, message_hide, message_show, message_unsay
from preau.institutions.models import RoleKind
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from tests.channels.stage import work
from tests.conftest import Cast, make_person
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, say, vanish
from .test_desk import see, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor.objects.create(
        email="parent@exemple.test", key="cle-de-visite", confirmed_at="2026-11-01T12:00:00Z", language="fr"
    )


def ask(cast: Cast, visitor: Visitor, html: str = "<p>Vous êtes des incapables</p>", **fields: Any) -> Message:
    return say(cast.saules, html, network="visitor", visitor_id=visitor.pk, **fields)


def hide(cast: Cast, message: Message, reason: str = "attack", who: str = "saules_moderator") -> Removal:
    message_hide(message=message, reason=reason, actor=cast[who])
    return Removal.objects.get(message=message, is_partial=False, restored_at=None)


def open_link(client: Client, removal: Removal, **post: Any) -> Any:
    client.logout()
    path = f"/contester/{contest_token('removal', removal.pk)}"
    return client.post(path, post, follow=True) if post else client.get(path)


def test_a_visitor_is_told_by_mail_why_and_how_to_contest(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    assert removal.told == Told.MAIL
    mail = OutgoingMail.objects.get()
    assert mail.to == "parent@exemple.test"
    assert "Injure ou attaque" in mail.text
    assert "Vous êtes des incapables" in mail.text
    link = re.search(r"/contester/\S+", mail.text)
    assert link
    assert client.get(link[0]).status_code == 200
    assert not client.cookies
    assert removal.message
    assert "Avis envoyé par courriel" in see(client, cast, path=f"{removal.message.conversation_id}/")


def test_in_their_language(cast: Cast, visitor: Visitor) -> None:
    Visitor.objects.update(language="en")
    hide(cast, ask(cast, visitor))
    mail = OutgoingMail.objects.get()
    assert "/en/contester/" in mail.text
    assert "hidden" in mail.subject


def test_on_a_network_they_are_told_in_private_and_nothing_shows_in_public(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    post = publish(cast.saules, "Exposition")
    removal = hide(cast, say(cast.saules, "<p>Gros mot</p>", post=post))
    work()
    [notice] = network.answered
    assert notice.is_private
    assert "/contester/" in notice.text
    assert removal.told == Told.PRIVATE
    assert Message.objects.filter(answer__isnull=False).count() == 0
    public = client.get(f"/@page_900001/{post.pk}").content.decode()
    assert "contester" not in public
    assert removal.message
    assert "Avis envoyé en privé" in see(client, cast, path=f"{removal.message.conversation_id}/")


def test_a_notice_that_failed_is_said_on_the_desk_and_breaks_no_screen(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    removal = hide(cast, say(cast.saules, "<p>Gros mot</p>"))
    Answer.objects.update(state="failed")
    assert removal.message
    assert "Avis non parti" in see(client, cast, path=f"{removal.message.conversation_id}/")
    assert client.get("/bureau/").status_code == 200


def test_spam_of_somebody_unknown_is_not_answered_that_of_somebody_known_is(
    cast: Cast, network: type[FakeTalkingNetwork]
) -> None:
    assert hide(cast, say(cast.saules, "<p>Achetez</p>"), "spam").told == Told.STRANGER
    assert not Answer.objects.exists()
    say(cast.saules, "<p>Merci</p>", by=NOOR)
    assert hide(cast, say(cast.saules, "<p>Achetez</p>", by=NOOR), "spam").told == Told.PRIVATE


def test_the_dialog_says_that_the_author_will_be_told_and_what(cast: Cast, client: Client, visitor: Visitor) -> None:
    message = ask(cast, visitor)
    text = see(client, cast, path=f"messages/{message.pk}/masquer/")
    assert "La personne sera avertie par courriel" in text
    assert "Ce qui lui sera dit" in text
    assert "Pour de la publicité d’une personne inconnue" in text
    assert "Critiquer une décision, un service" in text  # the guide's own words


def test_a_critique_asks_twice(cast: Cast, client: Client) -> None:
    message = say(cast.saules, "<p>La cour est mal tenue</p>")
    Message.objects.update(kind="critique")
    path = f"messages/{message.pk}/masquer/"
    text = send(client, cast, path, status=422, reason="attack")
    assert "semble être une critique" in text
    message.refresh_from_db()
    assert message.hidden_at is None
    send(client, cast, path, reason="attack", sure="on")
    message.refresh_from_db()
    assert message.hidden_at is not None


def test_contesting_once_is_kept_acknowledged_and_listed(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    shown = open_link(client, removal, text="C’était de l’<script>humour</script>\u202e").content.decode()
    assert "Votre contestation est reçue" in shown
    assert "<script>humour" not in shown
    contest = Contest.objects.get()
    assert "\u202e" not in contest.text
    assert Entry.objects.filter(verb="contest.made").get().snapshot.get("text") is None
    open_link(client, removal, text="Encore")
    assert Contest.objects.count() == 1
    with pytest.raises(Conflict):
        contest_make(decision=removal, text="Encore")
    assert "1 signalement ou contestation à voir" in see(client, cast)
    assert "humour" in see(client, cast, path="signalements/")


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 2_001, "é" * 1_000_000])
def test_a_contest_is_bounded(cast: Cast, client: Client, visitor: Visitor, text: str) -> None:
    removal = hide(cast, ask(cast, visitor))
    assert open_link(client, removal, text=text).status_code == 422
    with pytest.raises(Invalid):
        contest_make(decision=removal, text=text)
    assert not Contest.objects.exists()


@pytest.mark.parametrize("token", ["r1", "r1.faux", "perdu", "x" * 3_000])
def test_another_link_opens_nothing(cast: Cast, client: Client, visitor: Visitor, token: str) -> None:
    hide(cast, ask(cast, visitor))
    assert client.get(f"/contester/{token}").status_code == 404
    assert client.post(f"/contester/{token}", {"text": "Non"}).status_code == 404


def test_too_many_tries_are_told_to_wait(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    codes = [open_link(client, removal, text=" ").status_code for _ in range(22)]
    assert codes[0] == 422
    assert codes[-1] == 429


def test_another_person_decides_where_there_is_one(cast: Cast, client: Client, visitor: Visitor) -> None:
    contest = contest_make(decision=hide(cast, ask(cast, visitor)), text="Relisez")
    path = f"contestations/{contest.pk}/"
    assert "une autre personne regarde" in see(client, cast, path=path)
    with pytest.raises(NotAllowed):
        contest_decide(contest=contest, reverse=True, reply="", actor=cast["saules_moderator"])
    send(client, cast, path, "rivages_moderator", decision="reverse", reply="Vous aviez raison.")
    contest.refresh_from_db()
    assert contest.decided_by == cast["rivages_moderator"]
    message = Message.objects.get()
    assert message.hidden_at is None
    last = OutgoingMail.objects.order_by("-pk")[0]
    assert "paraît de nouveau" in last.text
    assert "Vous aviez raison." in last.text
    assert OutgoingMail.objects.count() == 2
    with pytest.raises(Conflict):
        contest_decide(contest=contest, reverse=False, reply="", actor=cast["rivages_moderator"])


def test_who_is_alone_decides(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    message = say(cast.commissioner, "<p>Gros mot</p>")
    message_hide(message=message, reason="attack", actor=cast["official"])
    contest = contest_make(decision=Removal.objects.get(), text="Relisez")
    contest_decide(contest=contest, reverse=False, reply="", actor=cast["official"])
    contest.refresh_from_db()
    assert contest.outcome == "upheld"


def test_upheld_tells_them_with_the_answer(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    contest = contest_make(decision=removal, text="Relisez")
    contest_decide(contest=contest, reverse=False, reply="La règle vaut pour tous.", actor=cast["rivages_moderator"])
    assert "La règle vaut pour tous." in OutgoingMail.objects.order_by("-pk")[0].text
    assert "Décision maintenue" in open_link(client, removal).content.decode()
    assert Entry.objects.filter(verb="contest.decided").count() == 1


def test_showing_again_tells_them_and_settles_what_they_contested(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    contest_make(decision=removal, text="Relisez")
    assert removal.message
    message_show(message=removal.message, actor=cast["saules_moderator"])
    assert Contest.objects.get().outcome == "reversed"
    assert OutgoingMail.objects.count() == 2
    assert "ne tient plus" in open_link(client, hidden_twice(cast, removal)).content.decode()


def hidden_twice(cast: Cast, removal: Removal) -> Removal:
    """Another hiding of the same message, shown again without having been contested."""
    assert removal.message
    second = hide(cast, removal.message)
    message_show(message=removal.message, actor=cast["saules_moderator"])
    return second


def test_nobody_else_sees_or_decides(cast: Cast, client: Client, visitor: Visitor) -> None:
    contest = contest_make(decision=hide(cast, ask(cast, visitor)), text="Relisez")
    path = f"contestations/{contest.pk}/"
    see(client, cast, "estuaire_administrator", path, 404)
    see(client, cast, "saules_editor", path, 403)
    send(client, cast, path, "estuaire_administrator", 404, decision="reverse")
    with pytest.raises(NotAllowed):
        contest_decide(contest=contest, reverse=True, reply="", actor=cast["saules_editor"])


def test_what_was_counted_outlives_the_message_and_its_author(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    removal = hide(cast, message)
    contest_make(decision=removal, text="C’est Alex")
    vanish_author(message)
    removal.refresh_from_db()
    assert removal.reason == "attack"
    assert Contest.objects.get().text == ""


def vanish_author(message: Message) -> None:
    assert message.author_id == ALEX.remote_id
    vanish(ALEX)


def test_taking_back_a_hidden_message_breaks_nothing(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    contest = contest_make(decision=hide(cast, message), text="Relisez")
    message_unsay(network=message.network, remote_id=message.remote_id, author_id=message.author_id)
    contest_decide(contest=contest, reverse=True, reply="", actor=cast["rivages_moderator"])
    contest.refresh_from_db()
    assert contest.outcome == "reversed"


def test_somebody_who_left_the_team_counts_for_nobody(cast: Cast, visitor: Visitor) -> None:
    for name in [n for n in cast.people if n not in ("saules_moderator",)]:
        cast[name].roles.all().delete()
    gone = make_person("parti", (cast.saules, RoleKind.MODERATOR), is_active=False)
    assert not gone.is_active
    contest = contest_make(decision=hide(cast, ask(cast, visitor)), text="Relisez")
    contest_decide(contest=contest, reverse=False, reply="", actor=cast["saules_moderator"])


def test_their_private_page_says_why_and_leads_to_contesting(cast: Cast, client: Client, visitor: Visitor) -> None:
    removal = hide(cast, ask(cast, visitor))
    text = client.get(f"/echange/{visitor.key}").content.decode()
    assert f"/contester/{contest_token('removal', removal.pk)}" in text


def test_who_wants_no_mail_gets_none(cast: Cast, visitor: Visitor) -> None:
    Visitor.objects.update(wants_mail=False)
    assert hide(cast, ask(cast, visitor)).told == Told.UNREACHED
    assert not OutgoingMail.objects.exists()
