"""Which text of an article applies to an institution: its board's edition in force, else what comes with Préau."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from preau.guide.articles import default_source
from preau.guide.filling import fill
from preau.guide.models import Edition, Values
from preau.guide.reading import Linker, Source, plain, read, whole_html
from preau.institutions.models import Institution, Mandate, Page

OTHER = {"fr": "en", "en": "fr"}


@dataclass(frozen=True, slots=True)
class Applied:
    """An article as it applies somewhere, its values filled in. `language` is that of the text, not always the one
    asked for; `edition` is None where no board has adopted any."""

    slug: str
    language: str
    source: Source
    edition: Edition | None
    link: Linker

    @property
    def title(self) -> str:
        return plain(self.source.title)

    @property
    def html(self) -> SafeString:
        """All but the title."""
        return whole_html(self.source, self.link)


def above(institution: Institution) -> list[int]:
    """The ids from the root down to `institution` itself."""
    return [int(part) for part in institution.path.split("/") if part]


def board_of(institution: Institution) -> Institution:
    """The root of its tree: who adopts."""
    root = above(institution)[0]
    return institution if root == institution.pk else Institution.objects.get(pk=root)


def institution_of(page: Page) -> Institution | None:
    """The institution whose guide applies to a page: its own; an official's by the mandate that runs."""
    if page.institution is not None:
        return page.institution
    mandates = Mandate.objects.filter(official=page.official_id).select_related("institution")
    mandate = mandates.current(timezone.localdate()).first() or mandates.first()
    return mandate.institution if mandate else None


def values_of(institution: Institution | None, *, below: Institution | None = None) -> dict[str, Any]:
    """What is given for `institution`, the nearest first, with its board's name. With `below`, only what is given
    under that one."""
    if institution is None:
        return {}
    path = above(institution)
    if below is not None:
        path = path[path.index(below.pk) + 1 :] if below.pk in path else []
    rows = {row.institution_id: row for row in Values.objects.filter(institution__in=path)} if path else {}
    found: dict[str, Any] = {} if below is not None else {"board": board_of(institution).name}
    for pk in path:
        if pk in rows:
            found |= rows[pk].given()
    return found


def edition_in_force(institution: Institution | None, slug: str) -> Edition | None:
    """The newest edition that its board, or whoever is nearest above, adopted."""
    if institution is None:
        return None
    adopted = Edition.objects.filter(institution__in=above(institution), article=slug, number__isnull=False)
    return adopted.select_related("institution").order_by("-institution__path", "-number").first()


def editions_of(board: Institution, slug: str) -> list[Edition]:
    """What a board adopted, the newest first."""
    adopted = Edition.objects.filter(institution=board, article=slug, number__isnull=False)
    return list(adopted.select_related("adopted_by").order_by("-number"))


def applied(
    institution: Institution | None, slug: str, language: str, *, edition: Edition | None = None, link: Linker
) -> Applied:
    """The text of `slug` for `institution` in `language` ("fr" or "en") where it is written in it, else in the other:
    that of `edition`, else of the one in force, else what comes with Préau."""
    adopted = edition or edition_in_force(institution, slug)
    if adopted is None:
        said, body = language, default_source(slug, language)
        values = values_of(institution)
    else:
        said = language if getattr(adopted, f"body_{language}") else OTHER[language]
        body = getattr(adopted, f"body_{said}")
        values = adopted.values | values_of(institution, below=adopted.institution)
    return Applied(slug, said, read(fill(body, values, said)), adopted, link)
