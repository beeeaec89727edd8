from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.kernel.errors import Conflict, Invalid
from preau.posts.models import Post, PostState
from preau.users.models import User

from . import journal
from .rights import require
from .save import locked_draft


def post_send_to_review(*, actor: User, post: Post) -> Post:
    """Ask those who publish to read a draft. Asking twice asks once."""
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.WRITE, draft.page)
        if draft.state == PostState.IN_REVIEW:
            return draft
        if not (draft.body_fr or draft.body_en or draft.attachments.exists()):
            raise Invalid(_("Il n’y a encore rien à réviser : écrivez d’abord le texte."))
        draft.state, draft.review_note = PostState.IN_REVIEW, ""
        draft.save(update_fields=["state", "review_note", "saved_at"])
        journal.enter(draft, "post.sent_for_review", actor)
    return draft


def post_return(*, actor: User, post: Post, note: str) -> Post:
    """Give a draft back to those who wrote it, with what is to change."""
    if not note.strip():
        raise Invalid(_("Dites ce qui est à changer : la personne qui a écrit lira cette note."))
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.PUBLISH, draft.page)
        if draft.state != PostState.IN_REVIEW:
            raise Conflict(_("Ce brouillon n’est plus en révision : quelqu’un l’a déjà retourné."))
        draft.state, draft.review_note = PostState.DRAFT, note.strip()[:2000]
        draft.save(update_fields=["state", "review_note", "saved_at"])
        journal.enter(draft, "post.returned", actor, note=draft.review_note)
    return draft
