"""A threat or somebody in danger: people told at once, the message sealed and left alone, a checklist to its end."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re

import pytest
from django.test import Client

from preau.conversations.danger import STEPS, steps_for
from preau.conversations.models import DangerKind, Escalation, Evidence, Policy
from preau.conversations.services import (
    conversation_transfer,
    escalation_close,
    escalation_open,
    evidence_open,
    evidence_prune,
    message_kind_correct,
    message_unsay,
)
from preau.conversations.services.evidence import unsealed
from preau.institutions.models import RoleKind
from preau.kernel.errors import Invalid, NotAllowed
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from preau.users.models import User
from tests.conftest import Cast, make_person

from .saying import ALEX, again, say, vanish
from .test_desk import see, send

pytestmark = pytest.mark.django_db
WORDS = "<p>Demain j’apporte une arme à l’école</p>"  # triage sees it


CALM = "<p>Regardez cette photo</p>"  # and not this


def open_one(cast: Cast, words: str = CALM) -> Escalation:
    return escalation_open(message=say(cast.saules, words), actor=cast["saules_moderator"])


def test_what_triage_calls_a_danger_is_told_at_once_and_left_as_it_is(cast: Cast, client: Client) -> None:
    message = say(cast.saules, WORDS)
    escalation = Escalation.objects.get()
    message.refresh_from_db()
    message.conversation.refresh_from_db()
    assert (message.html, message.hidden_at, message.is_held) == (WORDS, None, False)
    assert message.conversation.is_urgent
    assert escalation.opened_by is None
    assert {mail.to for mail in OutgoingMail.objects.all()} >= {"saules_moderator@exemple.test"}
    for mail in OutgoingMail.objects.all():
        assert "arme" not in mail.subject + mail.text + mail.html
        assert f"/urgences/{escalation.pk}/" in mail.text
    assert WORDS in json.loads(unsealed(Evidence.objects.get()))["html"]


def test_those_on_call_alone_where_the_board_named_them(cast: Cast) -> None:
    policy = Policy.objects.create(institution=cast.rivages.institution)
    policy.on_call.add(cast["rivages_communications"])
    open_one(cast)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["rivages_communications@exemple.test"]


def test_a_banner_on_every_screen_of_those_who_moderate_and_of_nobody_else(cast: Cast, client: Client) -> None:
    escalation = open_one(cast)
    for who, is_told in {
        "saules_moderator": True,
        "rivages_administrator": True,
        "saules_reader": False,
        "estuaire_administrator": False,
    }.items():
        client.force_login(cast[who])
        text = client.get("/bureau/publications/").content.decode()
        assert (f"/urgences/{escalation.pk}/" in text) == is_told, who
    escalation_close(escalation=escalation, outcome="Fausse alerte", actor=cast["saules_moderator"])
    assert "/urgences/" not in client.get("/bureau/publications/").content.decode()
    escalation.conversation.refresh_from_db()
    assert not escalation.conversation.is_urgent


def test_one_press_by_a_person_does_the_same_and_twice_is_once(cast: Cast, client: Client) -> None:
    message = say(cast.saules, CALM)
    for _ in range(2):
        text = send(client, cast, f"messages/{message.pk}/alerte/")
    assert "Composez le 911" in text or "composez le 911" in text
    assert Escalation.objects.count() == Evidence.objects.count() == 1
    assert OutgoingMail.objects.count() == len({mail.to for mail in OutgoingMail.objects.all()})


@pytest.mark.parametrize("gone", ["withdrawn", "erased"])
def test_its_author_deletes_it_and_the_seal_exists_already(cast: Cast, gone: str) -> None:
    message = say(cast.saules, WORDS)
    if gone == "withdrawn":
        message_unsay(network=message.network, remote_id=message.remote_id, author_id=message.author_id)
    else:
        vanish(ALEX)
    message.refresh_from_db()
    assert message.html == ""
    assert WORDS in json.loads(unsealed(Evidence.objects.get()))["html"]


def test_other_words_are_sealed_too(cast: Cast) -> None:
    message = say(cast.saules, WORDS)
    again(message, "<p>Demain j’apporte deux armes à l’école</p>")
    assert Escalation.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_the_checklist_is_ticked_by_a_person_with_the_time(cast: Cast, client: Client) -> None:
    escalation = open_one(cast)
    path = f"urgences/{escalation.pk}/"
    send(client, cast, path, act="acknowledge", what="threat")
    text = send(client, cast, path, act="done", step="police")
    assert "saules moderator" in text
    escalation.refresh_from_db()
    assert escalation.acknowledged_by == cast["saules_moderator"]
    assert escalation.what == DangerKind.THREAT
    assert escalation.steps["police"]["by_id"] == cast["saules_moderator"].pk
    send(client, cast, path, act="undone", step="police")
    send(client, cast, path, act="done", step="n’importe quoi")
    escalation.refresh_from_db()
    assert escalation.steps == {}
    send(client, cast, path, status=422, act="close", outcome="")
    text = send(client, cast, path, act="close", outcome="Police prévenue, dossier 123")
    assert "dossier 123" in text
    verbs = list(Entry.objects.filter(verb__startswith="escalation.").values_list("verb", flat=True))
    assert sorted(verbs) == [
        "escalation.acknowledged",
        "escalation.changed",
        "escalation.closed",
        "escalation.opened",
        "escalation.step_done",
        "escalation.step_undone",
    ]
    assert "dossier 123" in see(client, cast, path="urgences/?etat=terminees")


def test_each_step_that_the_law_asks_for_says_where_it_comes_from() -> None:
    assert len({step.id for step in STEPS}) == len(STEPS)
    assert steps_for(DangerKind.UNKNOWN) == list(STEPS)
    [dpj] = [step for step in steps_for(DangerKind.CHILD) if step.id == "dpj"]
    assert "art. 39" in dpj.source
    assert dpj.address.startswith("https://")
    assert "dpj" not in {step.id for step in steps_for(DangerKind.THREAT)}
    assert all(step.title_en and step.detail_en for step in STEPS)


def test_only_who_administers_the_board_opens_a_seal_for_a_reason_that_stays(cast: Cast, client: Client) -> None:
    open_one(cast, WORDS)
    evidence = Evidence.objects.get()
    path = f"scelles/{evidence.pk}/"
    for who, status in {
        "saules_moderator": 403,
        "rivages_communications": 403,
        "saules_administrator": 404,
        "estuaire_administrator": 404,
    }.items():
        see(client, cast, who, path, status)
        send(client, cast, path, who, status, reason="Je veux voir")
        with pytest.raises(NotAllowed):
            evidence_open(evidence=evidence, reason="Je veux voir", actor=cast[who])
    assert "arme" not in see(client, cast, "rivages_administrator", path)
    send(client, cast, path, "rivages_administrator", 422, reason="")
    assert not Entry.objects.filter(verb="evidence.opened").exists()
    text = send(client, cast, path, "rivages_administrator", reason="Demande de la police, dossier 123")
    assert "apporte une arme" in text
    entry = Entry.objects.get(verb="evidence.opened")
    assert entry.snapshot["reason"] == "Demande de la police, dossier 123"
    assert entry.snapshot["digest"] == evidence.digest


def test_the_file_for_the_police_has_the_digest_that_the_journal_holds(cast: Cast, client: Client) -> None:
    open_one(cast)
    evidence = Evidence.objects.get()
    client.force_login(cast["rivages_administrator"])
    path = f"/bureau/conversations/scelles/{evidence.pk}/"
    answer = client.post(path, {"reason": "Pour la police", "as": "file"})
    digest = hashlib.sha256(answer.content).hexdigest()
    assert digest == evidence.digest == Entry.objects.get(verb="evidence.sealed").snapshot["digest"]
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_two_seals_of_the_same_words_have_other_digests(cast: Cast) -> None:
    open_one(cast, "<p>418 555-0123</p>")
    open_one(cast, "<p>418 555-0123</p>")
    assert len(set(Evidence.objects.values_list("digest", flat=True))) == 2


def test_after_its_time_a_seal_is_erased_and_its_digest_stays(cast: Cast, client: Client) -> None:
    escalation = open_one(cast)
    Evidence.objects.update(captured_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert evidence_prune() == 0  # still being handled
    escalation_close(escalation=escalation, outcome="Fausse alerte", actor=cast["saules_moderator"])
    assert evidence_prune() == 1
    evidence = Evidence.objects.get()
    assert (evidence.sealed, len(evidence.digest)) == ("", 64)
    assert "Son empreinte demeure" in see(client, cast, "rivages_administrator", f"scelles/{evidence.pk}/")
    with pytest.raises(Invalid):
        evidence_open(evidence=evidence, reason="Trop tard", actor=cast["rivages_administrator"])


def test_nobody_else_sees_or_acts(cast: Cast, client: Client) -> None:
    escalation = open_one(cast)
    for who, status in {"saules_editor": 403, "estuaire_administrator": 404}.items():
        see(client, cast, who, f"urgences/{escalation.pk}/", status)
        send(client, cast, f"urgences/{escalation.pk}/", who, status, act="acknowledge")
        send(client, cast, f"messages/{escalation.message_id}/alerte/", who, status)
    with pytest.raises(NotAllowed):
        escalation_close(escalation=escalation, outcome="Fausse alerte", actor=cast["estuaire_administrator"])


def test_a_danger_said_to_an_official_reaches_those_who_can_act_without_its_words(cast: Cast, client: Client) -> None:
    escalation = escalation_open(message=say(cast.commissioner, WORDS))
    assert "arme" in see(client, cast, "official", f"urgences/{escalation.pk}/")
    text = see(client, cast, "rivages_moderator", f"urgences/{escalation.pk}/")
    assert "arme" not in re.sub(r"une arme de", "", text)


def test_who_is_on_call_is_chosen_by_who_administers(cast: Cast, client: Client) -> None:
    board = cast.rivages.institution
    path = f"urgences/garde/{board.pk}/"
    send(client, cast, path, "rivages_administrator", people=[cast["saules_moderator"].pk])
    assert list(Policy.objects.get(institution=board).on_call.all()) == [cast["saules_moderator"]]
    send(client, cast, path, "rivages_administrator", people=[cast["estuaire_administrator"].pk])
    assert list(Policy.objects.get(institution=board).on_call.all()) == [cast["saules_moderator"]]
    for who, status in {"rivages_moderator": 403, "saules_administrator": 404, "estuaire_administrator": 404}.items():
        see(client, cast, who, path, status)


def test_whoever_says_that_it_is_a_danger_alerts_too(cast: Cast) -> None:
    message = say(cast.saules, CALM)
    assert not Escalation.objects.exists()
    message_kind_correct(message=message, kind="danger", actor=cast["saules_moderator"])
    assert Escalation.objects.get().opened_by == cast["saules_moderator"]


def test_it_goes_with_the_conversation_to_another_page(cast: Cast, client: Client) -> None:
    escalation = open_one(cast)
    moved = escalation.message.conversation  # type: ignore[union-attr]
    conversation_transfer(conversation=moved, to=cast.erables, note="À vous", actor=cast["rivages_moderator"])
    make_person("erables_moderator", (cast.erables, RoleKind.MODERATOR))
    client.force_login(User.objects.get(email="erables_moderator@exemple.test"))
    text = client.get("/bureau/").content.decode()
    assert f"/urgences/{escalation.pk}/" in text
    assert "Regardez cette photo" in client.get(f"/bureau/conversations/urgences/{escalation.pk}/").content.decode()
