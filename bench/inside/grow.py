"""Multiply the posts of an installation: `python -m bench.inside.grow 10`.

Rows are copied inside SQLite with new ids, each copy a few hours older than the one before: minutes instead of an hour.
"""

from __future__ import annotations

import sys
from typing import Any

from bench.inside import set_up, tell
from bench.inside.seed import empty_log, quick_writes

HOURS = 5  # between a post and its next copy


def _select(field: Any, shifts: dict[Any, int], copy: int) -> str:
    """How a column of a copy is made of the original's."""
    from django.db import models

    column = f'"{field.column}"'
    target = field.remote_field.model if field.remote_field else field.model if field.primary_key else None
    if target in shifts:
        return f"{column} + {copy * shifts[target]}"
    if isinstance(field, models.DateTimeField):
        return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-{copy * HOURS} hours')"
    return column


def main(times: int) -> None:
    from django.db import connection, transaction
    from django.db.models import Max

    from preau.channels.models import Delivery
    from preau.posts.models import Hashtag, Placement, Post, Revision

    quick_writes()
    grown = [Post, Placement, Revision, Hashtag, Delivery]
    shifts = {model: model.objects.aggregate(top=Max("pk"))["top"] or 0 for model in grown}
    for model in grown:
        fields = model._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in fields)
        table = model._meta.db_table
        with transaction.atomic(), connection.cursor() as cursor:
            for copy in range(1, times):
                chosen = ", ".join(_select(field, shifts, copy) for field in fields)
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) SELECT {chosen} FROM "{table}" WHERE id <= {shifts[model]}'  # noqa: S608
                )
    empty_log()
    tell({"posts": Post.objects.count()})


if __name__ == "__main__":
    set_up()
    main(int(sys.argv[1]))
