"""A mention that is answered by an official explanation, a « mise au point »."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import institutions_where, languages_of
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.kernel.excerpt import cut
from preau.listening.models import Item, Mention, MentionState
from preau.posts.models import Post, PostKind
from preau.posts.services import post_create
from preau.users.models import User

from .decide import mention_locked, mention_settle

QUOTED = 500  # characters
SYNTAX = re.compile(r"([\\`*_\[\]()<>#])")


@transaction.atomic
def mention_explain(*, actor: User, mention: Mention) -> Post:
    """A draft that quotes it with its source, in the name of the institution's page. Asked twice, it stays one.

    Raises NotAllowed unless `actor` writes there, or Invalid where the institution has no page.
    """
    locked = mention_locked(mention)
    if not institutions_where(actor, Capability.WRITE).filter(pk=locked.institution_id).exists():
        raise NotAllowed(_("Vous ne pouvez pas écrire au nom de cette page."))
    page = Page.objects.filter(institution=locked.institution).select_related("institution", "domain").first()
    if page is None:
        raise Invalid(_("Cet organisme n’a pas encore de page : ouvrez-la d’abord."))
    if locked.post_id is not None:
        return Post.objects.get(pk=locked.post_id)
    language = languages_of(page, clock.now().date())[0]
    texts = {f"title_{language}": _("Mise au point"), f"body_{language}": quotation(locked.item)}
    locked.post = post_create(actor=actor, page=page, kind=PostKind.STATEMENT, **texts)  # type: ignore[arg-type]
    mention_settle(locked, MentionState.STATEMENT, "mention.statement_begun", actor)
    return locked.post


def quotation(item: Item) -> str:
    """What was said, as a quotation in Markdown, with who said it and where."""
    words = " ".join((item.text or item.title).split())
    name = item.title if item.text and item.title else item.outlet or item.author_name or _("Lire l’original")
    source = f"[{_plain(name)}](<{item.url.replace('>', '%3E')}>)" if item.url else _plain(name)
    outlet = f", {_plain(item.outlet)}" if item.outlet and item.outlet != name else ""
    return f"> {_plain(cut(words, QUOTED))}\n>\n> {source}{outlet}\n\n"


def _plain(text: str) -> str:
    return SYNTAX.sub(r"\\\1", text)
