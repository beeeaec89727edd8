from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from preau.listening.letters import MAX_BYTES
from preau.listening.services import Dropped, NoSuchAddress, NotTaken, letter_receive


class Command(BaseCommand):
    """Exit codes are those of sysexits.h, which mail servers know: 75 makes them keep the message and come back."""

    help = "Take one message, on standard input, from the mail server, for the watches of a board."
    requires_system_checks: list[str] = []  # at each message: it must be quick, and say nothing else

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="ADDRESS", default="", help="the recipient, as the mail server knows it")

    def handle(self, **options: Any) -> None:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        try:
            is_new = letter_receive(raw=raw, recipient=options["to"])
        except Dropped as dropped:
            self.stdout.write(f"dropped: {dropped}")
        except NoSuchAddress as refused:
            self._end(os.EX_NOUSER, refused)
        except NotTaken as refused:
            self._end(os.EX_DATAERR, refused)
        except Exception as error:  # the database is away, or a fault of ours: not the sender's doing
            self._end(os.EX_TEMPFAIL, f"it can't be taken now ({type(error).__name__})")
        else:
            self.stdout.write("kept" if is_new else "known")

    def _end(self, code: int, why: object) -> None:
        self.stderr.write(str(why))
        sys.exit(code)
