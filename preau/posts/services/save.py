from __future__ import annotations

from typing import Any, Unpack, cast

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.kernel.errors import Conflict, Invalid
from preau.posts.models import DraftCopy, Post, PostState
from preau.users.models import User

from . import journal
from .content import TEXTS, Content, describe, write
from .create import spread
from .rights import require

DRAFTS = (PostState.DRAFT, PostState.IN_REVIEW)


class DraftConflict(Conflict):
    """Somebody else saved first. `post` holds their words, `copy` those that were being saved: both are kept."""

    def __init__(self, message: str, post: Post, copy: DraftCopy) -> None:
        super().__init__(message)
        self.post, self.copy = post, copy


def post_save(*, actor: User, post: Post, version: int, tab: str = "", **content: Unpack[Content]) -> Post:
    """Save a draft that was read as `version`. A save is no act: it adds a version, not an entry in the journal.

    Where somebody else saved in the meantime, nothing is overwritten: what was to be saved becomes a DraftCopy, and
    DraftConflict is raised once it is safe — so call this outside of a transaction. `tab` names the window that
    writes: it can't conflict with itself, even when an answer to it was lost.
    Raises also NotAllowed, and Invalid where the post is no longer a draft.
    """
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.WRITE, draft.page)
        if "page" in content:
            require(actor, Capability.WRITE, content["page"])
        if _is_same(draft, content) or draft.version == version or (tab and draft.saved_tab == tab):
            return _saved(draft, actor, tab, content)
        copy = _set_aside(draft, actor, tab, content)
    name = str(draft.saved_by or _("Une autre personne"))
    raise DraftConflict(
        _(
            "%(name)s a enregistré ce brouillon pendant que vous écriviez. Rien n’est perdu : "
            "votre texte est gardé à part. Choisissez celui que vous voulez garder."
        )
        % {"name": name},
        draft,
        copy,
    )


def locked_draft(post: Post) -> Post:
    """The draft as it is now, locked until the end of the transaction. Raises Invalid where it is no longer one."""
    drafts = Post.objects.select_for_update(of=("self",)).select_related("page__institution")
    draft = drafts.filter(pk=post.pk).first()
    if draft is None:
        raise Invalid(_("Quelqu’un vient de jeter ce brouillon. Vos mots sont encore ici : enregistrez-les à nouveau."))
    if draft.state not in DRAFTS:
        raise Invalid(_("Cette publication n’est plus un brouillon : elle a été publiée entre-temps."))
    return draft


def _is_same(draft: Post, content: Content) -> bool:
    """Whether saving would change no word: then nobody has to choose."""
    words: dict[str, Any] = {name: value for name, value in content.items() if name in TEXTS}
    wanted = Post(kind=draft.kind)
    write(wanted, cast(Content, words))
    alts = content.get("alts", {})
    described = {a.pk: (a.alt_fr, a.alt_en) for a in draft.attachments.filter(pk__in=alts)}
    is_described = all(described.get(pk, texts) == tuple(texts) for pk, texts in alts.items())
    return is_described and all(getattr(wanted, name) == getattr(draft, name) for name in words)


def _saved(draft: Post, actor: User, tab: str, content: Content) -> Post:
    """Saved, with a version more; unless nothing changed, as when a window only says that it is still there."""
    before = _state(draft)
    write(draft, content)
    spread(draft, content)
    describe(draft, content.get("alts", {}))
    if _state(draft) != before:
        draft.version += 1
        draft.saved_by, draft.saved_tab = actor, tab
        draft.save()
    return draft


def _state(draft: Post) -> tuple[Any, ...]:
    return (journal.snapshot(draft), set(draft.also_for.values_list("pk", flat=True)))


def _set_aside(draft: Post, actor: User, tab: str, content: Content) -> DraftCopy:
    """The words of `content`, in the copy that this window already writes into, or in a new one."""
    words: dict[str, Any] = {name: content.get(name, getattr(draft, name)) for name in TEXTS}
    open_copies = DraftCopy.objects.filter(post=draft, by=actor, tab=tab, settled_at__isnull=True)
    copy = (open_copies.first() if tab else None) or DraftCopy(post=draft, by=actor, tab=tab)
    for name, value in words.items():
        setattr(copy, name, value[:200] if name.startswith("title") else value)
    copy.alts = {str(pk): list(texts) for pk, texts in content.get("alts", {}).items()}
    copy.save()
    return copy
