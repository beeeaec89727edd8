"""The file of boards: code, name, kind of network, website."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import table

COLUMNS = ("CODE", "NOM", "TYPE", "WEB")
CODE = re.compile(r"[0-9]{6}")
NAME_LENGTH = 200


@dataclass(frozen=True)
class Board:
    """A school board. `network`: "Franco", "Anglo" or "Statut", as in the schools' file; `website` as it was given."""

    code: str
    name: str
    network: str = ""
    website: str = ""


_NETWORKS = {"francophone": "Franco", "anglophone": "Anglo"}  # any other (« Particulière ») has a status of its own


def read_boards(data: bytes) -> dict[str, Board]:
    """The boards of a file, by code. Raises `table.FileRefused`."""
    boards: dict[str, Board] = {}
    for row in table.read(data, COLUMNS):
        if not CODE.fullmatch(row["CODE"]):
            raise table.FileRefused(
                _("« %(code)s » n’est pas un code de six chiffres.") % {"code": row["CODE"][:40]}, row.line
            )
        if row["CODE"] in boards:
            raise table.FileRefused(_("le code %(code)s est là deux fois.") % {"code": row["CODE"]}, row.line)
        if not 0 < len(row["NOM"]) <= NAME_LENGTH:
            raise table.FileRefused(_("le nom manque ou est trop long."), row.line)
        network = _NETWORKS.get(row["TYPE"].lower(), "Statut")
        boards[row["CODE"]] = Board(row["CODE"], row["NOM"], network, row["WEB"])
    if not boards:
        raise table.FileRefused(_("le fichier ne contient aucune rangée."))
    return boards
