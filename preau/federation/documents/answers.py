"""What a page answers somebody, as a Note. Load an answer with its channel's page, its domain and its owner."""

from __future__ import annotations

from html import escape

from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.federation.models import RemoteActor
from preau.federation.protocol import addresses, said
from preau.federation.protocol.context import Document
from preau.posts.selectors import post_address


def answer_document(answer: Answer) -> Document:
    """The Note of an answer; a private one is addressed to whom it answers alone."""
    return said.document(said_of(answer))


def answer_create_document(answer: Answer) -> Document:
    """The activity that sends it; its id is that of the answer with "/activity"."""
    made = said_of(answer)
    return said.create(made, f"{made.id}/activity")


def answer_tombstone(answer: Answer) -> Document:
    """What stays of an answer taken back."""
    uri = addresses.answer_uri(origin_of(answer.channel.page.domain), answer.pk)
    return said.tombstone(uri, "Note", answer.withdrawn_at or answer.created_at)


def said_of(answer: Answer) -> said.Said:
    page = answer.channel.page
    origin = origin_of(page.domain)
    uri = addresses.answer_uri(origin, answer.pk)
    asker = RemoteActor.objects.filter(uri=answer.to).only("url", "handle").first()
    handle = (asker.handle if asker else "") or answer.to_handle
    address = (asker.url if asker else "") or answer.to
    return said.Said(
        id=uri,
        author=addresses.actor_uri(origin, page.pk),
        followers=addresses.followers_uri(origin, page.pk),
        url=f"{post_address(answer.post)}#reponse-{answer.pk}" if answer.post and not answer.is_private else "",
        published=answer.created_at,
        texts={answer.language: said.Text(html=_calling(answer.html, handle, address), url=uri)},
        tags=[said.Tag("Mention", handle or answer.to, answer.to)],
        in_reply_to=answer.reply_to,
        to=[answer.to] if answer.is_private else (),
    )


def _calling(html: str, handle: str, address: str) -> str:
    """`html` that begins by naming whom it answers, as people expect it there."""
    if not handle or handle in html:
        return html
    called = f'<span class="h-card"><a href="{escape(address)}" class="u-url mention">{escape(handle)}</a></span> '
    return html.replace("<p>", f"<p>{called}", 1) if html.startswith("<p>") else f"<p>{called}</p>{html}"
