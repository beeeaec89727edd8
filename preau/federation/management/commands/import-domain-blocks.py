from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from preau.federation.services import MAX_BLOCKS, BlocksReport, domain_blocks_import
from preau.kernel.errors import Invalid

SHOWN = 20  # skipped lines that are shown


class Command(BaseCommand):
    help = "Block and limit the servers of a list, as Mastodon exports it (CSV). Policies are only made stricter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list: Mastodon's CSV, or a name a line")

    def handle(self, **options: Any) -> None:
        with translation.override("en"):  # the command line speaks English throughout
            try:
                report = domain_blocks_import(data=self._read(Path(options["file"])))
            except Invalid as error:
                raise CommandError(f"{error} Nothing was imported.") from error
            self._tell(report)

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BLOCKS + 1)
        except OSError as error:
            raise CommandError(f"{path} can't be read ({error.strerror}). Nothing was imported.") from error

    def _tell(self, report: BlocksReport) -> None:
        self.stdout.write(
            f"{len(report.blocked)} blocked, {len(report.limited)} limited, {len(report.unchanged)} as they were."
        )
        for number, text in report.skipped[:SHOWN]:
            self.stdout.write(f"line {number} skipped: {text}")
        if len(report.skipped) > SHOWN:
            self.stdout.write(f"… and {len(report.skipped) - SHOWN} more lines skipped.")
