"""Tests that commit are cleaned up by emptying every table. The journal's triggers refuse that, as they should.

SQLite deletes row by row, so the triggers are set aside for that one moment and put back as they were.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush

_sql_flush = flush.sql_flush


def _without_triggers(style: Any, connection: Any, **options: Any) -> list[str]:
    statements = _sql_flush(style, connection, **options)
    if connection.vendor != "sqlite":
        return statements
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records_entry'")
        triggers = cursor.fetchall()
    return [*(f"DROP TRIGGER {name}" for name, _ in triggers), *statements, *(sql for _, sql in triggers)]


flush.sql_flush = _without_triggers
