"""The `preau` command: Django's management under a name of its own."""

from __future__ import annotations

import os
import sys

LACKING = {
    "procrastinate": "PREAU_JOBS_ENGINE=procrastinate needs the optional group `postgres`.",
    "psycopg": "A database on PostgreSQL needs the optional group `postgres`.",
}
INSTALL = "Install it: pip install --require-hashes --no-deps -r requirements/full.txt"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    sys.argv[0] = "preau"
    try:
        run(sys.argv)
    except ModuleNotFoundError as error:
        if error.name not in LACKING:
            raise
        sys.exit(f"{LACKING[error.name]} {INSTALL}")


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

    Preau(arguments).execute()
