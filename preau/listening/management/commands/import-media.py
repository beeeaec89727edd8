from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from preau.institutions.models import Institution
from preau.kernel.errors import PreauError
from preau.listening.services import MEDIA_MAX_BYTES, MediaReport, media_import
from preau.users.models import User


class Command(BaseCommand):
    help = "Add the feeds of a list of media (CSV: nom, type, region, url) to those that a board may listen to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list (CSV, UTF-8)")
        parser.add_argument("--as", dest="actor", metavar="EMAIL", required=True, help="who adds them")
        parser.add_argument("--board", metavar="CODE", default="", help="the board, where there are several")
        parser.add_argument("--region", metavar="REGION", default="", help="only those of a region")

    def handle(self, **options: Any) -> None:
        with translation.override("en"):  # the command line speaks English throughout
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        actor = User.objects.filter(email__iexact=options["actor"], is_active=True).first()
        if actor is None:
            raise CommandError(f"There is no account {options['actor']}.")
        try:
            with Path(options["file"]).open("rb") as file:
                data = file.read(MEDIA_MAX_BYTES + 1)
            board = _board(options["board"])
            self._tell(media_import(actor=actor, board=board, data=data, region=options["region"]))
        except OSError as error:
            raise CommandError(f"{options['file']} can't be read ({error.strerror}).") from error
        except PreauError as error:
            raise CommandError(f"{error} Nothing was imported.") from error

    def _tell(self, report: MediaReport) -> None:
        for line, fault in report.faults:
            self.stderr.write(f"line {line}: {fault}")
        self.stdout.write(f"{report.added} added, {report.known} there already, {len(report.faults)} left out.")


def _board(code: str) -> Institution:
    boards = list(Institution.objects.filter(parent__isnull=True, **({"code": code} if code else {}))[:2])
    if len(boards) != 1:
        raise CommandError("There is no such board." if not boards else "There are several boards: say --board CODE.")
    return boards[0]
