from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from preau.config import doctor


class Command(BaseCommand):
    help = "Looks at settings, database, mail, disk, clock and worker, and says in words what to mend."
    requires_system_checks = []  # it tells of them itself, among the rest

    def handle(self, *args: Any, **options: Any) -> None:
        styles = {doctor.GOOD: self.style.SUCCESS, doctor.MIND: self.style.WARNING, doctor.BAD: self.style.ERROR}
        found = []
        for finding in doctor.examine():
            found.append(finding)
            self.stdout.write(f"{styles[finding.mark](finding.mark)} {finding.about:<9} {finding.words}")
            if finding.mend:
                self.stdout.write(f"  {'':<9} → {finding.mend}")
        if any(finding.mark == doctor.BAD for finding in found):
            sys.exit(1)
