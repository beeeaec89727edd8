"""What can be done with the guide: one verb a file."""

from .acknowledge import edition_acknowledge
from .adopt import edition_adopt
from .draft import edition_discard, edition_draft
from .remind import edition_remind
from .values import values_set

__all__ = ["edition_acknowledge", "edition_adopt", "edition_discard", "edition_draft", "edition_remind", "values_set"]
