"""Fill an imported network with conversations: `python -m bench.inside.talk COUNT`, and name those who read them.

Two in three wait for an answer, as nobody would let it come to; one in five hundred is a danger. One board has a third
of all; one school of it, a tenth.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from typing import Any

from bench.inside import set_up, tell
from bench.inside.facts import session_of
from bench.inside.seed import BATCH, empty_log, open_pages, quick_writes

STATES = (["new", "ours", "theirs", "closed"], [55, 12, 18, 15])
KINDS = (
    ["question", "critique", "thanks", "other", "complaint", "spam", "attack", "danger"],
    [400, 250, 180, 90, 40, 30, 8, 2],
)
TONES = (["neutral", "warm", "tense", "hostile"], [50, 20, 27, 3])
NETWORKS = (["visitor", "activitypub", "bluesky"], [60, 39, 1])
DAYS = 400


class Talker:
    """Makes the rows of conversations and of one message each, always the same ones."""

    def __init__(self, total: int) -> None:
        from django.utils import timezone

        from preau.institutions.models import Page

        self.total, self.chance, self.now = total, random.Random(total), timezone.now()
        pages = list(Page.objects.filter(institution__isnull=False).select_related("institution").order_by("pk"))
        self.pages = [(page.pk, int(page.institution.path.split("/")[1])) for page in pages]
        sizes: dict[int, int] = {}
        for _, board in self.pages:
            sizes[board] = sizes.get(board, 0) + 1
        self.board = max(sizes, key=lambda pk: (sizes[pk], -pk))
        self.own = [line for line in self.pages if line[1] == self.board]
        self.busy = self.own[1]

    def _page(self) -> tuple[int, int]:
        drawn = self.chance.random()
        if drawn < 0.1:
            return self.busy
        return self.chance.choice(self.own if drawn < 0.33 else self.pages)

    def batch(self, start: int, labels: list[int], people: list[int]) -> None:
        from preau.conversations.models import Conversation, Message

        rows = [self._row(Conversation, people) for _ in range(start, min(start + BATCH, self.total))]
        Conversation.objects.bulk_create(rows, BATCH)
        said = [self._said(Message, row) for row in rows]
        Message.objects.bulk_create(said, BATCH)
        through = Conversation.labels.through
        marked = [row for row in rows if row.board_id == self.board and self.chance.random() < 0.2]
        links = [through(conversation_id=row.pk, label_id=self.chance.choice(labels)) for row in marked]
        through.objects.bulk_create(links, BATCH)

    def _row(self, model: Any, people: list[int]) -> Any:
        page, board = self._page()
        at = self.now - dt.timedelta(days=DAYS) * self.chance.random()
        state, kind, tone, network = (self.chance.choices(*w)[0] for w in (STATES, KINDS, TONES, NETWORKS))
        waits = state in ("new", "ours")
        return model(
            page_id=page,
            board_id=board,
            network=network,
            is_private=self.chance.random() < 0.15,
            state=state,
            kind=kind,
            tone=tone,
            is_urgent=kind == "danger" and waits,
            assignee_id=self.chance.choice(people) if board == self.board and self.chance.random() < 0.05 else None,
            snoozed_until=self.now + dt.timedelta(days=3) if self.chance.random() < 0.01 else None,
            opened_at=at,
            last_at=at,
            waiting_since=at if waits else None,
            due_at=at + dt.timedelta(days=1) if waits else None,
        )

    def _said(self, model: Any, row: Any) -> Any:
        words = "Est-ce que le transport reprend demain matin ? " * self.chance.randint(1, 6)
        return model(
            conversation=row,
            network=row.network,
            remote_id=f"banc:{row.pk}",
            author_id=f"banc:{row.pk % 9000}",
            author_name=f"Parent {row.pk % 9000}",
            html=f"<p>{words}</p>",
            said_at=row.last_at,
            is_held=self.chance.random() < 0.01,
        )


def hire(talker: Talker) -> dict[str, Any]:
    """Who reads them: of everything, of the largest board, of one school, of thirty, and somebody who only reads."""
    from preau.institutions.models import Page, Role
    from preau.users.models import User

    def make(name: str, kind: str, pages: list[int], **fields: Any) -> Any:
        user = User.objects.create_user(f"{name}@banc.example", name=f"Personne {name}", **fields)
        for page in Page.objects.filter(pk__in=pages):
            Role.objects.create(user=user, institution_id=page.institution_id, kind=kind)
        return user

    top = Page.objects.get(institution=talker.board).pk
    return {
        "everything": make("tout", "reader", [], is_superuser=True),
        "board": make("centre", "communications", [top]),
        "school": make("ecole", "moderator", [talker.busy[0]]),
        "thirty": make("trente", "moderator", [pk for pk, _ in talker.own[1:31]]),
        "reader": make("lecture", "reader", [top]),
    }


def main(total: int) -> None:
    from django.db import transaction

    from preau.conversations.models import Label
    from preau.institutions.models import Page

    quick_writes()
    open_pages()
    talker = Talker(total)
    people = hire(talker)
    labels = [Label.objects.create(board_id=talker.board, name=name).pk for name in ("Transport", "Inscriptions")]
    for start in range(0, total, BATCH):
        with transaction.atomic():
            talker.batch(start, labels, [people["board"].pk, people["thirty"].pk])
    empty_log()
    busy = Page.objects.get(pk=talker.busy[0])
    tell(
        {
            "sessions": {name: session_of(user) for name, user in people.items()},
            "labels": labels,
            "page": busy.handle,
        }
    )


if __name__ == "__main__":
    set_up()
    main(int(sys.argv[1]))
