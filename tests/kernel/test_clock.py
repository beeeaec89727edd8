from __future__ import annotations

import datetime as dt

from preau.kernel import clock


def test_it_is_earlier_inside_and_now_again_outside() -> None:
    before = clock.now()
    with clock.ago(dt.timedelta(days=2)):
        assert before - clock.now() > dt.timedelta(days=1, hours=23)
    assert clock.now() >= before
