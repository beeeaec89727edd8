"""The embedded engine: jobs are rows of our own table, on SQLite (the default) or PostgreSQL, without a server.

claim     rows become ours for the time of a lease, in batches
ending    what became of them is written, if they are still ours
slot      a thread that claims, runs and ends
keeper    a thread that renews leases, recovers those of the dead, and asks for periodic tasks
watch     notices within 50 ms that there is something to do
worker    all of these together, from start to a clean stop
"""

from .engine import ENGINE

__all__ = ["ENGINE"]
