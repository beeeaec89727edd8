from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from preau.config import preflight
from preau.jobs.services import work


class Command(BaseCommand):
    help = "Runs the background jobs, until it is told to stop (SIGTERM or Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        preflight.refuse_pending_migrations()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        work(stop)
