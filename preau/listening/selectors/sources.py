"""Where a board listens, and what is due."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.listening.models import FETCHED, BoardSource, Source, SourceKind, SourceState, WatchSource
from preau.users.models import User


def board_of(institution: Institution) -> Institution:
    """The root of its tree: the board whose sources it sees."""
    root = int(institution.path.split("/")[1])
    return institution if root == institution.pk else Institution.objects.get(pk=root)


def boards_seen(user: User) -> QuerySet[Institution]:
    """The boards whose sources `user` may read: those in whose tree they may read anything."""
    paths = institutions_where(user, Capability.READ).values_list("path", flat=True).distinct()
    roots = {int(path.split("/")[1]) for path in paths}
    return Institution.objects.filter(pk__in=roots)


def boards_managed(user: User) -> QuerySet[Institution]:
    """The boards whose sources `user` may change: those that they moderate, whole."""
    return institutions_where(user, Capability.MODERATE).filter(parent__isnull=True)


def sources_of(board: Institution) -> QuerySet[Source]:
    """What a watch of `board`, or of a school of it, may listen to: what the board chose, what is its own, and what
    is said to pages from the Fediverse."""
    chosen = BoardSource.objects.filter(board=board, source=OuterRef("pk"))
    return Source.objects.filter(Exists(chosen) | Q(board=board) | Q(kind=SourceKind.FEDIVERSE))


def chosen_by(board: Institution) -> QuerySet[BoardSource]:
    """What the board chose, by name. Each has `is_used`: some active watch of the board listens to it."""
    used = WatchSource.objects.filter(
        source=OuterRef("source"), watch__is_active=True, watch__institution__path__startswith=board.path
    )
    rows = BoardSource.objects.filter(board=board).select_related("source", "board")
    return rows.annotate(is_used=Exists(used)).order_by("label", "pk")


def mail_address(board: Institution) -> str:
    """The address to which things are sent for the board's watches; nothing where mail is not taken, or it has none."""
    local, _, host = settings.MAIL_IN.partition("@")
    source = Source.objects.filter(board=board, kind=SourceKind.MAIL).order_by("pk").first()
    return f"{local}+{source.address}@{host}" if host and source else ""


def due(now: dt.datetime) -> QuerySet[Source]:
    """The sources to fetch now, the longest due first: chosen, not paused, used, and in no worker's hands."""
    used = WatchSource.objects.filter(source=OuterRef("pk"), watch__is_active=True)
    chosen = BoardSource.objects.filter(source=OuterRef("pk"), paused_at__isnull=True)
    return (
        Source.objects.filter(Exists(used), Exists(chosen), kind__in=FETCHED)
        .exclude(state=SourceState.STOPPED)
        .filter(Q(next_at__isnull=True) | Q(next_at__lte=now))
        .filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
        .order_by(F("next_at").asc(nulls_first=True), "pk")
    )
