"""What the jobs do for themselves."""

from __future__ import annotations

import datetime as dt

from preau.jobs import engines
from preau.jobs.services import DIGEST, periodic
from preau.kernel import clock

KEPT = dt.timedelta(days=3)


@periodic(every=6 * 3600, priority=DIGEST)
def forget_done() -> None:
    """Delete what was done three days ago. What failed stays until somebody looks at it."""
    engines.current().forget_done(clock.now() - KEPT)
