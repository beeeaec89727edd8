"""A second pair of eyes: who needs one, who gives it, what is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from preau.channels.models import Answer
from preau.conversations.models import AnswerDraft, Conversation, ConversationState, DraftState, Label, Message, Policy
from preau.conversations.selectors import answer_needs_review, approvers_of, review_reasons
from preau.conversations.services import (
    answer_propose,
    conversation_answer,
    conversation_transfer,
    draft_approve,
    draft_refuse,
)
from preau.institutions.models import Role, RoleKind
from preau.jobs.services import run_due
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from tests.channels.stage import work
from tests.conftest import Cast, make_person
from tests.connectors.fake import FakeTalkingNetwork

from .saying import ALEX, NOOR, again, say
from .test_desk import reply, see, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(cast: Cast, network: type[FakeTalkingNetwork]) -> Policy:
    """What moderators of Rivages answer is read by another person first."""
    return Policy.objects.create(institution=cast.rivages.institution, reviewed_roles=["moderator"])


def propose(cast: Cast, asked: Message, text: str = "À 15 h.", who: str = "saules_moderator") -> AnswerDraft:
    version = Conversation.objects.get(pk=asked.conversation_id).version
    return answer_propose(message=asked, text=text, version=version, actor=cast[who])


def decide(client: Client, cast: Cast, draft: AnswerDraft, who: str, status: int = 200, **fields: Any) -> str:
    shown = see(client, cast, who, f"relectures/{draft.pk}/")
    hidden = dict(re.findall(r'<input type="hidden" name="(edition|version)" value="(\d+)"', shown))
    return send(client, cast, f"relectures/{draft.pk}/", who, status, **{**hidden, "decision": "approve", **fields})


def test_by_role_an_answer_waits_and_leaves_once_another_person_approves(
    cast: Cast, client: Client, rule: Policy, network: type[FakeTalkingNetwork]
) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    assert "Envoyer à la relecture" in see(client, cast, path=f"{asked.conversation_id}/")
    assert "attend une relecture" in reply(client, cast, asked, "À 15 h.")
    work()
    assert network.answered == []
    assert "1 réponse à relire" in see(client, cast, "rivages_communications")
    assert "À 15 h." in see(client, cast, "rivages_communications", "relectures/")
    draft = AnswerDraft.objects.get()
    assert "Le rôle de qui l’écrit est" in see(client, cast, "rivages_communications", f"relectures/{draft.pk}/")
    assert "La réponse part" in decide(client, cast, draft, "rivages_communications")
    work()
    assert [answer.text for answer in network.answered] == ["À 15 h."]
    entry = Entry.objects.get(verb="answer.sent")
    assert (entry.snapshot["text"], entry.snapshot["written_by"], entry.snapshot["approved_by"]) == (
        "À 15 h.",
        "saules moderator",
        "rivages communications",
    )
    assert Answer.objects.get().author == cast["saules_moderator"]
    assert Conversation.objects.get().state == ConversationState.THEIRS
    draft.refresh_from_db()
    assert (draft.state, draft.decided_by) == (DraftState.SENT, cast["rivages_communications"])


def test_whoever_holds_a_role_that_is_not_reviewed_answers_at_once(cast: Cast, rule: Policy) -> None:
    for who in ("rivages_communications", "saules_administrator", "superuser"):
        asked = say(cast.saules, "<p>Question</p>")
        conversation_answer(message=asked, text="Oui.", version=asked.conversation.version, actor=cast[who])
    Role.objects.create(
        user=cast["saules_moderator"], institution=cast.saules.institution, kind=RoleKind.COMMUNICATIONS
    )
    asked = say(cast.saules, "<p>Question</p>")
    conversation_answer(message=asked, text="Oui.", version=1, actor=cast["saules_moderator"])
    assert Answer.objects.count() == 4


@pytest.mark.parametrize(("field", "value"), [("reviewed_tones", "hostile"), ("reviewed_kinds", "complaint")])
def test_by_tone_or_kind_everybody_needs_another_person(
    cast: Cast, network: type[FakeTalkingNetwork], field: str, value: str
) -> None:
    Policy.objects.create(institution=cast.rivages.institution, **{field: [value]})
    asked = say(cast.saules, "<p>Question</p>")
    Conversation.objects.update(**{field.removeprefix("reviewed_").removesuffix("s"): value})
    with pytest.raises(Invalid, match="Une autre personne"):
        conversation_answer(message=asked, text="Oui.", version=1, actor=cast["rivages_administrator"])
    draft = propose(cast, asked, who="rivages_administrator")
    with pytest.raises(NotAllowed):
        draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_administrator"])
    draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])
    assert Answer.objects.count() == 1


def test_by_label(cast: Cast) -> None:
    conversation = say(cast.saules, "<p>Question</p>").conversation
    label = Label.objects.create(board=cast.rivages.institution, name="Médias", needs_review=True)
    conversation.labels.add(label)
    assert review_reasons(conversation, cast["rivages_administrator"]) == ["l’étiquette est «\u00a0Médias\u00a0»"]


def test_an_officials_words_are_their_own(cast: Cast) -> None:
    Policy.objects.create(institution=cast.rivages.institution, reviewed_tones=["hostile"])
    for page, who, is_read in ((cast.commissioner, "official", False), (cast.saules, "rivages_moderator", True)):
        conversation = say(page, "<p>Question</p>").conversation
        conversation.tone = "hostile"
        assert answer_needs_review(conversation, cast[who]) == is_read


def test_anybody_may_ask_for_one(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    assert "attend une relecture" in reply(client, cast, asked, do="review")
    assert AnswerDraft.objects.get().state == DraftState.WAITING
    assert not Answer.objects.exists()


def test_a_refusal_says_why_here_and_by_mail_and_the_words_are_kept(
    cast: Cast, client: Client, rule: Policy, network: type[FakeTalkingNetwork]
) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    draft = propose(cast, asked, "À 16 h.")
    assert "Dites ce qui est à changer" in decide(client, cast, draft, "rivages_communications", 422, decision="refuse")
    decide(client, cast, draft, "rivages_communications", decision="refuse", reason="C’est à 15 h.")
    run_due()
    [letter] = [one for one in mail.outbox if one.to == ["saules_moderator@exemple.test"]]
    assert "C’est à 15 h." in letter.body
    assert "1 des vôtres à revoir" in see(client, cast)
    shown = see(client, cast, path=f"{asked.conversation_id}/")
    assert "C’est à 15 h." in shown
    assert "À 16 h.</textarea>" in shown
    reply(client, cast, asked, "À 15 h.", do="review")
    draft.refresh_from_db()
    assert (draft.state, draft.text, draft.edition) == (DraftState.WAITING, "À 15 h.", 2)
    decide(client, cast, draft, "rivages_communications")
    assert Answer.objects.get().text == "À 15 h."
    assert list(Entry.objects.filter(verb__startswith="answer.").values_list("verb", flat=True).order_by("number")) == [
        "answer.proposed",
        "answer.refused",
        "answer.proposed",
        "answer.sent",
    ]


def test_those_who_may_approve_are_told_once_an_edition_the_nearest_first(cast: Cast, rule: Policy) -> None:
    english = cast["saules_communications"]
    english.language = "en"
    english.save()
    asked = say(cast.saules, "<p>Mon fils s’appelle Noé</p>")
    draft = propose(cast, asked, "Noé finit à 15 h.")
    run_due()
    told = [letter.to[0].partition("@")[0] for letter in mail.outbox]
    school, board = (
        ["saules_administrator", "saules_communications"],
        ["rivages_administrator", "rivages_communications"],
    )
    assert sorted(told) == sorted([*school, *board])
    assert [str(one).replace(" ", "_") for one in approvers_of(cast.saules, draft.author)] == [*school, *board]
    by_language = {letter.to[0]: letter for letter in mail.outbox}
    assert by_language[english.email].subject == "Answer to review: École des Trois-Saules"
    for letter in mail.outbox:
        assert f"/relectures/{draft.pk}/" in letter.body
        assert "Noé" not in letter.body  # neither what was asked, nor what would be answered
    propose(cast, asked, "À 15 h.")
    run_due()
    assert len(mail.outbox) == 8


def test_who_wrote_it_is_not_asked_to_approve_it_and_few_are(cast: Cast, rule: Policy) -> None:
    author = cast["saules_administrator"]
    assert author not in approvers_of(cast.saules, author)
    for number in range(6):
        make_person(f"near_{number}", (cast.saules, RoleKind.COMMUNICATIONS))
    found = approvers_of(cast.saules, author)
    assert len(found) == 5
    assert all(person.roles.get().institution_id == cast.saules.institution_id for person in found)
    assert approvers_of(cast.commissioner, author) == [cast["official"]]


def test_an_answer_that_nobody_may_approve_says_so(cast: Cast, client: Client, rule: Policy) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    draft = propose(cast, asked)
    assert "Relecture demandée à saules administrator, saules communications" in see(
        client, cast, path=f"{asked.conversation_id}/"
    ).replace("\u00a0", " ")
    Role.objects.filter(kind__in=[RoleKind.ADMINISTRATOR, RoleKind.COMMUNICATIONS]).delete()
    assert "Personne d’autre ne peut approuver" in see(client, cast, path=f"{draft.conversation_id}/")


def test_nobody_is_asked_where_nobody_may_approve(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.commissioner, "<p>Question</p>")
    with pytest.raises(Invalid, match="Personne d’autre"):
        propose(cast, asked, who="official")
    assert not AnswerDraft.objects.exists()


def test_of_two_who_decide_one_wins_and_the_other_is_told(cast: Cast, rule: Policy) -> None:
    draft = propose(cast, say(cast.saules, "<p>Question</p>"))
    draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])
    with pytest.raises(Conflict, match="rivages communications a déjà approuvé"):
        draft_approve(draft=draft, edition=1, version=2, actor=cast["rivages_administrator"])
    with pytest.raises(Conflict):
        draft_refuse(draft=draft, edition=1, reason="Non.", actor=cast["rivages_administrator"])
    assert Answer.objects.count() == 1


def test_what_is_approved_is_what_was_read(cast: Cast, rule: Policy) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    draft = propose(cast, asked, "Un")
    propose(cast, asked, "Deux")
    with pytest.raises(Conflict, match="modifiée"):
        draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])
    assert not Answer.objects.exists()


def test_whoever_decides_is_told_what_has_changed(cast: Cast, client: Client, rule: Policy) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    draft = propose(cast, asked)
    again(asked, "<p>Le matin ou le soir ?</p>")
    say(cast.saules, "<p>Moi aussi</p>", by=NOOR, reply_to=asked.remote_id)
    with pytest.raises(Conflict):
        draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])
    shown = see(client, cast, "rivages_communications", f"relectures/{draft.pk}/")
    assert "Alex a modifié son message" in shown
    assert "Noor a écrit" in shown
    decide(client, cast, draft, "rivages_communications")
    assert Answer.objects.get().text == "À 15 h."


def test_one_answer_waits_at_a_time_and_the_second_keeps_its_words(cast: Cast, client: Client, rule: Policy) -> None:
    asked = say(cast.saules, "<p>Question</p>", by=ALEX)
    propose(cast, asked)
    fields = {"message": asked.pk, "version": 1, "text": "Moi je dis 16 h.", "do": "review"}
    shown = send(client, cast, f"{asked.conversation_id}/repondre/", "rivages_moderator", 409, **fields)
    assert "Moi je dis 16 h.</textarea>" in shown
    assert "saules moderator" in shown


def test_its_author_takes_it_back(cast: Cast, client: Client, rule: Policy) -> None:
    draft = propose(cast, say(cast.saules, "<p>Question</p>"))
    send(client, cast, f"relectures/{draft.pk}/retirer/", "rivages_moderator", 404)
    assert "ne sera pas envoyée" in send(client, cast, f"relectures/{draft.pk}/retirer/")
    with pytest.raises(Conflict):
        draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])


def test_what_was_to_be_said_by_one_page_is_not_said_by_another(cast: Cast, client: Client, rule: Policy) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    draft = propose(cast, asked)
    assert "elle ne partira pas" in see(client, cast, path=f"{asked.conversation_id}/transferer/")
    conversation_transfer(conversation=asked.conversation, to=cast.rivages, note="Pour vous", actor=draft.author)
    draft.refresh_from_db()
    assert draft.state == DraftState.WITHDRAWN
    with pytest.raises(Conflict):
        draft_approve(draft=draft, edition=1, version=2, actor=cast["rivages_communications"])
    assert Entry.objects.get(verb="answer.unproposed").snapshot["text"] == "À 15 h."


def test_nobody_decides_who_may_not(cast: Cast, client: Client, rule: Policy) -> None:
    draft = propose(cast, say(cast.saules, "<p>Question</p>"))
    for who, status in {
        "rivages_moderator": 404,
        "saules_reader": 403,
        "saules_editor": 403,
        "estuaire_administrator": 404,
    }.items():
        see(client, cast, who, f"relectures/{draft.pk}/", status)
        send(client, cast, f"relectures/{draft.pk}/", who, status, decision="approve", edition=1, version=1)
        with pytest.raises(NotAllowed):
            draft_approve(draft=draft, edition=1, version=1, actor=cast[who])
    assert not Answer.objects.exists()
