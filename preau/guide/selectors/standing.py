"""Who reads whose guide, and who has yet to acknowledge what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from preau.guide.articles import ARTICLES
from preau.guide.models import Acknowledgement, Edition
from preau.institutions.models import Capability, Institution, Mandate, Role, RoleKind
from preau.institutions.selectors import institutions_where
from preau.users.models import User


def boards_where(user: User, capability: Capability) -> QuerySet[Institution]:
    """The boards of which `user` holds `capability` on the board itself."""
    return institutions_where(user, capability).filter(parent__isnull=True).order_by("name", "pk")


def my_boards(user: User) -> list[Institution]:
    """The boards whose guide concerns `user`: by a role on them or below, or by a mandate there. Three queries."""
    if user.is_superuser and user.is_active:
        return list(Institution.objects.filter(parent__isnull=True).order_by("name", "pk"))
    held = Role.objects.filter(user=user).values_list("institution__path", flat=True)
    mandates = Mandate.objects.filter(official__user=user).current(timezone.localdate())
    paths = [*held, *mandates.values_list("institution__path", flat=True)]
    roots = {int(path.split("/")[1]) for path in paths if path.strip("/")}
    return list(Institution.objects.filter(pk__in=roots).order_by("name", "pk"))


def may_read(user: User, board: Institution) -> bool:
    """Whether the guide of `board` concerns `user`."""
    return user.is_active and any(mine.pk == board.pk for mine in my_boards(user))


def in_force(boards: Iterable[Institution | int]) -> dict[tuple[int, str], Edition]:
    """{(id of a board, slug): the edition in force}. One query."""
    adopted = Edition.objects.filter(institution__in=list(boards), number__isnull=False).select_related("institution")
    return {(edition.institution_id, edition.article): edition for edition in adopted.order_by("number")}


def to_acknowledge(user: User, *slugs: str) -> list[Edition]:
    """The editions in force of `slugs`, or of all articles, that `user` is expected to acknowledge and has not, board
    by board. Four queries."""
    expecting = _boards_expecting(user)
    found = in_force(set().union(*expecting.values()))
    asked = [(board, slug) for slug, boards in expecting.items() for board in boards if slug in (slugs or ARTICLES)]
    editions = [found[one] for one in sorted(asked, key=lambda one: one[0]) if one in found]
    done = Acknowledgement.objects.filter(user=user, edition__in=editions).values_list("edition_id", flat=True)
    read = set(done) if editions else set()
    return [edition for edition in editions if edition.pk not in read]


def _boards_expecting(user: User) -> dict[str, set[int]]:
    """For each article, the boards (ids) on which, or below which, `user` is to read it, by a role or a mandate."""
    roles = list(Role.objects.filter(user=user).values_list("kind", "institution__path"))
    mandates = Mandate.objects.filter(official__user=user).current(timezone.localdate())
    spoken_for = {_root(path) for path in mandates.values_list("institution__path", flat=True)}
    return {
        slug: spoken_for | {_root(path) for kind, path in roles if kind in _kinds(article.expected_of)}
        for slug, article in ARTICLES.items()
    }


def _root(path: str) -> int:
    return int(path.split("/")[1])


def _kinds(capability: Capability) -> list[RoleKind]:
    return [kind for kind in RoleKind if capability in kind.capabilities]


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who has not acknowledged, and where they hold a role: the name of an institution, the role."""

    user: User
    places: list[str]


def expected(edition: Edition) -> QuerySet[User]:
    """The people who are expected to acknowledge `edition`, by name."""
    board = edition.institution
    kinds = _kinds(ARTICLES[edition.article].expected_of)
    by_role = Q(roles__institution__path__startswith=board.path, roles__kind__in=kinds)
    mandates = Mandate.objects.current(timezone.localdate()).filter(institution__path__startswith=board.path)
    people = User.objects.filter(by_role | Q(official__mandates__in=mandates), is_active=True)
    return people.distinct().order_by("name", "email")


def missing_from(edition: Edition) -> QuerySet[User]:
    """Those of them who have not."""
    return expected(edition).exclude(pk__in=edition.acknowledgements.values("user"))


def absent(people: Iterable[User], board: Institution) -> list[Absent]:
    """`people` with their roles on `board` or below. One query."""
    rows = Role.objects.filter(user__in=list(people), institution__path__startswith=board.path)
    places: dict[int, list[str]] = {}
    for role in rows.select_related("institution").order_by("institution__path", "kind"):
        places.setdefault(role.user_id, []).append(f"{role.get_kind_display()}, {role.institution.name}")
    return [Absent(user, places.get(user.pk, [])) for user in people]
