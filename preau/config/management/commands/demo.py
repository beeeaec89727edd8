from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from preau.config.demo import seed


class Command(BaseCommand):
    help = "Make a small made-up network and serve it: nothing to configure, no mail leaves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only-seed", action="store_true", help="fill the database, serve nothing")

    def handle(self, *, only_seed: bool, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("A demo has known passwords: PREAU_MODE must be demo. `make demo` sees to it.")
        call_command("migrate", verbosity=0)
        if not seed.is_seeded():
            self.stdout.write("Making a small network…")
            seed.seed()
        self.stdout.write(seed.invitation_to_look())
        if not only_seed:
            self.stdout.flush()
            os.execv(sys.executable, [sys.executable, "-m", "preau", "serve"])  # noqa: S606
