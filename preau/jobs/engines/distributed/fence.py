"""The statements that end a job. Procrastinate's own do not ask who ends it: a worker that was thought dead and comes
back could end what another one runs by now. These change a row only while its worker and its attempt are the same.

Each gives back one row: `moved`, the number of jobs that were still ours.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from preau.jobs.engines.attempt import REPLACED, Outcome
from preau.kernel import clock

OURS = "id = %(id)s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %(worker_id)s AND attempts = %(attempts)s"

_WITH_ERROR = """
, kept AS (
    INSERT INTO jobs_trouble (job, error, at) SELECT id, %(error)s, now() FROM moved WHERE %(error)s <> ''
    ON CONFLICT (job) DO UPDATE SET error = excluded.error, at = excluded.at
)
SELECT count(*) AS moved FROM moved
"""

END = f"""
WITH moved AS (
    UPDATE procrastinate_jobs
    SET status = %(status)s::procrastinate_job_status, abort_requested = false, attempts = attempts + 1
    WHERE {OURS} RETURNING id
)
{_WITH_ERROR}
"""  # noqa: S608 (no value is in the text)

# Where a newer job of the same key waits already, this one gives way to it: one waits at most.
AGAIN = f"""
WITH moved AS (
    UPDATE procrastinate_jobs AS job
    SET status = CASE WHEN newer.id IS NULL THEN 'todo' ELSE 'cancelled' END::procrastinate_job_status,
        scheduled_at = %(at)s, worker_id = NULL, abort_requested = false, attempts = job.attempts + %(cost)s
    FROM (SELECT 1) AS one LEFT JOIN procrastinate_jobs AS newer
        ON newer.status = 'todo' AND newer.queueing_lock = %(key)s
    WHERE job.{OURS.replace("AND ", "AND job.")} RETURNING job.id, job.status
)
, kept AS (
    INSERT INTO jobs_trouble (job, error, at)
    SELECT id, CASE WHEN status = 'todo' THEN %(error)s ELSE %(replaced)s END, now()
    FROM moved WHERE %(error)s <> '' OR status <> 'todo'
    ON CONFLICT (job) DO UPDATE SET error = excluded.error, at = excluded.at
)
SELECT count(*) AS moved FROM moved
"""  # noqa: S608


def statement(job: Any, outcome: Outcome) -> tuple[str, dict[str, Any]]:
    """The statement that writes an outcome, and its values. `job`: a procrastinate Job as it was fetched."""
    held = {"id": job.id, "worker_id": job.worker_id, "attempts": job.attempts, "error": outcome.error}
    if outcome.again_at:
        return AGAIN, again_values(job, outcome, outcome.again_at) | held
    return END, {**held, "status": "failed" if outcome.error else "succeeded"}


def again_values(job: Any, outcome: Outcome, at: dt.datetime) -> dict[str, Any]:
    return {"at": at, "cost": 0 if outcome.free else 1, "key": job.queueing_lock, "replaced": REPLACED}


def now_again(error: str = "", *, free: bool = False) -> Outcome:
    """To be run again at once."""
    return Outcome(error, again_at=clock.now(), free=free)
