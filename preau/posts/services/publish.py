from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.kernel import clock, markup
from preau.kernel.errors import Conflict, Invalid
from preau.posts.models import Attachment, Hashtag, Placement, Post, PostState, Revision
from preau.posts.signals import post_published
from preau.users.models import User

from . import journal
from .content import TEXTS, languages, policy, render
from .create import pages_of
from .obstacles import obstacles
from .rights import require, require_all, require_below
from .save import DRAFTS


def post_publish(*, actor: User, post: Post, version: int | None = None) -> Post:
    """Put a draft before the public: on its own page, on those it cascades to, and in the name of those it is for.

    One transaction holds the state, the first revision, the hashtags, the entries of the journal and whatever the
    listeners of `post_published` add. Publishing twice publishes once. `version`: what the person has read.
    Raises NotAllowed, Invalid (with every obstacle) or Conflict; the draft stays what it was.
    """
    with transaction.atomic():
        draft = Post.objects.select_for_update(of=("self",)).filter(pk=post.pk).first()
        if draft is None:
            raise Conflict(_("Quelqu’un vient de jeter ce brouillon. Rien n’est publié."))
        draft.page = Page.objects.select_related("domain", "institution", "official").get(pk=draft.page_id)
        require(actor, Capability.PUBLISH, draft.page)
        if draft.state == PostState.PUBLISHED:
            return draft
        _check(draft, actor, version)
        now = clock.now()
        for page in draft.also_for.select_related("domain", "institution", "official"):
            _put_out(_copy_for(draft, page), actor, now)
        _put_out(draft, actor, now)
    return draft


def _check(draft: Post, actor: User, version: int | None) -> None:
    if draft.state not in DRAFTS:
        raise Invalid(_("Une publication retirée ne peut pas être publiée de nouveau : écrivez-en une nouvelle."))
    if version is not None and version != draft.version:
        raise Conflict(_("Le texte a changé depuis que vous l’avez lu. Rien n’est publié : relisez-le d’abord."))
    also_for = list(draft.also_for.select_related("institution", "official"))
    require_all(actor, Capability.PUBLISH, also_for)
    require_below(draft.page, pages_of(draft))
    closed = [page.name for page in also_for if not page.is_open]
    if closed:
        raise Invalid(_("Ces pages ne sont pas ouvertes au public : %(names)s.") % {"names": ", ".join(closed[:5])})
    speechless = [page.name for page in also_for if policy(page).partition("+")[0] not in languages(draft)]
    if speechless:
        raise Invalid(_("Il manque le texte dans la langue de : %(names)s.") % {"names": ", ".join(speechless[:5])})
    hindering = [o.message for o in obstacles(draft) if not o.is_advice]
    if hindering:
        raise Invalid(" ".join(hindering))


def _copy_for(draft: Post, page: Page) -> Post:
    """The same words and pictures as a post of `page`'s own."""
    copy = Post(page=page, origin=draft, author=draft.author, saved_by=draft.saved_by)
    for name in (*TEXTS, "kind", "alert_state", "expires_at", "search_text"):
        setattr(copy, name, getattr(draft, name))
    copy.save()
    Attachment.objects.bulk_create(
        Attachment(post=copy, picture_id=a.picture_id, position=a.position, alt_fr=a.alt_fr, alt_en=a.alt_en)
        for a in draft.attachments.all()
    )
    return copy


def _put_out(post: Post, actor: User, now: dt.datetime) -> None:
    render(post)
    post.state, post.published_at = PostState.PUBLISHED, now
    post.review_note = ""
    post.save()
    Placement.objects.get_or_create(post=post, page=post.page)
    post.placements.update(published_at=now)
    revise(post, actor, now, number=1)
    tag(post)
    post.draft_copies.filter(settled_at__isnull=True).update(settled_at=now)
    post.presences.all().delete()
    journal.enter(post, "post.published", actor)
    post_published.send(sender=Post, post=post)


def revise(post: Post, actor: User, at: dt.datetime, *, number: int, note: str = "") -> Revision:
    """Keep what the public reads from now on."""
    words = {name: getattr(post, name) for name in (*TEXTS, "html_fr", "html_en")}
    return Revision.objects.create(
        post=post,
        number=number,
        at=at,
        by_label=str(actor)[:200],
        note=note,
        pictures=journal.pictures_of(post),
        **words,
    )


def tag(post: Post) -> None:
    """Make the hashtags of a post those of its texts."""
    found = dict(markup.hashtags(f"{post.body_fr}\n{post.body_en}")[:30])
    post.hashtags.exclude(name__in=found).delete()
    known = set(post.hashtags.values_list("name", flat=True))
    Hashtag.objects.bulk_create(
        Hashtag(post=post, name=name, label=label, published_at=post.published_at)
        for name, label in found.items()
        if name not in known
    )
