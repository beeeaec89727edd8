"""The file of public schools: one row a school × building, folded here into one school."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from preau.institutions.models import Institution

from . import table
from .boards import CODE, NAME_LENGTH, Board

LEVELS = dict(zip(("PRESC", "PRIM", "SEC", "FORM_PRO", "ADULTE"), Institution.LEVELS, strict=True))
COLUMNS = (
    *("CD_ORGNS", "NOM_OFFCL_ORGNS", "ADRS_GEO_L1_GDUNO_ORGNS", "CD_POSTL_GDUNO_ORGNS", "CD_MUNCP_GDUNO_ORGNS"),
    *("NOM_MUNCP_GDUNO_ORGNS", "CD_IMM", "CD_POSTL_GDUNO_IMM", *LEVELS, "SITE_WEB_ORGNS"),
    *("COORD_X_LL84_IMM", "COORD_Y_LL84_IMM", "CD_CS", "TYPE_CS"),
)
OPTIONAL = ("NOM_COURT_ORGNS", "ADRS_GEO_L2_GDUNO_ORGNS", "ADRS_GEO_L1_GDUNO_IMM", "NOM_CS")
NETWORKS = ("Franco", "Anglo", "Statut")  # French, English, of a status of its own (Cree, Kativik, Littoral)

# The longest value of each column that is kept as it is: what the model holds.
_LENGTHS = {
    "NOM_OFFCL_ORGNS": NAME_LENGTH,
    "NOM_CS": NAME_LENGTH,
    "NOM_COURT_ORGNS": 120,
    "ADRS_GEO_L1_GDUNO_ORGNS": 120,
    "ADRS_GEO_L2_GDUNO_ORGNS": 78,
    "CD_MUNCP_GDUNO_ORGNS": 5,
    "NOM_MUNCP_GDUNO_ORGNS": 100,
    "SITE_WEB_ORGNS": 300,
}


@dataclass(frozen=True)
class School:
    """A school or a centre: its official facts. Coordinates in degrees (WGS 84), of its main building."""

    code: str
    board: str
    network: str
    kind: str
    name: str
    short_name: str
    address: str
    postal_code: str
    municipality_code: str
    municipality_name: str
    latitude: float | None
    longitude: float | None
    levels: list[str]
    website: str  # as it was given


@dataclass
class Schools:
    """All that the file says: schools by code, boards that it names itself by code, the number of its rows."""

    rows: int = 0
    by_code: dict[str, School] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)


def read_schools(data: bytes, known_boards: Container[str]) -> Schools:
    """The schools of a file. `known_boards`: codes of boards that a school may belong to, besides those that the file
    names itself (NOM_CS, in newer ones). Raises `table.FileRefused`."""
    rows = table.read(data, COLUMNS)
    by_code: dict[str, list[table.Row]] = defaultdict(list)
    schools = Schools(rows=len(rows))
    for row in rows:
        _check(row)
        _note_board(row, schools.boards, known_boards)
        by_code[row["CD_ORGNS"]].append(row)
    if not rows:
        raise table.FileRefused(_("le fichier ne contient aucune rangée."))
    schools.by_code = {code: _folded(same) for code, same in sorted(by_code.items())}
    return schools


def _check(row: table.Row) -> None:
    for column in ("CD_ORGNS", "CD_CS"):
        if not CODE.fullmatch(row[column]):
            _refuse(row, column)
    if row["CD_ORGNS"] == row["CD_CS"] or not row["NOM_OFFCL_ORGNS"]:
        _refuse(row, "CD_ORGNS" if row["NOM_OFFCL_ORGNS"] else "NOM_OFFCL_ORGNS")
    for column, length in _LENGTHS.items():
        if len(row[column]) > length:
            _refuse(row, column)
    if row["TYPE_CS"] not in NETWORKS:
        _refuse(row, "TYPE_CS")
    for column in LEVELS:
        if row[column] not in ("0", "1", ""):
            _refuse(row, column)


def _refuse(row: table.Row, column: str) -> None:
    reason = _("« %(value)s » n’est pas une valeur possible de la colonne %(column)s.")
    raise table.FileRefused(reason % {"value": row[column][:40], "column": column}, row.line)


def _note_board(row: table.Row, named: dict[str, Board], known: Container[str]) -> None:
    code = row["CD_CS"]
    if row["NOM_CS"]:
        named.setdefault(code, Board(code, row["NOM_CS"], row["TYPE_CS"]))
    elif code not in named and code not in known:
        reason = _(
            "l’organisme scolaire %(code)s est inconnu. Le fichier des écoles ne le nomme pas : donnez celui des "
            "organismes avec --boards."
        )
        raise table.FileRefused(reason % {"code": code}, row.line)


def _folded(rows: list[table.Row]) -> School:
    for row in rows:
        if row["CD_CS"] != rows[0]["CD_CS"]:
            raise table.FileRefused(
                _("l’école %(code)s relève de deux organismes à la fois.") % {"code": row["CD_ORGNS"]}, row.line
            )
    main = min(rows, key=_distance_from_main)
    levels = [level for column, level in LEVELS.items() if any(row[column] == "1" for row in rows)]
    address = [main["ADRS_GEO_L1_GDUNO_ORGNS"], main["ADRS_GEO_L2_GDUNO_ORGNS"]]
    return School(
        code=main["CD_ORGNS"],
        board=main["CD_CS"],
        network=main["TYPE_CS"],
        kind=_kind(levels),
        name=_spaced(main["NOM_OFFCL_ORGNS"]),
        short_name=_spaced(main["NOM_COURT_ORGNS"]),
        address=", ".join(line for line in address if line),
        postal_code=postal_code(main["CD_POSTL_GDUNO_ORGNS"]),
        municipality_code=main["CD_MUNCP_GDUNO_ORGNS"],
        municipality_name=_spaced(main["NOM_MUNCP_GDUNO_ORGNS"]),
        latitude=_degrees(main, "COORD_Y_LL84_IMM", 90),
        longitude=_degrees(main, "COORD_X_LL84_IMM", 180),
        levels=levels,
        website=main["SITE_WEB_ORGNS"],
    )


def _distance_from_main(row: table.Row) -> tuple[bool, bool, str, str]:
    """The main building comes first: the one at the school's own address, else the one of the lowest number."""
    return (
        row["ADRS_GEO_L1_GDUNO_IMM"] != row["ADRS_GEO_L1_GDUNO_ORGNS"],
        row["CD_POSTL_GDUNO_IMM"] != row["CD_POSTL_GDUNO_ORGNS"],
        row["CD_IMM"],
        row["NOM_OFFCL_ORGNS"],
    )


def _kind(levels: Iterable[str]) -> str:
    """A centre is what teaches nothing to children: a vocational one if it trains for trades, else one for adults."""
    taught = set(levels)
    if taught & {"preschool", "primary", "secondary"} or not taught:
        return Institution.Kind.SCHOOL
    return Institution.Kind.TRAINING if "vocational" in taught else Institution.Kind.ADULT


def _spaced(text: str) -> str:
    return " ".join(text.split())


def postal_code(given: str) -> str:
    """ "G0G1N0" and "g0g 1n0" as "G0G 1N0"; "" when it is none."""
    plain = "".join(given.split()).upper()
    return f"{plain[:3]} {plain[3:]}" if re.fullmatch(r"[A-Z][0-9][A-Z][0-9][A-Z][0-9]", plain) else ""


def _degrees(row: table.Row, column: str, limit: int) -> float | None:
    """A coordinate, with a decimal point or comma; None where the file has none."""
    if not row[column]:
        return None
    if not re.fullmatch(r"-?[0-9]{1,3}(?:[.,][0-9]{1,20})?", row[column]):
        _refuse(row, column)
    value = float(row[column].replace(",", "."))
    if abs(value) > limit:
        _refuse(row, column)
    return value
