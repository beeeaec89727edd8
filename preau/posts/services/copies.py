from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.kernel import clock
from preau.kernel.errors import Conflict
from preau.posts.models import DraftCopy, Post
from preau.users.models import User

from .content import TEXTS, Content, describe, write
from .rights import require
from .save import locked_draft


def copy_take(*, actor: User, copy: DraftCopy, version: int) -> Post:
    """Make the words that were set aside those of the draft. The draft's own take their place, and are kept.

    Raises Conflict where the draft is no longer the `version` that the person compared, or somebody chose already.
    """
    with transaction.atomic():
        draft, copy = _open(actor, copy)
        if draft.version != version:
            raise Conflict(_("Le brouillon a changé pendant que vous compariez. Les deux textes sont encore là."))
        taken = {name: getattr(copy, name) for name in TEXTS}
        described = {int(pk): (texts[0], texts[1]) for pk, texts in copy.alts.items()}
        for name in TEXTS:
            setattr(copy, name, getattr(draft, name))
        write(draft, Content(**taken))  # type: ignore[typeddict-item]
        copy.alts = {str(a.pk): [a.alt_fr, a.alt_en] for a in draft.attachments.filter(pk__in=described)}
        describe(draft, described)
        draft.version += 1
        draft.saved_by, draft.saved_tab = actor, ""
        draft.save()
        _settle(copy)
    return draft


def copy_leave(*, actor: User, copy: DraftCopy) -> Post:
    """Keep the draft as it is. The words that were set aside stay where they are, no longer asking for a choice."""
    with transaction.atomic():
        draft, copy = _open(actor, copy)
        _settle(copy)
    return draft


def _open(actor: User, copy: DraftCopy) -> tuple[Post, DraftCopy]:
    draft = locked_draft(copy.post)
    require(actor, Capability.WRITE, draft.page)
    fresh = DraftCopy.objects.select_for_update().get(pk=copy.pk)
    if fresh.settled_at:
        raise Conflict(_("Quelqu’un a déjà choisi entre ces deux textes."))
    return draft, fresh


def _settle(copy: DraftCopy) -> None:
    copy.settled_at = clock.now()
    copy.save()
