"""Business time: what is added comes back as what lies between, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.kernel.feasts import day_of, easter
from preau.kernel.office_hours import OfficeHours

TORONTO = ZoneInfo("America/Toronto")
OFFICE = ((dt.time(8), dt.time(16)),)
USUAL = OfficeHours(TORONTO, (OFFICE,) * 5 + ((),) * 2)
HOUR = dt.timedelta(hours=1)

START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + dt.timedelta(minutes=minutes))
quarters = st.integers(0, 95).map(lambda n: dt.time(n // 4, n % 4 * 15))
days = st.lists(st.tuples(quarters, quarters), max_size=3).map(tuple)
weeks = st.tuples(*[days] * 7)
holidays = st.lists(st.tuples(st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1)), st.integers(0, 20)), max_size=5).map(
    lambda rows: tuple((day, day + dt.timedelta(days=length)) for day, length in rows)
)
offices = st.builds(OfficeHours, st.just(TORONTO), weeks, holidays)
work = st.integers(1, 60 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=TORONTO)


@settings(max_examples=120, deadline=None)
@given(offices, moments, work)
def test_what_is_added_lies_between(office: OfficeHours, start: dt.datetime, work: dt.timedelta) -> None:
    end = office.add(start, work)
    if end is not None:
        assert end > start
        assert office.between(start, end) == work
        assert office.is_open(end - dt.timedelta(microseconds=1))


@settings(max_examples=80, deadline=None)
@given(offices, moments, st.timedeltas(dt.timedelta(), dt.timedelta(days=40)), st.floats(0, 1))
def test_a_stretch_is_the_sum_of_its_parts(
    office: OfficeHours, start: dt.datetime, length: dt.timedelta, where: float
) -> None:
    middle = start + length * where
    assert office.between(start, middle) + office.between(middle, start + length) == office.between(
        start, start + length
    )
    assert dt.timedelta() <= office.between(start, start + length) <= length


@settings(max_examples=80, deadline=None)
@given(offices, moments)
def test_a_change_changes(office: OfficeHours, moment: dt.datetime) -> None:
    change = office.next_change(moment)
    if change is None:
        assert not office.is_open(moment)
    else:
        assert change > moment
        assert office.is_open(change) != office.is_open(moment)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-25T09:00", 4, "2026-11-25T13:00"),
        ("2026-11-25T14:00", 4, "2026-11-26T10:00"),
        ("2026-11-27T15:30", 8, "2026-11-30T15:30"),  # over a week-end
        ("2026-11-28T12:00", 1, "2026-11-30T09:00"),
        ("2026-10-30T15:00", 2, "2026-11-02T09:00"),  # clocks go back between
        ("2026-03-06T15:00", 2, "2026-03-09T09:00"),  # clocks go forward between
    ],
)
def test_hours_from_a_moment(start: str, hours: int, end: str) -> None:
    assert USUAL.add(at(start), hours * HOUR) == at(end)


def test_a_night_that_is_an_hour_longer_counts_an_hour_more() -> None:
    night = OfficeHours(TORONTO, (((dt.time(0), dt.time(0)),),) * 7)
    assert night.between(at("2026-11-01T00:00"), at("2026-11-02T00:00")) == 25 * HOUR
    assert night.between(at("2026-03-08T00:00"), at("2026-03-09T00:00")) == 23 * HOUR


def test_holidays_do_not_count() -> None:
    christmas = OfficeHours(TORONTO, USUAL.week, ((dt.date(2026, 12, 24), dt.date(2027, 1, 4)),))
    assert christmas.add(at("2026-12-23T15:00"), 2 * HOUR) == at("2027-01-05T09:00")


def test_an_office_that_never_opens() -> None:
    never = OfficeHours(TORONTO, ((),) * 7)
    assert never.add(at("2026-11-25T09:00"), HOUR) is None
    assert never.next_change(at("2026-11-25T09:00")) is None


def test_easter() -> None:
    assert [easter(year).isoformat() for year in (2024, 2025, 2026, 2027, 2038)] == [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ]


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ({"month": 5, "day": 25, "weekday_before": 0}, 2026, "2026-05-18"),  # the 25th is a Monday itself
        ({"month": 5, "day": 25, "weekday_before": 0}, 2027, "2027-05-24"),
        ({"month": 9, "weekday": 0, "nth": 1}, 2026, "2026-09-07"),
        ({"month": 10, "weekday": 0, "nth": 2}, 2026, "2026-10-12"),
        ({"month": 7, "day": 1, "if_sunday": 2}, 2029, "2029-07-02"),
        ({"month": 7, "day": 1, "if_sunday": 2}, 2026, "2026-07-01"),
        ({"easter": -2}, 2026, "2026-04-03"),
    ],
)
def test_days_that_move(rule: dict[str, int], year: int, day: str) -> None:
    assert day_of(rule, year).isoformat() == day
