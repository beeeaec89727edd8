from __future__ import annotations

from preau.federation.throttle import BURST, MAX_HOSTS, Throttle


def test_a_server_may_say_much_at_once_then_so_much_a_second() -> None:
    throttle = Throttle(rate=10)
    assert [throttle.wait("a.test", now=0) for _ in range(10 * BURST)] == [0] * 10 * BURST
    assert 0 < throttle.wait("a.test", now=0) <= 0.11
    assert throttle.wait("b.test", now=0) == 0
    assert [throttle.wait("a.test", now=1) for _ in range(10)] == [0] * 10
    assert throttle.wait("a.test", now=1) > 0


def test_being_refused_costs_nothing() -> None:
    throttle = Throttle(rate=1)
    for _ in range(1000):
        throttle.wait("a.test", now=0)
    assert throttle.wait("a.test", now=1.01) == 0


def test_without_a_rate_there_is_no_limit() -> None:
    throttle = Throttle(rate=0)
    assert {throttle.wait("a.test", now=0) for _ in range(1000)} == {0}


def test_what_is_remembered_is_bounded() -> None:
    throttle = Throttle(rate=1)
    for number in range(MAX_HOSTS + 50):
        throttle.wait(f"{number}.test", now=0)
    assert len(throttle._spent) == MAX_HOSTS
