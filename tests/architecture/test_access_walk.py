"""Every address, with every role and with nobody: what isn't allowed is never answered with data, nor with a 500.

Addresses are discovered. What a new room must do to be covered: nothing, but for an argument of a new name in a URL,
which needs a value here (`samples`); the walk fails until it has one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone, translation

from preau.institutions.models import Capability, Invitation, RoleKind
from preau.institutions.services import invitation_send
from preau.institutions.services.people_tokens import token_of

MARKER = "Confidentiel-Rivages-7Q4Z"  # in everything of Rivages that Estuaire's people have no business to read
MARKS = {"public", "signed_in", *Capability.values}
REFUSED = {302, 403, 404, 405}
SIGN_IN = "/compte/connexion/"


@dataclass(frozen=True)
class Address:
    """One URL pattern. `route`: as it is written; `arguments`: the names that it takes."""

    route: str
    callback: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        """All but the screens of the sign-in library: a framework's view that a room uses needs a mark too."""
        return hasattr(self.callback, "access") or not self.callback.__module__.startswith("allauth.")

    @property
    def access(self) -> str | None:
        return getattr(self.callback, "access", None)


def addresses(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    """All the patterns below `resolver`, in the language that is active."""
    for entry in resolver.url_patterns:
        pattern = str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, before + pattern)
        elif isinstance(entry, URLPattern):
            route = before + pattern
            names = tuple(re.findall(r"<(?:[\w.]+:)?(\w+)>|\(\?P<(\w+)>", route))
            yield Address(route, entry.callback, tuple(a or b for a, b in names))


def all_addresses() -> list[Address]:
    with translation.override("fr"):
        return list(addresses(get_resolver()))


ADDRESSES = all_addresses()
OURS = [address for address in ADDRESSES if address.is_ours]


def test_there_are_addresses_to_walk() -> None:
    assert len(OURS) > 20


@pytest.mark.parametrize("address", OURS, ids=lambda a: a.route)
def test_every_view_of_ours_says_who_may_call_it(address: Address) -> None:
    assert address.access in MARKS


# --- What stands in for the arguments of addresses --------------------------------------------------------------------


