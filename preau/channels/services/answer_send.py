from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels import registry
from preau.channels.models import Answer, Channel
from preau.institutions.models import Page
from preau.jobs.services import task_named
from preau.kernel import markup
from preau.kernel.errors import Invalid
from preau.posts.models import Post
from preau.posts.selectors import hashtag_address
from preau.records.services import record
from preau.users.models import User

from .hosted import hosted_channel

ANSWER_LIMIT = 3_000  # characters, as a message's


@transaction.atomic
def answer_send(
    *,
    page: Page,
    network: str,
    reply_to: str,
    to: str,
    to_handle: str = "",
    text: str,
    language: str = "fr",
    is_private: bool = False,
    post: Post | None = None,
    actor: User,
    approved_by: User | None = None,
    template: str = "",
) -> Answer:
    """Answer, in the name of `page`, what `reply_to` (the network's id) says, to its author `to`. Adds the row, its
    job and its entry, which says who wrote (`actor`), who approved, where somebody had to, and
    from which `template`.

    Raises Invalid for a text that can't leave, or a network on which nobody is answered."""
    words = answer_text(text)
    answer = Answer.objects.create(
        channel=_channel(page, network),
        post=post,
        reply_to=reply_to,
        to=to,
        to_handle=to_handle,
        text=words,
        html=_html(words, page, language),
        language=language,
        is_private=is_private,
        author=actor,
    )
    task_named("preau.channels.tasks.deliver_answer").enqueue(answer_id=answer.pk)
    who = {"written_by": str(actor), "approved_by": str(approved_by) if approved_by else None}
    who |= {"template": template} if template else {}
    answer_recorded(answer, "answer.sent", approved_by or actor, **who)
    return answer


def answer_recorded(answer: Answer, verb: str, actor: User | None, **more: Any) -> None:
    """The answer's words are the page's own, and stay in the journal; whom it is for is not said there."""
    snapshot = {
        "text": answer.text,
        "language": answer.language,
        "network": answer.channel.network,
        "post": answer.post_id,
        "is_private": answer.is_private,
        **more,
    }
    institution_id = answer.channel.page.institution_id
    record(verb=verb, subject=answer, actor=actor, snapshot=snapshot, institution_id=institution_id)


def answer_text(text: str) -> str:
    """What can leave of what was typed. Raises Invalid where it is nothing, or too long."""
    words = markup.tidy(text[: 4 * markup.MAX_TEXT]).strip()
    if not words:
        raise Invalid(_("Écrivez d’abord votre réponse."))
    over = markup.length(words) - ANSWER_LIMIT
    if over > 0:
        message = _("La réponse dépasse la limite de %(limit)d caractères : retirez-en %(over)d.")
        raise Invalid(message % {"limit": ANSWER_LIMIT, "over": over})
    return words


def _html(text: str, page: Page, language: str) -> str:
    return markup.message_html(
        text, tag_url=lambda name: hashtag_address(page.domain, name, language), handle_url=lambda handle: None
    )


def _channel(page: Page, network: str) -> Channel:
    """The page's account there. On a network of our own, one is made."""
    if not registry.can_answer(network):
        raise Invalid(_("On ne peut pas répondre sur ce réseau à partir d’ici. Répondez sur le réseau lui-même."))
    live = Channel.objects.filter(page=page, network=network, ended_at__isnull=True).first()
    if live is None and registry.needs_no_account(network):
        live = hosted_channel(page=page, network=network)
    if live is None or live.ended_at:
        raise Invalid(_("Cette page n’a plus de compte sur ce réseau : la réponse ne peut pas partir."))
    return live
