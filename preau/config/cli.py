"""The `preau` command: Django's management under a name of its own."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import NoReturn

from preau.config import preflight

LACKING = {
    "procrastinate": "PREAU_JOBS_ENGINE=procrastinate needs the optional group `postgres`.",
    "psycopg": "A database on PostgreSQL needs the optional group `postgres`.",
}
INSTALL = "Install it: pip install --require-hashes --no-deps -r requirements/full.txt"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    sys.argv[0] = "preau"
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    try:
        read_settings()
        run(sys.argv)
    except ModuleNotFoundError as error:
        if error.name not in LACKING:
            raise
        leave(f"{LACKING[error.name]} {INSTALL}")
    except BrokenPipeError:  # `preau jobs | head`: whoever read has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor may Python stumble over it when it ends
        sys.exit(1)
    except ImproperlyConfigured as error:
        leave(str(error))
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv:
            raise
        leave(why_not(error))


def leave(words: str) -> NoReturn:
    """End with a sentence. A mail server is told to keep its message: what is wrong here is not the sender's doing."""
    if sys.argv[1:2] != ["receive-mail"]:
        sys.exit(words)
    print(words, file=sys.stderr)  # noqa: T201
    sys.exit(os.EX_TEMPFAIL)


def read_settings() -> None:
    """Read them before Django's own command line does: it would go on with what it has, and fail later and worse."""
    from django.conf import settings

    _ = settings.INSTALLED_APPS


def why_not(error: Exception) -> str:
    """What the database refused, in words: it is away or lacks its tables, else as it said it itself."""
    from django.core.management.base import CommandError

    try:
        preflight.refuse_pending_migrations()
    except CommandError as known:
        return str(known)
    return f"The database refused: {str(error).strip()}. `preau doctor` says more."


def run(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility, get_commands, load_command_class

    class Preau(ManagementUtility):
        """Its help shows what one needs to run Préau; Django's other commands work, and `--commands` lists them."""

        def main_help_text(self, commands_only: bool = False) -> str:
            if commands_only:
                return super().main_help_text(commands_only=True)
            ours = sorted(name for name, app in get_commands().items() if str(app).startswith("preau."))
            lines = [f"  {name:<16} {load_command_class(get_commands()[name], name).help}" for name in ours]
            return "\n".join(["preau COMMAND", "", *lines, "", "preau help COMMAND says more of one of them."])

    if arguments[1:] in (["--version"], ["version"]):
        print(f"Préau {version('preau')}")  # noqa: T201
        return
    Preau(arguments).execute()
