"""The guide of the made-up board, and an official explanation where one was asked for."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from preau.conversations.models import Conversation
from preau.conversations.services import statement_begin, statement_pin
from preau.guide.models import ArticleSlug
from preau.guide.selectors import default_texts
from preau.guide.services import edition_acknowledge, edition_adopt, edition_draft, values_set
from preau.institutions.models import Institution
from preau.posts.services import post_publish, post_save
from preau.users.models import User

from . import texts

VALUES = {
    "hours_fr": "du lundi au vendredi, de 8 h à 16 h",
    "hours_en": "Monday to Friday, 8 a.m. to 4 p.m.",
    "goal_hours": 8,
    "contact_email": "communications@rivages.example",
    "complaints_officer": "la personne responsable du traitement des plaintes, 418 555-0100",
}


def seed_guide(board: Institution, actor: User) -> None:
    """Everything adopted; its communications people alone have read the charter."""
    values_set(institution=board, actor=actor, **VALUES)
    adopted_on = timezone.localdate() - dt.timedelta(days=40)
    for article in ArticleSlug.values:
        draft = edition_draft(institution=board, article=article, version=0, actor=actor, **default_texts(article))
        edition = edition_adopt(edition=draft, adopted_on=adopted_on, version=draft.version, actor=actor)
    edition_acknowledge(edition=edition, actor=actor)


def seed_statement(actor: User) -> None:
    """Under the first talk of the demo."""
    talk = Conversation.objects.filter(post__isnull=False, is_private=False).earliest("pk")
    draft = statement_begin(conversation=talk, actor=actor).statement
    saved = post_save(actor=actor, post=draft, version=draft.version, **texts.STATEMENT)  # type: ignore[arg-type]
    statement_pin(statement=post_publish(actor=actor, post=saved), conversation=talk, actor=actor)
