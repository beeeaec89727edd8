"""The guide of the made-up board: its values, and its first editions."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from preau.guide.models import ArticleSlug
from preau.guide.selectors import default_texts
from preau.guide.services import edition_acknowledge, edition_adopt, edition_draft, values_set
from preau.institutions.models import Institution
from preau.users.models import User

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
