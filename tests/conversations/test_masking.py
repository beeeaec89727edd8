"""Masking personal information: at once, everywhere, sealed, undone with a reason, and not undone by the network."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from preau.conversations.models import Evidence, EvidenceFor, Message, Removal
from preau.conversations.selectors import public_reply_ids
from preau.conversations.services import message_hide, message_mask, message_show, message_unmask, message_unsay
from preau.conversations.services.evidence import unsealed
from preau.kernel.errors import Invalid, NotAllowed
from preau.records.models import Entry
from preau.records.services import verify
from tests.conftest import Cast
from tests.website.saying import say as publish

from .saying import again, say
from .test_desk import see, send

pytestmark = pytest.mark.django_db
NUMBER = "418 555-0123"
WORDS = f"<p>Le père de Zoé, c’est le {NUMBER}, appelez-le</p>"
PICTURE = {"address": "https://mastodon.exemple/zoe.png", "alt": "Zoé", "media_type": "image/png"}


def mask(cast: Cast, message: Message, who: str = "saules_moderator") -> Message:
    return message_mask(message=message, actor=cast[who])


def journal() -> str:
    return json.dumps(list(Entry.objects.values_list("snapshot", flat=True)), ensure_ascii=False)


def test_one_press_masks_it_everywhere(cast: Cast, client: Client) -> None:
    post = publish(cast.saules, "Exposition")
    message = say(cast.saules, WORDS, post=post)
    Message.objects.update(pictures=[PICTURE])
    send(client, cast, f"messages/{message.pk}/masquer-renseignements/")
    for text in (
        client.get(f"/@page_900001/{post.pk}").content.decode(),
        see(client, cast, path=f"{message.conversation_id}/"),
        see(client, cast),
    ):
        assert NUMBER not in text
        assert "[renseignement masqué]" in text
    message.refresh_from_db()
    assert message.pictures == []
    assert "Voir l’original" not in client.get(f"/@page_900001/{post.pk}").content.decode()
    assert public_reply_ids(post, "activitypub", 10) == []


def test_the_original_is_sealed_and_the_journal_holds_its_digest_alone(cast: Cast) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    evidence = Evidence.objects.get()
    assert evidence.what_for == EvidenceFor.MASKING
    assert NUMBER in json.loads(unsealed(evidence))["words"]
    assert NUMBER not in evidence.sealed
    assert NUMBER not in journal()
    assert Entry.objects.get(verb="message.masked").snapshot["digest"] == evidence.digest
    assert verify().is_whole
    assert Removal.objects.get(message=message).is_partial


def test_what_triage_marked_is_masked_too(cast: Cast) -> None:
    message = say(cast.saules, "<p>Zoé Exemple aime <b>la lecture</b></p>")
    Message.objects.update(marks=[[0, 11, "personal"], [12, 16, "critique"]])
    message.refresh_from_db()
    assert mask(cast, message).html == "<p>[renseignement masqué] aime <b>la lecture</b></p>"


def test_a_name_that_is_masked_once_is_masked_wherever_it_stands(cast: Cast) -> None:
    message = say(cast.saules, "<p>Zoé Exemple ment. Sa mère (418 555-0123) dit que ZOÉ exemple, oui Zoé, ment</p>")
    Message.objects.update(marks=[[0, 11, "personal"]])
    message.refresh_from_db()
    assert "zoé" not in mask(cast, message).html.lower()


CHOOSE = "masquer-des-mots/"


def choose(client: Client, cast: Cast, message: Message, status: int = 200, **fields: Any) -> Message:
    send(client, cast, f"messages/{message.pk}/{CHOOSE}", status=status, **fields)
    message.refresh_from_db()
    return message


def test_a_person_chooses_what_is_masked(cast: Cast, client: Client) -> None:
    message = say(cast.saules, f"<p>Le secrétariat : {NUMBER}. Zoé a triché, zoé l’a dit</p>")
    assert NUMBER in see(client, cast, path=f"messages/{message.pk}/{CHOOSE}")
    assert choose(client, cast, message, words="Zoé").html == (
        f"<p>Le secrétariat : {NUMBER}. [renseignement masqué] a triché, [renseignement masqué] l’a dit</p>"
    )
    assert choose(client, cast, message, spans="17-29").html.count("[renseignement masqué]") == 3
    assert Removal.objects.count() == 1


@pytest.mark.parametrize("fields", [{"words": ""}, {"words": "Zoé\nun autre"}, {"spans": "0-2"}, {"words": "oé"}])
def test_what_is_not_in_the_message_masks_nothing(cast: Cast, client: Client, fields: dict[str, str]) -> None:
    message = say(cast.saules, "<p>Zoé a triché</p>")
    assert choose(client, cast, message, status=422, **fields).masked_at is None
    assert message.hidden_at is None


def test_words_that_were_chosen_later_stay_masked_and_come_back_with_the_rest(cast: Cast, client: Client) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    choose(client, cast, message, words="Zoé")
    again(message, f"<p>Zoé ! {NUMBER}</p>")
    message.refresh_from_db()
    assert "Zoé" not in message.html
    again(message, WORDS)
    message_unmask(message=message, reason="Essai du retour", actor=cast["saules_moderator"])
    message.refresh_from_db()
    assert message.html == WORDS
    assert "Zoé" not in journal()


def test_its_warning_too(cast: Cast) -> None:
    message = say(cast.saules, "<p>Voir plus haut</p>", warning=f"Le {NUMBER}")
    assert mask(cast, message).warning == "Le [renseignement masqué]"


def test_where_nothing_is_found_all_of_it_is_hidden(cast: Cast, client: Client) -> None:
    message = say(cast.saules, "<p>La fille de la directrice</p>")
    text = send(client, cast, f"messages/{message.pk}/masquer-renseignements/")
    assert "tout le message est masqué" in text
    message.refresh_from_db()
    assert message.hidden_reason == "personal"


def test_hiding_for_that_reason_seals_what_the_journal_would_have_held(cast: Cast) -> None:
    message = say(cast.saules, WORDS)
    message_hide(message=message, reason="personal", actor=cast["saules_moderator"])
    message_show(message=message, actor=cast["saules_moderator"])
    assert NUMBER not in journal()
    assert Evidence.objects.get().what_for == EvidenceFor.HIDING
    assert Entry.objects.get(verb="message.hidden").snapshot["digest"] == Evidence.objects.get().digest


def test_the_first_button_where_triage_says_so(cast: Cast, client: Client) -> None:
    message = say(cast.saules, WORDS)
    path = f"{message.conversation_id}/"
    Message.objects.update(kind="question")
    assert '<button class="button">Masquer les renseignements personnels' not in see(client, cast, path=path)
    Message.objects.update(kind="personal")
    text = see(client, cast, path=path)
    assert text.index('<button class="button">Masquer les renseignements') < text.index("Masquer…")


def test_it_is_undone_with_a_reason(cast: Cast, client: Client) -> None:
    message = say(cast.saules, WORDS)
    Message.objects.update(pictures=[PICTURE])
    message.refresh_from_db()
    mask(cast, message)
    send(client, cast, f"messages/{message.pk}/demasquer/", status=422, reason="")
    send(client, cast, f"messages/{message.pk}/demasquer/", reason="Numéro public de l’école")
    message.refresh_from_db()
    assert (message.html, message.pictures, message.masked_at) == (WORDS, [PICTURE], None)
    assert Entry.objects.get(verb="message.unmasked").snapshot["reason"] == "Numéro public de l’école"
    assert NUMBER not in journal()
    assert Removal.objects.get().restored_at


def test_the_same_words_from_the_network_stay_masked(cast: Cast) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    again(message, WORDS)
    message.refresh_from_db()
    assert NUMBER not in message.html
    assert message.edited_at is None
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("words", [f"<p>Pardon : {NUMBER}</p>", "<p>4185550123, dis-je</p>", "<p>au 418.555.0199</p>"])
def test_other_words_are_masked_again(cast: Cast, words: str) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    again(message, words)
    message.refresh_from_db()
    assert "[renseignement masqué]" in message.html
    assert "555" not in message.html
    assert not message.is_held


def test_an_address_made_to_be_sought_without_end_is_sought_and_done(cast: Cast) -> None:
    message = mask(cast, say(cast.saules, f"<p>{'_' * 60}@exemple.test</p>"))
    again(message, f"<p>{'_' * 59} EXEMPLE test</p>")
    message.refresh_from_db()
    assert "EXEMPLE" not in message.html


def test_what_a_person_had_marked_is_known_again(cast: Cast) -> None:
    message = say(cast.saules, "<p>Zoé Exemple a triché</p>")
    Message.objects.update(marks=[[0, 11, "personal"]])
    message.refresh_from_db()
    mask(cast, message)
    again(message, "<p>Oui, zoé  exemple !</p>")
    message.refresh_from_db()
    assert "xemple" not in message.html


def test_where_nothing_is_recognised_they_are_held(cast: Cast) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    again(message, "<p>Le numéro est quatre-un-huit</p>")
    message.refresh_from_db()
    assert (message.is_held, message.held_for) == (True, "approval")
    message_show(message=message, actor=cast["saules_moderator"])
    again(message, "<p>Le numéro est quatre-un-huit</p>")
    message.refresh_from_db()
    assert not message.is_held


def test_its_author_takes_it_back_and_the_seal_goes_too(cast: Cast) -> None:
    message = mask(cast, say(cast.saules, WORDS))
    message_unsay(network=message.network, remote_id=message.remote_id, author_id=message.author_id)
    evidence = Evidence.objects.get()
    assert evidence.sealed == ""
    assert evidence.digest
    with pytest.raises(Invalid):
        unsealed(evidence)
    message_unmask(message=message, reason="Essai", actor=cast["saules_moderator"])
    message.refresh_from_db()
    assert message.html == ""


def test_nobody_masks_or_unmasks_where_they_do_not_moderate(cast: Cast, client: Client) -> None:
    message = say(cast.saules, WORDS)
    for who, status in {"saules_editor": 403, "estuaire_administrator": 404}.items():
        send(client, cast, f"messages/{message.pk}/masquer-renseignements/", who, status)
        send(client, cast, f"messages/{message.pk}/demasquer/", who, status, reason="Pourquoi pas")
        send(client, cast, f"messages/{message.pk}/{CHOOSE}", who, status, words="Zoé")
    acts: list[Any] = [lambda: mask(cast, message, "saules_editor")]
    acts.append(lambda: message_unmask(message=message, reason="Pourquoi pas", actor=cast["saules_editor"]))
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    client.force_login(cast["saules_moderator"])
    assert client.get(f"/bureau/conversations/messages/{message.pk}/masquer-renseignements/").status_code == 405
