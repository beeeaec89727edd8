"""Sending many parcels: each is marked before it leaves and settled after, one commit for both.

A commit settles the parcels that came back and marks the next ones as leaving. When the machine dies, those marked as
leaving, at most FEDERATION_CONNECTIONS, are exactly those of which nobody knows: they are sent again, and servers know
an activity by its id.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from preau.federation.models import Activity, Actor, Host, Parcel
from preau.kernel import clock

from .claim import claim, due
from .keys import Key, key_of
from .lines import PER_HOST, Lines, Waiting
from .outcome import UNSIGNED, Kind, Outcome
from .sender import Request, Sender
from .settle import Back, settle

LOOK_AHEAD = 500  # parcels read at once
HELD = 5000  # parcels that wait in memory, at most
DURATION = 10.0  # seconds after which a run takes nothing new: a worker that is stopped waits for it


class Run:
    """One pass over those of `parcels` that are due. `activities`: of which parcels came back. `is_cut`: some wait
    only because the run has lasted long enough. `stood_back`: some were another worker's, or waited behind its own."""

    def __init__(self, parcels: QuerySet[Parcel], duration: float = DURATION) -> None:
        self.parcels = parcels
        self.until = time.monotonic() + duration
        self.lines = Lines()
        self.hosts: dict[int, Host] = {}
        self.keys: dict[int, Key | None] = {}
        self.probed: set[int] = set()
        self.backs: list[Back] = []  # came back, and is not written down yet
        self.activities: set[int] = set()
        self.last_id = 0
        self.is_read = False  # nothing more is due
        self.is_cut = False
        self.stood_back = False

    def go(self) -> Run:
        """Send what is due. Raises nothing for the servers' reasons."""
        if not due(self.parcels, clock.now()).exists():
            return self
        with Sender(max(1, settings.FEDERATION_CONNECTIONS), PER_HOST) as sender:
            try:
                self._send(sender)
            finally:
                self._collect(sender)
        return self

    def _send(self, sender: Sender) -> None:
        while True:
            chosen = self._next(sender.free)
            mine = self._commit(chosen)
            leaving = [parcel for parcel in chosen if parcel.id in mine]
            for parcel in chosen:
                if parcel.id not in mine:  # another worker was faster, or has another one on its way to that inbox
                    self.lines.came_back(parcel.id)
                    self.stood_back = True
            if leaving and (requests := self._requests(leaving)):
                sender.hand_over(requests)
            if sender.on_the_way:
                self._take_back(sender)
            elif not chosen:
                return

    def _collect(self, sender: Sender) -> None:
        """After a fault of ours, what is known of the parcels that were on their way is still written down."""
        while sender.on_the_way:
            self._take_back(sender)
        if self.backs:
            self._commit([])

    def _next(self, count: int) -> list[Waiting]:
        if time.monotonic() > self.until:
            self.is_cut = self.is_cut or bool(len(self.lines)) or not self.is_read
            return []
        chosen = self.lines.take(count)
        while len(chosen) < count and not self.is_read and len(self.lines) < HELD:
            self._read()
            chosen += self.lines.take(count - len(chosen))
        return chosen

    def _read(self) -> None:
        columns = ("pk", "activity_id", "host_id", "inbox")
        found = due(self.parcels, clock.now()).filter(pk__gt=self.last_id).order_by("pk").values_list(*columns)
        parcels = [Waiting(*row) for row in found[:LOOK_AHEAD]]
        self.is_read = len(parcels) < LOOK_AHEAD
        if parcels:
            self.last_id = parcels[-1].id
            new = Host.objects.in_bulk({p.host_id for p in parcels} - set(self.hosts))
            self.hosts |= new
            self.probed |= {host.pk for host in new.values() if host.next_at}
            self.lines.add(parcels, self.probed)

    def _commit(self, chosen: list[Waiting]) -> set[int]:
        """Settle what came back, mark what leaves, and say which of it is ours."""
        if not self.backs and not chosen:
            return set()
        now = clock.now()
        with transaction.atomic():
            settle(self.backs, now)
            mine = claim(chosen, self.probed & {parcel.host_id for parcel in chosen}, now)
        self.backs = []
        return mine

    def _requests(self, parcels: list[Waiting]) -> list[Request]:
        """What leaves, read after it was marked: what is edited before that moment leaves as edited."""
        activities = Activity.objects.only("document", "actor").in_bulk({parcel.activity_id for parcel in parcels})
        self._read_keys({activity.actor_id for activity in activities.values()})
        requests = []
        for parcel in parcels:
            activity, host = activities[parcel.activity_id], self.hosts[parcel.host_id]
            if key := self.keys[activity.actor_id]:
                body = activity.document.encode()
                requests.append(Request(parcel.id, parcel.inbox, body, key.private, key.id, host.signs))
            else:
                self._came_back(parcel.id, UNSIGNED)
        return requests

    def _read_keys(self, actor_ids: set[int]) -> None:
        if new := actor_ids - set(self.keys):
            actors = Actor.objects.select_related("domain").filter(pk__in=new)
            self.keys |= {actor.pk: key_of(actor) for actor in actors}

    def _take_back(self, sender: Sender) -> None:
        for parcel_id, outcome in sender.wait():
            self._came_back(parcel_id, outcome)
            self._mind(self.backs[-1].parcel.host_id, outcome.kind)

    def _came_back(self, parcel_id: int, outcome: Outcome) -> None:
        parcel = self.lines.came_back(parcel_id)
        self.activities.add(parcel.activity_id)
        self.backs.append(Back(parcel, self.hosts[parcel.host_id], outcome))

    def _mind(self, host_id: int, kind: Kind) -> None:
        if kind in (Kind.HOST_DOWN, Kind.HOST_LATER):
            self.lines.drop(host_id)
        elif host_id in self.probed:
            self.probed.discard(host_id)
            self.lines.widen(host_id)
