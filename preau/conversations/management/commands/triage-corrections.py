from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand

from preau.records.models import Entry


class Command(BaseCommand):
    help = "Print, as CSV, what people corrected of triage: no words, no names."

    def handle(self, **options: Any) -> None:
        rows = csv.writer(self.stdout)
        rows.writerow(["month", "seemed", "is", "language"])
        corrected = Entry.objects.filter(verb="message.kind_corrected").order_by("pk")
        for at, snapshot in corrected.values_list("at", "snapshot").iterator():
            if snapshot and snapshot.get("by_triage"):
                rows.writerow([f"{at:%Y-%m}", snapshot["seemed"], snapshot["kind"], snapshot["language"]])