def newest(label: str) -> Any:
    """The id of the newest row of a model, or of none at all."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return 999_999
    row = model._default_manager.order_by("-pk").first()
    return row.pk if row else 999_999


def samples(cast: Any, invitation: Invitation) -> dict[str, Any]:
    """A value for each name that an argument may have: a thing of Rivages, wherever there is one."""
    saules = cast.saules
    return {
        "account_id": newest("channels.Channel"),
        "alert_id": newest("listening.Alert"),
        "answer_id": newest("channels.Answer"),
        "article": "netiquette",
        "attachment_id": newest("posts.Attachment"),
        "block_id": newest("conversations.Block"),
        "board_id": cast.rivages.institution_id,
        "channel_id": newest("channels.Channel"),
        "chosen_id": newest("listening.BoardSource"),
        "code": saules.institution.code,
        "color": "0f4c4a",
        "conversation_id": newest("conversations.Conversation"),
        "contest_id": newest("conversations.Contest"),
        "copy_id": newest("posts.DraftCopy"),
        "delivery_id": newest("channels.Delivery"),
        "draft_id": newest("conversations.AnswerDraft"),
        "domain_id": cast.domain.pk,
        "entry_id": newest("records.Entry"),
        "escalation_id": newest("conversations.Escalation"),
        "evidence_id": newest("conversations.Evidence"),
        "follower_id": newest("federation.Follower"),
        "format": "json",
        "handle": saules.handle,
        "hashtag": "essai",
        "id": newest("posts.Post"),
        "institution_id": saules.institution_id,
        "invitation_id": invitation.pk,
        "job_id": newest("jobs.Job"),
        "key": "cle-inconnue-000000",
        "label_id": newest("conversations.Label"),
        "letter_id": newest("subscriptions.Letter"),
        "mandate_id": newest("institutions.Mandate"),
        "mention_id": newest("listening.Mention"),
        "message_id": newest("conversations.Message"),
        "name": "essai",
        "number": 1,
        "official_id": cast.commissioner.official_id,
        "page_id": saules.pk,
        "path": "rien/du-tout.webp",
        "picture_id": newest("posts.Picture"),
        "pk": 1,
        "pinned_id": newest("conversations.PinnedStatement"),
        "placement_id": newest("posts.Placement"),
        "post_id": newest("posts.Post"),
        "report_id": newest("conversations.Report"),
        "revision_id": newest("posts.Revision"),
        "reaction_id": newest("federation.Reaction"),
        "template_id": newest("conversations.AnswerTemplate"),
        "role_id": cast["saules_editor"].roles.get().pk,
        "size": "400",
        "slug": "essai",
        "subscription_id": newest("subscriptions.Subscription"),
        "token": token_of(invitation),
        "uid": "00000000-0000-4000-8000-000000000000",
        "uidb36": "1",
        "user_id": cast["saules_editor"].pk,
        "watch_id": newest("listening.Watch"),
        "width": 400,
    }


# Patterns without named arguments that are more than text: a path for each, by the view's module.
PLACES = {"preau.website.views.slashes": "/a-propos/"}


def place_of(address: Address, values: dict[str, Any]) -> str:
    """A path that `address` matches. Fails where an argument has no sample."""
    if address.callback.__module__ in PLACES:
        return PLACES[address.callback.__module__]
    route = re.sub(r"^\^|\$$|\\Z$", "", address.route).replace("^", "").replace("$", "").replace("\\", "")
    for name in address.arguments:
        if name not in values:
            raise AssertionError(f"{address.route}: give the argument {name!r} a value in tests/architecture")
        route = re.sub(rf"<(?:[\w.]+:)?{name}>|\(\?P<{name}>(?:[^()]|\([^()]*\))*\)", str(values[name]), route)
    return f"/{route}"


@pytest.fixture
def network(cast: Any) -> Any:
    """The cast, with things of Rivages that nobody of Estuaire may read."""
    invitation = invitation_send(
        email="secret@exemple.test",
        name=f"{MARKER} invitée",
        language="fr",
        institution=cast.saules.institution,
        kind=RoleKind.EDITOR,
        by=cast["rivages_administrator"],
    )
    _write_drafts(cast)
    _talk(cast)
    _listen(cast)
    cast.walk = samples(cast, invitation)
    return cast


def _write_drafts(cast: Any) -> None:
    """A draft of Rivages and one of its school, each on its way to an account that the register does not show."""
    post, placement = apps.get_model("posts.Post"), apps.get_model("posts.Placement")
    channel, delivery = apps.get_model("channels.Channel"), apps.get_model("channels.Delivery")
    texts = {"title_fr": f"{MARKER} titre", "body_fr": f"{MARKER} texte", "html_fr": f"<p>{MARKER}</p>"}
    for page in (cast.rivages, cast.saules):
        draft = post.objects.create(page=page, kind="article", author=cast["saules_editor"], **texts)
        placement.objects.create(post=draft, page=page)
        _illustrate(cast, draft)
        account = channel.objects.create(page=page, network="facebook", label=f"{MARKER} compte", is_listed=False)
        delivery.objects.create(post=draft, channel=account, state="unknown", last_error=f"{MARKER} erreur")


def _talk(cast: Any) -> None:
    """What somebody said to Rivages and to its school in private, and a report on it."""
    conversation, message = apps.get_model("conversations.Conversation"), apps.get_model("conversations.Message")
    report, now = apps.get_model("conversations.Report"), timezone.now()
    note, label = apps.get_model("conversations.Note"), apps.get_model("conversations.Label")
    label.objects.create(board=cast.rivages.institution, name=f"{MARKER} étiquette")
    for page in (cast.rivages, cast.saules):
        talk = conversation.objects.create(page=page, is_private=True, opened_at=now, last_at=now)
        words = {"html": f"<p>{MARKER}</p>", "author_name": f"{MARKER} nom", "author_id": "https://a.exemple/1"}
        name = f"https://a.exemple/{page.pk}"
        said = message.objects.create(conversation=talk, network="activitypub", remote_id=name, said_at=now, **words)
        note.objects.create(conversation=talk, text=f"{MARKER} note", created_at=now)
        report.objects.create(page=page, reason=f"{MARKER} motif", created_at=now).messages.add(said)
        template = apps.get_model("conversations.AnswerTemplate")
        words = {"title": f"{MARKER} modèle", "text_fr": f"{MARKER} mots"}
        template.objects.create(institution=page.institution, saved_at=now, **words)
        draft = apps.get_model("conversations.AnswerDraft")
        draft.objects.create(conversation=talk, message=said, text=f"{MARKER} réponse", version=1, asked_at=now)
        _guard(page, talk, said, now)


def _guard(page: Any, talk: Any, said: Any, now: Any) -> None:
    """What was done to protect people from it: hidden, contested, blocked, alerted, sealed."""
    models_of = apps.get_app_config("conversations").get_model
    removal = models_of("Removal").objects.create(page=page, message=said, reason="attack", removed_at=now)
    models_of("Contest").objects.create(page=page, removal=removal, text=f"{MARKER} contestation", made_at=now)
    names = {"name": f"{MARKER} nom", "author_id": said.author_id, "network": said.network, "note": f"{MARKER} note"}
    until = now + dt.timedelta(days=9)
    models_of("Block").objects.create(page=page, message=said, reason="attack", made_at=now, until=until, **names)
    alert = models_of("Escalation").objects.create(conversation=talk, page=page, message=said, opened_at=now)
    sealed = {"what_for": "danger", "sealed": MARKER, "digest": "0" * 64, "captured_at": now}
    models_of("Evidence").objects.create(page=page, message=said, escalation=alert, **sealed)


def _listen(cast: Any) -> None:
    """A watch of Rivages and one of its school, each with what it found and a surge."""
    now, models_of = timezone.now(), apps.get_app_config("listening").get_model
    source = models_of("Source").objects.create(kind="feed", address="https://a.exemple/rss", label="Un journal")
    item = models_of("Item").objects.create(
        network="web", remote_id="https://a.exemple/1", source=source, title=f"{MARKER} titre", said_at=now
    )
    for page in (cast.rivages, cast.saules):
        watch = models_of("Watch").objects.create(institution=page.institution, name=f"{MARKER} veille")
        facts = {"institution": page.institution, "at": now, "score": 50}
        models_of("Mention").objects.create(watch=watch, item=item, **facts)
        models_of("Alert").objects.create(
            institution=page.institution, since=now, raised_at=now, observed=9, expected=1
        )


def _listen(cast: Any) -> None:
    """Where Rivages listens."""
    source = apps.get_model("listening.Source").objects.create(
        kind="feed", address="https://media.exemple/fil", label=f"{MARKER} fil"
    )
    chosen = apps.get_model("listening.BoardSource")
    chosen.objects.create(board=cast.rivages.institution, source=source, label=f"{MARKER} fil")


def _illustrate(cast: Any, draft: Any) -> None:
    """A picture in a draft, and the words of somebody who wrote there at the same time."""
    picture = apps.get_model("posts.Picture").objects.create(
        page=draft.page,
        digest=f"{draft.pk:064}",
        width=400,
        height=300,
        blurhash="L00000",
        renditions=[{"width": 400, "height": 300, "file": "posts/essai.webp", "type": "image/webp"}],
    )
    attachment = apps.get_model("posts.Attachment")
    attachment.objects.create(post=draft, picture=picture, alt_fr=f"{MARKER} image")
    copy = apps.get_model("posts.DraftCopy")
    copy.objects.create(post=draft, by=cast["saules_editor"], tab="essai", body_fr=f"{MARKER} copie")


class Undo(Exception):
    """Raised at the end of a request of the walk, so that the next one finds the same house."""


def ask(client: Client, method: str, place: str, **extra: Any) -> Any:
    """The answer to one request, whose effects are undone."""
    answer = None
    try:
        with transaction.atomic():
            answer = getattr(client, method)(place, **extra)
            if answer.streaming:
                answer.content_read = b"".join(answer.streaming_content)
            raise Undo
    except Undo:
        return answer


def text_of(answer: Any) -> str:
    kept = getattr(answer, "content_read", None)
    return (kept if kept is not None else answer.content).decode("utf-8", "replace")


def client_of(user: models.Model | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def walk(network: Any, who: str | None, chosen: list[Address], prefix: str = "") -> list[str]:
    """What is wrong with the answers that `who` gets: one line a fault. Each request starts from the same session."""
    client = client_of(network[who] if who else None)
    cookies = client.cookies.output()
    faults = []
    for address in chosen:
        place = prefix + place_of(address, network.walk)
        for method in ("get", "post"):
            client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
            answer = ask(client, method, place)
            fault = fault_of(network, who, address, answer, method)
            if fault:
                faults.append(f"{method} {place} as {who}: {fault}")
    return faults


def fault_of(network: Any, who: str | None, address: Address, answer: Any, method: str) -> str | None:
    if answer.status_code >= 500:
        return f"{answer.status_code} {getattr(answer, 'exc_info', None)}"
    if who in OUTSIDERS and "token" not in address.arguments and MARKER in text_of(answer):
        return "shows what is the other board's"
    if address.access in (None, "public"):
        return None
    is_sent_to_sign_in = answer.status_code == 302 and SIGN_IN in answer["Location"]
    if who is None:
        is_refused = is_sent_to_sign_in or answer.status_code in (401, 403, 404, 405)
        return None if is_refused else f"{answer.status_code} though nobody is signed in"
    if is_sent_to_sign_in:
        return "is asked to sign in, being signed in"
    if address.access != "signed_in" and not may(network, who, address.access):
        return None if answer.status_code in (403, 405) else f"{answer.status_code} without {address.access}"
    if who in OUTSIDERS and takes_a_thing_of_rivages(address) and answer.status_code not in REFUSED:
        return f"{answer.status_code} on a thing of the other board"
    return None


OUTSIDERS = (None, "estuaire_administrator", "nobody")
OF_RIVAGES = {
    "account_id",
    "alert_id",
    "attachment_id",
    "copy_id",
    "delivery_id",
    "draft_id",
    "mandate_id",
    "mention_id",
    "board_id",
    "chosen_id",
    "conversation_id",
    "institution_id",
    "invitation_id",
    "label_id",
    "message_id",
    "official_id",
    "page_id",
    "placement_id",
    "post_id",
    "report_id",
    "role_id",
    "template_id",
    "user_id",
    "watch_id",
}


def takes_a_thing_of_rivages(address: Address) -> bool:
    return bool(OF_RIVAGES & set(address.arguments))


def may(network: Any, who: str, capability: str) -> bool:
    """Whether `who` holds `capability` anywhere, told from their name in the cast, not from the code under test."""
    if who == "superuser":
        return True
    if who == "nobody":
        return False
    if who == "official":
        return capability in ("publish", "write", "moderate", "read")
    allowed = {
        "administrator": {"administer", "publish", "write", "moderate", "read"},
        "communications": {"publish", "write", "moderate", "read"},
        "editor": {"write", "read"},
        "moderator": {"moderate", "read"},
        "reader": {"read"},
    }
    return capability in allowed[who.rpartition("_")[2]]


EVERYBODY = [
    None,
    "nobody",
    "official",
    *(f"{place}_{kind}" for place in ("rivages", "saules") for kind in RoleKind),
    "estuaire_administrator",
    "superuser",
]


def test_every_address_is_truly_reached(network: Any) -> None:
    for address in ADDRESSES:
        assert resolve(place_of(address, network.walk)).func == address.callback, address.route


@pytest.mark.parametrize("who", EVERYBODY, ids=str)
def test_nobody_gets_more_than_their_role(network: Any, who: str | None) -> None:
    assert walk(network, who, OURS) == []


@pytest.mark.parametrize("who", [None, "saules_editor"], ids=str)
def test_the_sign_in_librarys_screens_answer(network: Any, who: str | None) -> None:
    theirs = [address for address in ADDRESSES if not address.is_ours]
    assert walk(network, who, theirs) == []


@pytest.mark.parametrize("who", [None, "saules_reader", "estuaire_administrator"], ids=str)
def test_in_english_it_is_the_same(network: Any, who: str | None) -> None:
    localised = [address for address in OURS if address.route.startswith(("bureau/", "compte/"))]
    with translation.override("en"):
        assert walk(network, who, localised, prefix="/en") == []


def test_the_marker_is_there_for_those_who_may_read_it(network: Any) -> None:
    seen = ask(client_of(network["rivages_administrator"]), "get", "/bureau/personnes/")
    assert MARKER in text_of(seen)
