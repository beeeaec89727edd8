"""Approved answers with fields, and the legal route of complaints."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
import time_machine
from django.core.checks import run_checks
from django.test import Client

from preau.channels.models import Answer
from preau.conversations import complaints
from preau.conversations.fields import fields_of, fill, unfilled
from preau.conversations.models import AnswerDraft, AnswerTemplate, Conversation
from preau.conversations.services import draft_approve, template_adopt, template_approve, template_save
from preau.conversations.suggestions import suggestions
from preau.guide.models import Values
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import say
from .test_desk import reply, see, send

pytestmark = pytest.mark.django_db


def make(cast: Cast, text: str = "Bonjour {nom}, le {date}.", *, approved: bool = True) -> AnswerTemplate:
    made = template_save(
        institution=cast.rivages.institution, title="Horaire", text_fr=text, actor=cast["rivages_moderator"]
    )
    if approved:
        template_approve(template=made, version=1, actor=cast["rivages_communications"])
    return made


def words_in(shown: str) -> str:
    return html.unescape(re.search(r"<textarea name=\"text\"[^>]*>(.*?)</textarea>", shown, re.DOTALL)[1])  # type: ignore[index]


def test_fields_are_filled_once_and_what_is_unknown_stays() -> None:
    assert fill("{nom}, {date} {Lien}", {"name": "Alex {date}", "link": ""}) == "Alex {date}, {date} {Lien}"
    assert fields_of("{date de la rencontre} {} {1} {date de la rencontre} {l’heure}") == [
        "date de la rencontre",
        "l’heure",
    ]
    assert unfilled("le {date}, {autre}", "le {date} à {lieu}") == ["date"]


def test_a_template_goes_into_the_answer_after_what_is_typed(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    template = make(cast, "Bonjour {nom}. {page}, {organisme}. « {publication} » {lien} le {date}.")
    post = publish(cast.saules, "Exposition")
    asked = say(cast.saules, "<p>Quand ?</p>", post=post)
    shown = reply(client, cast, asked, "Déjà tapé.", do="insert", modele=template.pk)
    assert words_in(shown) == (
        "Déjà tapé.\n\nBonjour Alex. École des Trois-Saules, École des Trois-Saules. "
        f"« Exposition » http://testserver/@page_900001/{post.pk} le {{date}}."
    )
    assert f'name="templates" value="{template.pk}"' in shown
    assert not Answer.objects.exists()
    by_address = see(client, cast, path=f"{asked.conversation_id}/?modele={template.pk}")
    assert words_in(by_address).startswith("Bonjour Alex.")


def test_a_field_left_in_braces_is_named_and_the_answer_stays(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    template = make(cast)
    asked = say(cast.saules, "<p>Quand ?</p>")
    fields = {"message": asked.pk, "version": 1, "text": "Bonjour Alex, le {date}.", "templates": template.pk}
    for do in ("send", "review"):
        shown = send(client, cast, f"{asked.conversation_id}/repondre/", status=422, do=do, **fields)
        assert "entre accolades\u00a0: date" in shown
        assert words_in(shown) == "Bonjour Alex, le {date}."
    fields["text"] = "Bonjour Alex, le 3."
    send(client, cast, f"{asked.conversation_id}/repondre/", **fields)
    assert Answer.objects.get().text == "Bonjour Alex, le 3."
    assert Entry.objects.get(verb="answer.sent").snapshot["template"] == "Horaire (1)"


@pytest.mark.parametrize("do", ["send", "review"])
def test_all_that_an_answer_was_made_from_is_recorded(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork], do: str
) -> None:
    first, second = make(cast, "Bonjour {nom}."), make(cast, "Au {lieu}.")
    asked = say(cast.saules, "<p>Quand ?</p>")
    shown = reply(client, cast, asked, "", do="insert", modele=first.pk)
    shown = reply(client, cast, asked, words_in(shown), do="insert", modele=second.pk, templates=first.pk)
    held = re.search(r'name="templates" value="([^"]*)"', shown)[1]  # type: ignore[index]
    assert sorted(held.split(",")) == sorted([str(first.pk), str(second.pk)])
    fields = {"message": asked.pk, "version": 1, "templates": held, "do": do}
    left = send(client, cast, f"{asked.conversation_id}/repondre/", status=422, text=words_in(shown), **fields)
    assert "entre accolades\u00a0: lieu" in left
    send(client, cast, f"{asked.conversation_id}/repondre/", text="Bonjour Alex. Au gymnase.", **fields)
    if do == "review":
        draft = AnswerDraft.objects.get()
        assert f'name="templates" value="{held}"' in see(client, cast, path=f"{asked.conversation_id}/")
        draft_approve(draft=draft, edition=1, version=1, actor=cast["rivages_communications"])
    assert Entry.objects.get(verb="answer.sent").snapshot["template"] == "Horaire (1) · Horaire (1)"


def test_only_approved_ones_of_ones_own_tree_are_offered(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    make(cast, approved=False)
    asked = say(cast.saules, "<p>Quand ?</p>")
    assert "Insérer ce modèle" not in see(client, cast, path=f"{asked.conversation_id}/")
    template_approve(template=AnswerTemplate.objects.get(), version=1, actor=cast["rivages_communications"])
    assert "Insérer ce modèle" in see(client, cast, path=f"{asked.conversation_id}/")
    elsewhere = say(cast.phare, "<p>Quand ?</p>")
    assert "Insérer ce modèle" not in see(client, cast, "estuaire_administrator", path=f"{elsewhere.conversation_id}/")


def test_a_changed_one_is_approved_again_and_what_is_approved_was_read(cast: Cast) -> None:
    template = make(cast)
    template_save(
        template=template,
        institution=template.institution,
        title="Horaire",
        text_fr="Autre chose.",
        actor=cast["rivages_moderator"],
    )
    template.refresh_from_db()
    assert (template.version, template.approved_at) == (2, None)
    with pytest.raises(Conflict):
        template_approve(template=template, version=1, actor=cast["rivages_communications"])
    with pytest.raises(NotAllowed):
        template_approve(template=template, version=2, actor=cast["rivages_moderator"])


def test_suggestions_are_adopted_not_active(cast: Cast, client: Client) -> None:
    assert not AnswerTemplate.objects.exists()
    for one in suggestions():
        made = template_adopt(key=one.key, institution=cast.rivages.institution, actor=cast["rivages_moderator"])
        assert made.approved_at is None
    assert template_adopt(
        key="thanks", institution=cast.saules.institution, actor=cast["saules_communications"]
    ).approved_at
    assert "À adopter" not in see(client, cast, "rivages_moderator", "modeles/")
    with pytest.raises(Invalid):
        template_adopt(key="rien", institution=cast.rivages.institution, actor=cast["rivages_moderator"])


def test_templates_on_the_desk(cast: Cast, client: Client) -> None:
    fields = {"institution": cast.saules.institution_id, "title": "Merci", "text_fr": "Merci, {nom}."}
    assert "une fois approuvé" in send(client, cast, "modeles/nouveau/", **fields)
    template = AnswerTemplate.objects.get()
    assert "Approuver" in see(client, cast, "rivages_communications", "modeles/")
    send(client, cast, f"modeles/{template.pk}/decider/", "rivages_communications", act="approve", version=1)
    template.refresh_from_db()
    assert template.approved_by == cast["rivages_communications"]
    send(client, cast, f"modeles/{template.pk}/", **{**fields, "text_fr": "Merci."})
    send(client, cast, f"modeles/{template.pk}/decider/", act="retire")
    assert Entry.objects.filter(verb="template.retired").count() == 1
    send(client, cast, "modeles/nouveau/", status=422, title="Sans texte", institution=cast.saules.institution_id)


def test_nobody_writes_the_templates_of_another(cast: Cast, client: Client) -> None:
    template = make(cast)
    for who, status in {"saules_moderator": 404, "estuaire_administrator": 404, "saules_editor": 403}.items():
        see(client, cast, who, f"modeles/{template.pk}/", status)
        send(client, cast, f"modeles/{template.pk}/decider/", who, status, act="retire")
    assert "Adopter" not in see(client, cast, "official", "modeles/")
    fields = {"institution": cast.rivages.institution_id, "title": "x", "text_fr": "x"}
    send(client, cast, "modeles/nouveau/", "saules_moderator", 422, **fields)


def test_the_route_of_complaints_in_one_click(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    Values.objects.create(institution=cast.rivages.institution, complaints_officer="plaintes@rivages.example")
    asked = say(cast.saules, "<p>Mon enfant n’a pas de service.</p>")
    Conversation.objects.update(kind="complaint")
    assert "semble être une plainte" in see(client, cast, path=f"{asked.conversation_id}/")
    text = words_in(reply(client, cast, asked, "Bonjour.", do="complaint"))
    for part in ("10 jours", "15 jours", "20 jours", "violence à caractère sexuel", "(plaintes@rivages.example)"):
        assert part in text
    send(client, cast, f"{asked.conversation_id}/repondre/", message=asked.pk, version=1, text=text)
    assert "protecteur régional" in Answer.objects.get().text


def test_in_the_language_of_whoever_asks(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.estuaire, "<p>My child has no service.</p>", language="en")
    client.force_login(cast["estuaire_administrator"])
    fields = {"message": asked.pk, "version": 1, "text": "", "do": "complaint"}
    shown = send(client, cast, f"{asked.conversation_id}/repondre/", "estuaire_administrator", **fields)
    assert "regional student ombudsman" in words_in(shown)


def test_the_route_is_shown_with_its_source_and_date(cast: Cast, client: Client) -> None:
    shown = see(client, cast, path="plaintes/")
    assert "Loi sur le protecteur national de l’élève" in shown
    assert "28 août 2023" in shown
    assert len(complaints.route("en").words) < 3_000


def test_the_doctor_says_when_nobody_has_read_the_sources_again() -> None:
    with time_machine.travel(dt.datetime(2028, 6, 25, tzinfo=dt.UTC)):
        assert any(message.id == "conversations.W001" for message in run_checks())
    with time_machine.travel(dt.datetime(2027, 11, 25, tzinfo=dt.UTC)):
        assert not any(message.id == "conversations.W001" for message in run_checks())
