from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.institutions.ministry.table import MAX_BYTES
from preau.institutions.models import Institution
from preau.institutions.services import ImportReport, network_import
from preau.kernel import http
from preau.kernel.errors import Invalid

SHOWN = 30  # lines of a list, unless more is asked for (-v 2)
TIMEOUT = 120  # seconds to fetch a file


class Command(BaseCommand):
    help = "Import boards and schools from the ministry's CSV file. Running it again with a newer file updates them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("schools", metavar="FILE|URL", help="the ministry's file of public schools (CSV)")
        parser.add_argument(
            "--boards", metavar="FILE|URL", help="the file of boards, where the first doesn't name them"
        )
        parser.add_argument("--board", metavar="CODE", default="", help="import this board and its schools alone")

    def handle(self, **options: Any) -> None:
        with translation.override("en"):  # the command line speaks English throughout
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        try:
            report = network_import(
                schools=self._read(options["schools"]),
                boards=self._read(options["boards"]) if options["boards"] else None,
                only_board=options["board"],
                source=_shown(options["schools"]),
                progress=self._progress,
            )
        except Invalid as error:
            nothing = _("Rien n’a été importé.")
            raise CommandError(f"{error}\n{nothing}") from error
        self._tell(report, None if options["verbosity"] > 1 else SHOWN)

    def _read(self, where: str) -> bytes:
        try:
            if where.lower().startswith(("http://", "https://")):
                return self._fetch(where)
            with Path(where).open("rb") as file:
                data = file.read(MAX_BYTES + 1)  # whatever it is: a pipe or a device has no size to ask for
        except OSError as error:
            reason = _("%(file)s ne peut pas être lu (%(why)s). Rien n’a été importé.")
            raise CommandError(reason % {"file": where, "why": error.strerror}) from error
        if len(data) > MAX_BYTES:
            raise CommandError(_("%(file)s est trop gros. Rien n’a été importé.") % {"file": where})
        return data

    def _fetch(self, url: str) -> bytes:
        try:
            answer = http.fetch_now(url, max_bytes=MAX_BYTES, timeout=TIMEOUT, allow_loopback=settings.ALLOW_LOOPBACK)
        except http.FetchError as error:
            reason = _("%(url)s ne peut pas être téléchargé (%(why)s). Rien n’a été importé.")
            raise CommandError(reason % {"url": _shown(url), "why": error}) from error
        if answer.status != 200:
            reason = _("%(url)s répond par l’erreur %(status)d. Rien n’a été importé.")
            raise CommandError(reason % {"url": _shown(url), "status": answer.status})
        return answer.body

    def _progress(self, done: int, total: int) -> None:
        if not self.stderr.isatty():
            return
        share = done / total if total else 1
        bar = "█" * round(30 * share)
        self.stderr.write(f"\r{bar:░<30} {share:4.0%} {done}/{total}", ending="\n" if done >= total else "")

    def _tell(self, report: ImportReport, shown: int | None) -> None:
        summary = ngettext(
            "%(rows)d rangées lues : %(boards)d organisme scolaire, %(schools)d écoles et centres.",
            "%(rows)d rangées lues : %(boards)d organismes scolaires, %(schools)d écoles et centres.",
            report.boards,
        )
        self.stdout.write(summary % {"rows": report.rows, "boards": report.boards, "schools": report.schools})
        counts = _("%(created)d créés, %(updated)d mis à jour, %(unchanged)d inchangés.")
        numbers = {"created": len(report.created), "updated": len(report.updated), "unchanged": report.unchanged}
        self.stdout.write(self.style.SUCCESS(counts % numbers))
        if not report.changed:
            self.stdout.write(_("Rien de nouveau dans ce fichier : rien n’a été écrit."))
        self._list(_("Ne sont plus dans le fichier (gardés, marqués) :"), _names(report.missing), shown)
        self._list(_("Sont de retour dans le fichier :"), _names(report.returned), shown)
        self._list(_("Ont changé d’organisme :"), _names(report.moved), shown)
        websites = [f"{name} : {given}" for name, given in report.hopeless]
        self._list(_("Adresses Web inutilisables, laissées vides :"), websites, shown)

    def _list(self, heading: str, lines: list[str], shown: int | None) -> None:
        if not lines:
            return
        self.stdout.write(heading)
        for line in lines[:shown]:
            self.stdout.write(f"  – {line}")
        if rest := len(lines[shown:]) if shown else 0:
            self.stdout.write("  " + ngettext("et %(n)d autre (-v 2)", "et %(n)d autres (-v 2)", rest) % {"n": rest})


def _names(institutions: Iterable[Institution]) -> list[str]:
    return [f"{institution.code} {institution.name}" for institution in institutions]


def _shown(where: str) -> str:
    """What may be kept and printed of a source: a file's name, an address without its query."""
    return where.split("?")[0].split("#")[0] if "://" in where else Path(where).name
