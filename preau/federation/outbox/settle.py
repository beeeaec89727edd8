"""Writing what became of parcels, of the hosts that they went to, and of those who are no more."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from preau.federation.models import Activity, Follower, Host, Parcel, ParcelState, RemoteActor

from .lines import Waiting
from .outcome import GONE, NOT_FOUND, TIRED, Kind, Outcome

# Minutes before each new attempt, the last one again and again until PATIENCE is at its end.
BACKOFF = (1, 5, 15, 60, 180, 360, 720, 1440)
PATIENCE = dt.timedelta(days=5)  # from the moment a parcel was written
SEEN_EVERY = dt.timedelta(hours=1)
WAITING = [ParcelState.PENDING, ParcelState.RETRYING]


@dataclass(frozen=True, slots=True)
class Back:
    """A parcel that came back. `host` as it was when the parcel was chosen."""

    parcel: Waiting
    host: Host
    outcome: Outcome


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts (from 1), a tenth more or less so that crowds disperse."""
    minutes = BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]
    return dt.timedelta(minutes=minutes) * random.uniform(0.9, 1.1)  # noqa: S311


def settle(backs: Iterable[Back], now: dt.datetime) -> None:
    """Write it all, in the caller's transaction."""
    arrived = [back for back in backs if back.outcome.kind == Kind.DELIVERED]
    if arrived:
        delivered = {"state": ParcelState.DELIVERED, "delivered_at": now, "next_at": None, "last_error": ""}
        _on_its_way([back.parcel.id for back in arrived]).update(**delivered)
        _hosts_live(arrived, now)
    for back in backs:
        match back.outcome.kind:
            case Kind.DELIVERED:
                pass
            case Kind.HOST_DOWN | Kind.HOST_LATER:
                _put_off(back, now, not_before=_host_rests(back, now))
            case Kind.LATER | Kind.MISSING:
                _put_off(back, now)
            case Kind.GONE:
                _gone(back, now)
            case Kind.REFUSED:
                changes = {"state": ParcelState.FAILED, "next_at": None, "last_error": back.outcome.words}
                _on_its_way([back.parcel.id]).update(**changes)


def _on_its_way(ids: list[int]) -> QuerySet[Parcel]:
    """The truth wins over a lease that ran out meanwhile."""
    return Parcel.objects.filter(pk__in=ids, state__in=[ParcelState.SENDING, ParcelState.RETRYING])


def _hosts_live(arrived: list[Back], now: dt.datetime) -> None:
    news: dict[str, set[Host]] = {}
    for back in arrived:
        host, signs = back.host, str(back.outcome.signs or "")
        is_news = host.failures or host.next_at or host.signs != signs
        if is_news or host.seen_at is None or host.seen_at < now - SEEN_EVERY:
            host.failures, host.next_at, host.down_since, host.signs, host.seen_at = 0, None, None, signs, now
            news.setdefault(signs, set()).add(host)
    for signs, hosts in news.items():
        lives = {"failures": 0, "next_at": None, "down_since": None, "signs": signs, "seen_at": now}
        Host.objects.filter(pk__in=[host.pk for host in hosts]).update(**lives)


def _host_rests(back: Back, now: dt.datetime) -> dt.datetime:
    """Leave the host in peace, and say until when. Several parcels that fail at once count as one failure."""
    host = Host.objects.select_for_update().get(pk=back.parcel.host_id)
    was_known = host.next_at is not None and host.next_at > now and host.failures > back.host.failures
    if was_known and host.next_at:
        return max(host.next_at, back.outcome.at or now)
    host.failures = back.host.failures + 1
    host.next_at = back.outcome.at or now + wait_after(host.failures)
    if back.outcome.kind == Kind.HOST_DOWN:
        host.down_since = host.down_since or now
    host.save(update_fields=["failures", "next_at", "down_since"])
    return host.next_at


def _put_off(back: Back, now: dt.datetime, not_before: dt.datetime | None = None) -> None:
    parcel = _on_its_way([back.parcel.id]).select_related("activity").first()
    if parcel is None:
        return
    words = back.outcome.words
    if back.outcome.kind == Kind.MISSING and parcel.last_error == NOT_FOUND:
        _gone(back, now)
        return
    at = not_before or now + wait_after(parcel.attempts)
    changes = {"state": ParcelState.RETRYING, "next_at": at, "last_error": words}
    if at > parcel.created_at + PATIENCE:
        changes = {"state": ParcelState.FAILED, "next_at": None, "last_error": TIRED}
    if _is_overtaken(parcel.activity):
        changes = {"state": ParcelState.CANCELLED, "next_at": None, "last_error": words}
    Parcel.objects.filter(pk=parcel.pk).update(**changes)


def _is_overtaken(activity: Activity) -> bool:
    """Whether something newer speaks of the same: an old text must not arrive after a new one, nor after its end."""
    newer = Activity.objects.filter(object_uri=activity.object_uri, actor=activity.actor_id, pk__gt=activity.pk)
    ends = {"Create": ["Delete"], "Update": ["Update", "Delete"], "Announce": ["Undo"]}.get(activity.kind, [])
    return bool(ends) and newer.filter(kind__in=ends).exists()


def _gone(back: Back, now: dt.datetime) -> None:
    """Nobody is behind that inbox any more: whoever followed from there is no follower, and nothing more goes there."""
    inbox = back.parcel.inbox
    remotes = RemoteActor.objects.filter(Q(shared_inbox=inbox) | Q(shared_inbox="", inbox=inbox))
    ids = list(remotes.values_list("pk", flat=True))
    Follower.objects.filter(remote__in=ids).delete()
    RemoteActor.objects.filter(pk__in=ids).update(gone_at=Coalesce(F("gone_at"), now))
    ended = {"state": ParcelState.CANCELLED, "next_at": None, "last_error": GONE}
    _on_its_way([back.parcel.id]).update(**ended)
    Parcel.objects.filter(host=back.parcel.host_id, inbox=inbox, state__in=WAITING).update(**ended)


def expire(now: dt.datetime) -> set[int]:
    """Give up on what has waited longer than PATIENCE. Gives the ids of the activities."""
    waits = Q(state__in=WAITING) | Q(state=ParcelState.SENDING, next_at__lt=now)
    old = Parcel.objects.filter(waits, created_at__lt=now - PATIENCE)
    activities = set(old.values_list("activity", flat=True))
    if activities:
        old.update(state=ParcelState.FAILED, next_at=None, last_error=TIRED)
    return activities
