"""Which conversations a person sees at all, said so that a database answers by one walk along one index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, QuerySet

from preau.conversations.models import Conversation
from preau.conversations.unindexed import Unindexed
from preau.institutions.models import Capability, Mandate, Page, Role
from preau.institutions.selectors import pages_where
from preau.users.models import User

MANY_BOARDS = 6  # beyond, one walk over everything costs less than one a board


@dataclass(frozen=True)
class Reach:
    """The pages whose conversations `user` reads, and those that they moderate, whose private ones they read too."""

    user: User

    @property
    def is_everything(self) -> bool:
        return self.user.is_superuser and self.user.is_active

    @cached_property
    def read(self) -> dict[int, int | None]:
        """By page id, the official whose page it is, if it is one's."""
        return self._pages(Capability.READ)

    @cached_property
    def moderated(self) -> dict[int, int | None]:
        return self._pages(Capability.MODERATE)

    def _pages(self, capability: Capability) -> dict[int, int | None]:
        return dict(pages_where(self.user, capability).order_by().values_list("pk", "official_id"))

    @cached_property
    def _role_paths(self) -> set[str]:
        return set(Role.objects.filter(user=self.user).values_list("institution__path", flat=True))

    @cached_property
    def _mandates(self) -> list[tuple[int, str]]:
        """(official id, path of the institution) of the officials among these pages."""
        officials = {official for official in [*self.read.values(), *self.moderated.values()] if official}
        found = Mandate.objects.filter(official__in=officials) if officials else Mandate.objects.none()
        return list(found.values_list("official_id", "institution__path"))

    def boards(self, pages: dict[int, int | None]) -> list[int | None]:
        """The boards in which pages of this person are; an official's may be in none."""
        officials = {official for official in pages.values() if official}
        paths = self._role_paths | {path for official, path in self._mandates if official in officials}
        found = {int(path.split("/")[1]) for path in paths if path.strip("/")}
        return [*sorted(found), *([None] if officials else [])]

    def only(self, rows: QuerySet[Conversation], *, moderated: bool = False) -> QuerySet[Conversation]:
        """Those of `rows` that the person may read; or, `moderated`, in which they answer. Along whatever index."""
        if self.is_everything:
            return rows
        rows = rows.alias(of_page=Unindexed(F("page_id")))
        if moderated or self.read == self.moderated:
            return rows.filter(of_page__in=list(self.moderated))
        public = Q(is_private=False, of_page__in=list(self.read))
        return rows.filter(public | Q(of_page__in=list(self.moderated)))

    def parts(self, page: Page | None = None, *, moderated: bool = False) -> list[QuerySet[Conversation]]:
        """All of it in parts, of which each is one range of an index: of a page, a board, or everything there is."""
        everything = self.only(Conversation.objects.all(), moderated=moderated)
        if page or self.is_everything:
            return [everything.filter(page=page)] if page else [everything]
        pages = self.moderated if moderated else self.read
        if len(pages) == 1:
            return [everything.filter(page=next(iter(pages)))]
        boards = self.boards(pages)
        return [everything.filter(board=board) for board in boards] if len(boards) <= MANY_BOARDS else [everything]
