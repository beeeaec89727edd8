from __future__ import annotations

import dataclasses
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from preau.jobs import selectors
from preau.jobs.models import JobState
from preau.jobs.selectors import JobLine
from preau.jobs.services import retry

COLUMNS = "{:>8}  {:<8} {:<36} {:>5}  {:<16}"


class Command(BaseCommand):
    help = "Lists the background jobs that run, wait and failed. `preau jobs retry ID` runs a failed one again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=["list", "retry"], default="list")
        parser.add_argument("id", nargs="?", type=int, help="with retry: the job to run again")
        parser.add_argument("--all-failed", action="store_true", help="with retry: every job that failed")
        parser.add_argument("--failed", action="store_true", help="list those that failed, only")
        parser.add_argument("--json", action="store_true", help="write JSON, for scripts")
        parser.add_argument("--limit", type=int, default=50, help="how many to list (50)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "retry":
            self._retry(options["id"], options["all_failed"])
            return
        states = [JobState.FAILED] if options["failed"] else [JobState.RUNNING, JobState.WAITING, JobState.FAILED]
        lines = selectors.lines(states, limit=options["limit"])
        if options["json"]:
            self._write_json(lines)
        else:
            self._write_table(lines)

    def _retry(self, job_id: int | None, all_failed: bool) -> None:
        if (job_id is None) != all_failed:
            raise CommandError("Say which one: `preau jobs retry ID`, or all of them: `preau jobs retry --all-failed`.")
        count = retry(job_id=job_id)
        if job_id is not None and not count:
            raise CommandError(f"No failed job has the number {job_id}. `preau jobs --failed` lists them.")
        self.stdout.write(f"{count} {'job waits' if count == 1 else 'jobs wait'} to run again.")

    def _write_json(self, lines: list[JobLine]) -> None:
        counts = {str(state): count for state, count in selectors.counts().items()}
        shown = [dataclasses.asdict(line) for line in lines]
        self.stdout.write(json.dumps({"counts": counts, "jobs": shown}, cls=DjangoJSONEncoder, ensure_ascii=False))

    def _write_table(self, lines: list[JobLine]) -> None:
        counts = selectors.counts()
        self.stdout.write("  ".join(f"{counts[state]} {state}" for state in JobState))
        if lines:
            self.stdout.write("\n" + COLUMNS.format("job", "state", "task", "tries", "due"))
        for line in lines:
            self.stdout.write(self._row(line).rstrip())
            if line.error:
                self.stdout.write(f"          {line.error}")
        if counts[JobState.FAILED]:
            self.stdout.write(
                "\n`preau jobs retry ID` runs a failed job again, `preau jobs retry --all-failed` all of them."
            )

    def _row(self, line: JobLine) -> str:
        due = timezone.localtime(line.run_at).strftime("%Y-%m-%d %H:%M") if line.run_at else ""
        task = line.task.removeprefix("preau.").replace(".tasks.", ".")
        return COLUMNS.format(line.id, line.state, task, line.attempts, due)
