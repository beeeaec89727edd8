"""What the demo shows of answering: words to answer with, and an answer that waits for a second pair of eyes."""

from __future__ import annotations

from preau.conversations.models import Message
from preau.conversations.services import answer_propose, template_adopt
from preau.institutions.models import Institution
from preau.users.models import User

from . import texts


def seed_answering(board: Institution, writer: User, moderator: User) -> None:
    """After the talk. `writer` publishes for the board: what they adopt is approved."""
    for key in ("received", "thanks"):
        template_adopt(key=key, institution=board, actor=writer)
    asked = Message.objects.select_related("conversation").get(html__contains="Bravo aux familles")
    answer_propose(message=asked, text=texts.PROPOSED, version=asked.conversation.version, actor=moderator)
