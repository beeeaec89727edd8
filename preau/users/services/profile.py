from __future__ import annotations

from django.db import transaction

from preau.kernel.text import one_line
from preau.records.services import record
from preau.users.models import User


def profile_change(*, user: User, name: str, language: str) -> User:
    """Change one's own name and language."""
    name = one_line(name)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if (locked.name, locked.language) == (name, language):
            return locked
        locked.name, locked.language = name, language
        locked.save(update_fields=["name", "language"])
        record(verb="user.changed", subject=locked, actor=locked, snapshot={"name": name, "language": language})
    return locked
