from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from preau.config import preflight, statics


class Command(BaseCommand):
    help = "Runs the site and the worker together, restarts what dies, and stops both cleanly (SIGTERM or Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = preflight.address(settings.BIND)
        preflight.refuse_pending_migrations()
        preflight.refuse_taken_port(host, port)
        statics.collect()
        connections.close_all()
        sys.stdout.flush()
        # From here on a process without Django: what was needed to check is given back to the machine.
        os.execv(sys.executable, [sys.executable, "-m", "preau.config.supervisor", *self._options(host, port)])  # noqa: S606

    def _options(self, host: str, port: int) -> list[str]:
        values = {
            "host": host,
            "port": port,
            "workers": settings.SERVER_WORKERS,
            "threads": settings.SERVER_THREADS,
            "grace": settings.STOP_GRACE,
            "origin": settings.ORIGIN,
        }
        return [part for name, value in values.items() for part in (f"--{name}", str(value))]
