"""The distributed engine: Procrastinate on PostgreSQL, for many workers on many machines.

Procrastinate keeps the jobs, gives them out and wakes the workers. On top of it, here, is what our contract adds:

    engine    the port on Procrastinate's tables, on Django's own connection and transaction
    fence     a job is ended only by the worker and the attempt that hold it, and its error is kept
    worker    two of Procrastinate's workers in one process (one for alerts alone), recovery, periodic tasks

Imported only when PREAU_JOBS_ENGINE=procrastinate: the group `postgres` is optional.
"""

from .engine import ENGINE

__all__ = ["ENGINE"]
