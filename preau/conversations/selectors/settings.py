"""The settings of conversations, as the desk shows them: whose apply, and which are one's own."""

from __future__ import annotations

from dataclasses import dataclass

from preau.conversations.holidays import PublicHoliday, public_holidays
from preau.conversations.models import Holiday, OpeningHours, Policy
from preau.institutions.models import Institution
from preau.institutions.selectors import ancestry
from preau.kernel import clock
from preau.kernel.office_hours import OfficeHours

from .clock import timetable_of
from .policy import policy_of

COMING = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to an institution. `rules_of`, `hours_of`: whose it is; None for the usual ones of Préau."""

    policy: Policy
    rules_of: Institution | None
    hours: OfficeHours
    hours_of: Institution | None
    holidays: list[Holiday]
    public_holidays: list[PublicHoliday]


def settings_of(institution: Institution) -> Settings:
    line = ancestry(institution)
    policy, today = policy_of(institution), clock.now().date()
    owners = set(OpeningHours.objects.filter(institution__in=line).values_list("institution_id", flat=True))
    holidays = Holiday.objects.filter(institution__in=line, last_day__gte=today).select_related("institution")
    coming = [one for year in (today.year, today.year + 1) for one in public_holidays(year) if one.day >= today]
    return Settings(
        policy=policy,
        rules_of=Institution.objects.filter(pk=policy.institution_id).first() if policy.pk else None,
        hours=timetable_of(institution),
        hours_of=Institution.objects.filter(pk=next((pk for pk in line if pk in owners), 0)).first(),
        holidays=list(holidays),
        public_holidays=coming[:COMING] if policy.keeps_public_holidays else [],
    )
