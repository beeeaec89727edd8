"""What the desk's screens of the guide show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from preau.guide.articles import ARTICLES, LANGUAGES, default_source
from preau.guide.checking import obstacles
from preau.guide.filling import LABELS, fill, missing
from preau.guide.models import Acknowledgement, ArticleSlug, Edition
from preau.guide.reading import plain, read, whole_html
from preau.institutions.models import Capability, Institution
from preau.ui.differences import marked
from preau.users.models import User

from .applying import Applied, applied, edition_in_force, editions_of, values_of
from .quoting import linker
from .standing import boards_where, in_force, missing_from, my_boards


@dataclass(frozen=True, slots=True)
class Line:
    """One article of one board. `acknowledged`: by the person; `waiting`: how many have yet to read it, where shown."""

    slug: str
    name: str
    edition: Edition | None
    draft: Edition | None
    acknowledged: Acknowledgement | None
    waiting: int | None


@dataclass(frozen=True, slots=True)
class BoardGuide:
    """The guide of one board. `gaps`: labels of the values that the articles miss."""

    board: Institution
    can_edit: bool
    lines: list[Line]
    gaps: list[str]


def overview(user: User) -> list[BoardGuide]:
    """The guides that concern `user`."""
    boards = my_boards(user)
    editable = set(boards_where(user, Capability.PUBLISH).values_list("pk", flat=True))
    editions = in_force(boards)
    drafts = {
        (draft.institution_id, draft.article): draft
        for draft in Edition.objects.filter(institution__in=editable, number__isnull=True).select_related("saved_by")
    }
    read_rows = Acknowledgement.objects.filter(user=user, edition__in=editions.values())
    done = {row.edition_id: row for row in read_rows} if editions else {}
    return [_guide(board, board.pk in editable, editions, drafts, done) for board in boards]


def _guide(board: Institution, can_edit: bool, editions: Any, drafts: Any, done: Any) -> BoardGuide:
    lines = []
    for slug in ARTICLES:
        edition = editions.get((board.pk, slug))
        waiting = missing_from(edition).count() if edition and can_edit else None
        acknowledged = done.get(edition.pk) if edition else None
        draft = drafts.get((board.pk, slug))
        lines.append(Line(slug, str(ArticleSlug(slug).label), edition, draft, acknowledged, waiting))
    return BoardGuide(board, can_edit, lines, gaps_of(board) if can_edit else [])


def gaps_of(institution: Institution) -> list[str]:
    """The labels of the values that no one gave for `institution` yet."""
    return missing("".join(default_source(slug, "fr") for slug in ARTICLES), values_of(institution))


def read_context(user: User, board: Institution, slug: str, language: str, edition: Edition | None) -> dict[str, Any]:
    """One article of a board: `edition`, else the one in force, else what comes with Préau."""
    newest = edition_in_force(board, slug)
    shown: Applied = applied(board, slug, language, edition=edition or newest, link=linker(board, language))
    acknowledged = Acknowledgement.objects.filter(user=user, edition=shown.edition).first() if shown.edition else None
    return {
        "board": board,
        "article": slug,
        "shown": shown,
        "edition": shown.edition,
        "is_in_force": shown.edition == newest,
        "acknowledged": acknowledged,
        "can_edit": boards_where(user, Capability.PUBLISH).filter(pk=board.pk).exists(),
        "history": editions_of(board, slug),
    }


def draft_of(board: Institution, slug: str) -> Edition | None:
    """What a board is preparing."""
    drafts = Edition.objects.filter(institution=board, article=slug, number__isnull=True)
    return drafts.select_related("saved_by", "institution").first()


def starting_texts(board: Institution, slug: str, draft: Edition | None) -> dict[str, Any]:
    """What the form begins with: the draft, else the edition in force, else what comes with Préau."""
    bodies = {
        f"body_{language}": source_of(draft or edition_in_force(board, slug), slug, language) for language in LANGUAGES
    }
    return {**bodies, "note": draft.note if draft else "", "version": draft.version if draft else 0}


def default_texts(slug: str) -> dict[str, str]:
    """What comes with Préau: {"body_fr": …, "body_en": …}."""
    return {f"body_{language}": default_source(slug, language) for language in LANGUAGES}


def source_of(edition: Edition | None, slug: str, language: str) -> str:
    """The Markdown of an edition, or of what comes with Préau."""
    return str(getattr(edition, f"body_{language}")) if edition else default_source(slug, language)


def prepared(board: Institution, slug: str, draft: Edition | None, reader: str) -> dict[str, Any]:
    """What a draft would become: in both languages with gaps in view, what it changes, what hinders it. `reader`: the
    language in which the values are shown."""
    values, before = values_of(board), edition_in_force(board, slug)
    sides = []
    for language in LANGUAGES:
        source = source_of(draft or before, slug, language)
        article = read(fill(source, values, language, gaps=True))
        html = whole_html(article, linker(board, language), prefix=f"{language}-")
        sides.append(
            {
                "language": language,
                "title": plain(article.title),
                "html": html,
                "change": _change(draft, before, slug, language),
            }
        )
    return {
        "sides": sides,
        "before": before,
        "obstacles": obstacles(draft) if draft else [],
        "places": [(f"{{{{ {name} }}}}", label, _word_of(name, values, reader)) for name, label in LABELS.items()],
    }


def _change(draft: Edition | None, before: Edition | None, slug: str, language: str) -> SafeString:
    if draft is None:
        return SafeString("")
    return marked(source_of(before, slug, language), source_of(draft, slug, language))


def _word_of(name: str, values: dict[str, Any], language: str) -> str:
    filled = fill(f"{{{{ {name} }}}}", values, language, gaps=True)
    return "" if filled.startswith("\ue000") else filled.strip("<>").replace("\\", "")
