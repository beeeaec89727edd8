"""A list of media to choose from: a CSV with the columns nom, type, region and url."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Institution
from preau.kernel.errors import Invalid
from preau.kernel.text import fold
from preau.listening import places
from preau.listening.models import BoardSource
from preau.users.models import User

from .source_add import feed_add

MAX_BYTES = 500_000
MAX_ROWS = 400
COLUMNS = ("nom", "type", "region", "url")


@dataclass
class MediaReport:
    """What an import did. `faults`: (line of the file, what is wrong with it)."""

    added: int = 0
    known: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def media_import(*, actor: User, board: Institution, data: bytes, region: str = "") -> MediaReport:
    """Choose all feeds of a list, or those of a region alone. None is asked before a watch uses it.

    Raises NotAllowed; Invalid on a file that is no such list. A line that can't be used is said, and left.
    """
    report = MediaReport()
    for number, row in _rows(data):
        if region.strip() and fold(region) not in fold(row["region"]):
            continue
        try:
            address = places.web_address(row["url"])
        except Invalid as error:
            report.faults.append((number, str(error)))
            continue
        if BoardSource.objects.filter(board=board, source__kind="feed", source__address=address).exists():
            report.known += 1
            continue
        feed_add(actor=actor, board=board, address=address, label=row["nom"])
        report.added += 1
    return report


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(data) > MAX_BYTES:
        raise Invalid(_("Ce fichier est trop gros pour une liste de médias."))
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        names = [fold(name or "") for name in reader.fieldnames or []]
        reader.fieldnames = names
        rows = [(reader.line_num, {name: row.get(name) or "" for name in COLUMNS}) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(_("Ce fichier n’est pas un CSV en UTF-8.")) from error
    if not set(COLUMNS) <= set(names):
        raise Invalid(_("Il faut les colonnes nom, type, region et url."))
    if len(rows) > MAX_ROWS:
        raise Invalid(_("Cette liste a plus de %(n)d lignes.") % {"n": MAX_ROWS})
    return rows
