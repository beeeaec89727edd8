"""What a list of conversations is asked for: a folder, and what narrows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from preau.conversations.models import Conversation, ConversationState, Label, Message
from preau.conversations.unindexed import Unindexed
from preau.institutions.models import Page
from preau.kernel import clock

NEW, OURS, THEIRS, CLOSED = ConversationState
FOLDERS = {  # name in the address: its states, what it is called
    "waiting": ((NEW, OURS), _("À répondre")),
    "new": ((NEW,), _("Nouvelles")),
    "mine": ((NEW, OURS, THEIRS), _("Les miennes")),
    "theirs": ((THEIRS,), _("Attendent leur réponse")),
    "snoozed": ((NEW, OURS, THEIRS, CLOSED), _("En veilleuse")),
    "mentions": ((NEW, OURS, THEIRS, CLOSED), _("On vous y demande")),
    "closed": ((CLOSED,), _("Terminées")),
}
AGES = {
    "today": _("Aujourd’hui"),
    "days": _("Depuis 3 jours"),
    "week": _("Depuis 7 jours"),
    "older": _("Plus de 7 jours"),
    "overdue": _("Délai dépassé"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`age`: one of AGES, by the newest message. Blank or None: all."""

    folder: str = "waiting"
    page: Page | None = None
    kind: str = ""
    tone: str = ""
    network: str = ""
    age: str = ""
    label: Label | None = None
    private: bool = False
    held: bool = False

    @property
    def states(self) -> tuple[ConversationState, ...]:
        return FOLDERS[self.folder][0]

    @property
    def is_narrowed(self) -> bool:
        return self != Asked(self.folder)

    def narrow(self, rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
        """Those of `rows` that are asked for, whatever their state."""
        for name in ("kind", "tone", "network"):
            if value := getattr(self, name):
                rows = rows.filter(**{name: value})
        if self.private:
            rows = rows.filter(is_private=True)
        if self.age:
            rows = rows.filter(of_age(self.age))
        if self.label or self.held:
            rows = self._linked(rows.alias(number=Unindexed(F("pk"))))
        return rows

    def _linked(self, rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
        """By what stands in other tables: sets of ids, looked up while walking along the list."""
        if self.label:
            labelled = Conversation.labels.through.objects.filter(label=self.label)
            rows = rows.filter(**{"number__in": labelled.values("conversation_id")})
        if self.held:
            held = Message.objects.filter(is_held=True)
            rows = rows.filter(**{"number__in": held.values("conversation_id")})
        return rows


def of_age(age: str) -> Q:
    """The conversations of an age: what was said last since midnight, in so many days, or before; or overdue."""
    now = clock.now()
    if age == "overdue":
        return Q(due_at__lt=now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if age == "today":
        return Q(last_at__gte=midnight)
    since = midnight - dt.timedelta(days=3 if age == "days" else 7)
    return Q(last_at__lt=since) if age == "older" else Q(last_at__gte=since)


def awake() -> Q:
    """Neither asleep nor gone into another one."""
    return Q(merged_into=None) & (Q(snoozed_until=None) | Q(snoozed_until__lte=clock.now()))


def asleep() -> Q:
    return Q(merged_into=None, snoozed_until__gt=clock.now())
