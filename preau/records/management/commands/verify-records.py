from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from preau.records.services import verify


class Command(BaseCommand):
    help = "Walk the whole journal and prove that no entry was changed, removed or inserted."

    def handle(self, **options: Any) -> None:
        report = verify()
        for number, fault in report.faults[:50]:
            self.stderr.write(f"entry {number}: {fault}")
        if not report.is_whole:
            faults = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
            raise CommandError(f"The journal is NOT whole: {faults} in {report.entries} entries.")
        erased = f" ({report.erased} with their content erased)" if report.erased else ""
        self.stdout.write(self.style.SUCCESS(f"The journal is whole: {report.entries} entries{erased}."))
        self.stdout.write("The hash of entry {}, to be kept elsewhere: {}".format(*report.last))
