"""What `preau doctor` and every command look at: facts of the outside world that nobody has read again."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from preau.kernel import clock

from . import complaints


@register
def complaint_route(**_options: Any) -> list[CheckMessage]:
    if not complaints.is_stale(clock.now().date()):
        return []
    words = "The legal route of complaints was last compared with its sources more than eighteen months ago."
    hint = f"Read the sources again, correct {complaints.DATA.name} and change its date (`seen`)."
    return [Warning(words, hint=hint, id="conversations.W001")]
