"""What people of a house do, in a process beside its server: a line `["verb", {…}]` in, a line `@@<JSON>` out.

Each verb calls the services that the screens call. `speak` alone is no screen's: it lets a
page of one house say to another house what strangers say.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")

import django

django.setup()

from django.db import transaction

from preau.channels.models import InboundItem
from preau.channels.selectors import origin_of
from preau.conversations.models import Message, Removal
from preau.conversations.services import conversation_answer, message_hide
from preau.federation.models import Follower, Reaction
from preau.federation.protocol import addresses
from preau.federation.services import activity_send, actor_for, remote_actor
from preau.institutions import services as institutions
from preau.institutions.models import Page
from preau.posts import services as posts
from preau.posts.models import Post
from preau.users.models import User


def _me() -> User:
    return User.objects.get(is_superuser=True)


def _page(handle: str) -> Page:
    return Page.objects.select_related("domain", "institution").get(handle=handle)


def _ids(page: Page) -> dict[str, Any]:
    origin = origin_of(page.domain)
    return {"actor": addresses.actor_uri(origin, page.pk), "page": f"{origin}/@{page.handle}"}


def _of_post(post: Post) -> dict[str, Any]:
    origin = origin_of(post.page.domain)
    return {"id": addresses.post_uri(origin, post.pk), "pk": post.pk, "url": f"{origin}/@{post.page.handle}/{post.pk}"}


def page(handle: str) -> dict[str, Any]:
    return _ids(_page(handle))


def publish(handle: str, text: str, **more: Any) -> dict[str, Any]:
    post = posts.post_create(actor=_me(), page=_page(handle), kind="message", body_fr=text, **more)
    return _of_post(posts.post_publish(actor=_me(), post=post))


def edit(pk: int, text: str) -> None:
    post = Post.objects.get(pk=pk)
    posts.post_edit(actor=_me(), post=post, version=post.version, body_fr=text)


def withdraw(pk: int) -> None:
    posts.post_withdraw(actor=_me(), post=Post.objects.get(pk=pk), reason="Essai")


def rename(handle: str, to: str) -> None:
    institutions.page_handle_change(page=_page(handle), handle=to, by=_me())


def followers(handle: str) -> list[list[str]]:
    rows = Follower.objects.filter(actor__page__handle=handle).order_by("pk")
    return [[row.remote.uri, row.state] for row in rows.select_related("remote")]


def reactions(pk: int) -> list[str]:
    return list(Reaction.objects.filter(post=pk).order_by("kind").values_list("kind", flat=True))


def messages(handle: str) -> list[dict[str, Any]]:
    rows = Message.objects.filter(conversation__page__handle=handle).select_related("conversation", "answer")
    return [
        {
            "pk": m.pk,
            "id": m.remote_id,
            "html": m.html,
            "who": m.author_handle,
            "private": m.conversation.is_private,
            "post": m.conversation.post_id,
            "conversation": m.conversation_id,
            "reply_to": m.reply_to,
            "withdrawn": m.withdrawn_at is not None,
            "state": m.answer.state if m.answer else "",
        }
        for m in rows.order_by("pk")
    ]


def answer(message: int, text: str) -> None:
    asked = Message.objects.select_related("conversation").get(pk=message)
    conversation_answer(message=asked, text=text, version=asked.conversation.version, actor=_me())


def hide(message: int, reason: str) -> None:
    message_hide(message=Message.objects.get(pk=message), reason=reason, actor=_me())


def told(message: int) -> list[str]:
    """How the author of what was removed was told, and whether that arrived."""
    removal = Removal.objects.select_related("notice").get(message=message)
    return [removal.told, removal.notice.state if removal.notice else ""]


def received(kind: str) -> list[dict[str, Any]]:
    return [json.loads(item.payload) for item in InboundItem.objects.filter(kind=kind).order_by("pk")]


@transaction.atomic
def speak(handle: str, kind: str, target: str, document: dict[str, Any], object_uri: str = "") -> dict[str, Any]:
    """Have `handle`'s actor send an activity to the actor `target` of another house. Gives the activity's id."""
    actor = actor_for(_page(handle))
    to = remote_actor(target)
    done = activity_send(actor=actor, kind=kind, object_uri=object_uri, document=document, inboxes=[to.best_inbox])
    return {"id": json.loads(done.document)["id"]}


VERBS = {
    f.__name__: f
    for f in (
        *(page, publish, edit, withdraw, rename, followers, reactions),
        *(messages, answer, hide, told, received, speak),
    )
}

if __name__ == "__main__":
    for line in sys.stdin:
        verb, arguments = json.loads(line)
        sys.stdout.write(f"@@{json.dumps(VERBS[verb](**arguments))}\n")
        sys.stdout.flush()
