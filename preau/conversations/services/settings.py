"""How an institution holds the conversation: its rules, its hours, its holidays. The journal keeps before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Holiday, OpeningHours, Policy
from preau.conversations.selectors.policy import policy_of
from preau.conversations.signals import reception_changed
from preau.guide.services import values_set
from preau.institutions.models import Capability, Institution, Page
from preau.institutions.selectors import institutions_where
from preau.kernel.errors import Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User

from .clock import clocks_recompute

RULES = (
    "visitors",
    "goal_hours",
    "keeps_public_holidays",
    "publishes_times",
    "sends_notice",
    "notice_fr",
    "notice_en",
    "reviewed_roles",
    "reviewed_tones",
    "reviewed_kinds",
)
LONGEST = dt.timedelta(days=366)
Span = tuple[int, dt.time, dt.time]  # weekday from Monday, opens, closes


@transaction.atomic
def policy_set(*, institution: Institution, rules: dict[str, Any], actor: User) -> Policy:
    """Give an institution rules of its own, which hold for all below it. `rules`: {name: value}, those of RULES. Those
    on call stay who they were.

    Raises NotAllowed.
    """
    _require(actor, Capability.ADMINISTER, institution)
    policy = Policy.objects.select_for_update().filter(institution=institution).first()
    before = _rules(policy)
    called = list(policy_of(institution).on_call.all()) if policy is None and policy_of(institution).pk else None
    policy = policy or Policy(institution=institution)
    for name in RULES:
        setattr(policy, name, rules[name])
    policy.save()
    if called is not None:
        policy.on_call.set(called)
    _promise(institution, policy, actor)
    _changed(institution, "talk_rules.changed", actor, before, _rules(policy))
    return policy


def _promise(institution: Institution, policy: Policy | None, actor: User) -> None:
    """The guide promises what the clock measures: nothing of its own where the rules are inherited."""
    values_set(institution=institution, actor=actor, goal_hours=(policy.goal_hours or None) if policy else None)


@transaction.atomic
def policy_inherit(*, institution: Institution, actor: User) -> None:
    """Give up rules of its own: those of the institution above hold again. At the top, the usual ones.

    Raises NotAllowed.
    """
    _require(actor, Capability.ADMINISTER, institution)
    policy = Policy.objects.select_for_update().filter(institution=institution).first()
    if policy:
        before = _rules(policy)
        if institution.parent_id:
            policy.delete()
        else:
            for name in RULES:
                setattr(policy, name, getattr(Policy(), name))
            policy.save()
        _promise(institution, policy if policy.pk else None, actor)
        _changed(institution, "talk_rules.changed", actor, before, None)


@transaction.atomic
def hours_set(*, institution: Institution, spans: list[Span], actor: User) -> None:
    """Give an institution hours of its own; none at all: those above it hold again. Raises NotAllowed."""
    _require(actor, Capability.PUBLISH, institution)
    rows = OpeningHours.objects.filter(institution=institution)
    before = [str(row) for row in rows]
    rows.delete()
    made = [OpeningHours(institution=institution, weekday=day, opens=opens, closes=end) for day, opens, end in spans]
    after = [str(row) for row in OpeningHours.objects.bulk_create(made)]
    if before != after:
        _changed(institution, "talk_hours.changed", actor, before, after)


@transaction.atomic
def holiday_add(
    *, institution: Institution, first_day: dt.date, last_day: dt.date | None = None, name: str, actor: User
) -> Holiday:
    """Days on which nobody answers. Raises NotAllowed, or Invalid for an end before the start or a year and more."""
    _require(actor, Capability.PUBLISH, institution)
    last = last_day or first_day
    if not first_day <= last <= first_day + LONGEST:
        raise Invalid(_("Le dernier jour vient après le premier, dans l’année."))
    words = " ".join(name.split())[:80] or _("Congé")
    made = Holiday.objects.create(institution=institution, first_day=first_day, last_day=last, name=words)
    _changed(institution, "talk_holiday.added", actor, None, _days(made))
    return made


@transaction.atomic
def holiday_remove(*, holiday: Holiday, actor: User) -> None:
    """Answer on these days after all. Raises NotAllowed."""
    _require(actor, Capability.PUBLISH, holiday.institution)
    before = _days(holiday)
    holiday.delete()
    _changed(holiday.institution, "talk_holiday.removed", actor, before, None)


def _require(actor: User, capability: Capability, institution: Institution) -> None:
    if not institutions_where(actor, capability).filter(pk=institution.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas changer ces réglages."))


def _rules(policy: Policy | None) -> dict[str, Any] | None:
    if policy is None:
        return None
    return {name: getattr(policy, name) for name in RULES}


def _days(holiday: Holiday) -> dict[str, Any]:
    return {"name": holiday.name, "first_day": holiday.first_day, "last_day": holiday.last_day}


def _changed(institution: Institution, verb: str, actor: User, before: Any, after: Any) -> None:
    snapshot = {"before": before, "after": after}
    record(verb=verb, subject=institution, actor=actor, snapshot=snapshot, institution_id=institution.pk)
    clocks_recompute(institution=institution)
    below = Page.objects.filter(institution__path__startswith=institution.path)
    reception_changed.send(sender=Policy, page_ids=list(below.values_list("pk", flat=True)))
