from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from preau.conversations.services import messages_triage


class Command(BaseCommand):
    help = "Say what messages seem to be that were never looked at."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="also those that were, unless a person named them")

    def handle(self, **options: Any) -> None:
        after: int | None = 0
        while after is not None:
            after = messages_triage(after=after, again=options["again"])
            if after is not None:
                self.stdout.write(f"up to message {after}")
        self.stdout.write("done")
