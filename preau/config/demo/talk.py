"""What made-up people say to the made-up network, and what its pages answered: by the roads that real words take."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from preau.channels import signals
from preau.channels.models import DeliveryState, InboundItem
from preau.channels.selectors import origin_of
from preau.channels.services import answer_settle
from preau.connectors.base import Author, Heard, Receipt
from preau.conversations.models import Message
from preau.conversations.services import conversation_answer, message_hide
from preau.federation.protocol.addresses import answer_uri
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.models import Post
from preau.users.models import User

from . import texts

NETWORK = "activitypub"
_numbers = itertools.count(1)


def seed_talk(pages: dict[str, Page], moderator: User) -> None:
    """Conversations under the newest posts, one in private, one that waits for a moderator, and a report."""
    for words in texts.TALK:
        hold(words, pages, moderator)
    _private(pages["900101"])
    _report(pages["900000"])


def hold(words: dict[str, Any], pages: dict[str, Page], moderator: User) -> None:
    """One conversation, as its lines tell it."""
    page = pages[words["page"]]
    post = Post.objects.filter(page=page, body_fr__contains=words["under"]).latest("published_at")
    first = said = None
    for line in words["lines"]:
        with clock.ago(dt.timedelta(minutes=line["minutes"])):
            if "ours" in line:
                said = _answer(said, line["ours"], moderator)
            else:
                answered = said if said and said.is_ours else first
                said = _say(page, line, post=post, reply_to=answered.remote_id if answered else "")
                first = first or said
            if "hide" in line:
                message_hide(message=said, reason=line["hide"], actor=moderator)


def _say(page: Page, line: dict[str, Any], **fields: Any) -> Message:
    name, handle = line["by"]
    user, host = handle.strip("@").split("@")
    post = fields.pop("post", None)
    uri = f"https://{host}/@{user}/{next(_numbers)}"
    heard = Heard(
        network=NETWORK,
        remote_id=uri,
        author=Author(f"https://{host}/users/{user}", name, handle, f"https://{host}/@{user}"),
        page_id=page.pk,
        html=f"<p>{line['says']}</p>",
        said_at=clock.now(),
        language=line.get("language", "fr"),
        url=uri,
        post_id=post.pk if post else None,
        is_held=line.get("held", False),
        **fields,
    )
    signals.said.send(sender=heard.author.remote_id, heard=heard, item=None)
    return Message.objects.get(network=NETWORK, remote_id=uri)


def _answer(asked: Message | None, text: str, moderator: User) -> Message:
    """Nobody is there to receive it: it is held for delivered."""
    assert asked is not None  # noqa: S101 — the first line of a talk is never ours
    said = conversation_answer(message=asked, text=text, version=asked.conversation.version, actor=moderator)
    assert said.answer_id is not None  # noqa: S101
    name = answer_uri(origin_of(asked.conversation.page.domain), said.answer_id)
    answer_settle(answer_id=said.answer_id, state=DeliveryState.DELIVERED, receipt=Receipt(name))
    said.refresh_from_db()
    return said


def _private(page: Page) -> None:
    with clock.ago(dt.timedelta(minutes=25)):
        _say(page, texts.PRIVATE, is_private=True)


def _report(page: Page) -> None:
    item = InboundItem.objects.create(
        network=NETWORK, remote_id="https://mastodon.example/flags/1", kind="Flag", sender="demo", payload="{}"
    )
    about = list(Message.objects.filter(conversation__page=page, hidden_at=None).values_list("remote_id", flat=True))
    signals.reported.send(
        sender="https://mastodon.example/actor", page=page, about=about[:1], reason=texts.REPORT, item=item
    )
