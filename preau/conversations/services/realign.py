from __future__ import annotations

from django.db import transaction
from django.db.models import F

from preau.conversations.models import Conversation


@transaction.atomic
def boards_realign() -> int:
    """Schools have moved from one board to another: their conversations with them. Gives of how many pages.

    Lists are ranges of an index by board; who may read what is asked of the tree itself, whatever a row says.
    """
    rows = Conversation.objects.filter(page__institution__isnull=False).order_by()
    lines = rows.annotate(path=F("page__institution__path")).values_list("page_id", "board_id", "path").distinct()
    moved = {page: int(path.split("/")[1]) for page, board, path in lines if str(board) != path.split("/")[1]}
    for page, board in moved.items():
        Conversation.objects.filter(page=page).update(board=board)
    return len(moved)
