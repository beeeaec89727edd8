"""The file that a network is imported from: the ministry's, where it is at hand, else a made-up one of its size."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from .server import ROOT

REAL = ROOT.parent / "shared" / "data"
SCHOOLS_NAME, BOARDS_NAME = "ecoles_publiques_qc_2022.csv", "organismes_scolaires_qc_2022.csv"
BOARDS, SCHOOLS, ROWS = 72, 2745, 5358  # of the real file

OWN = ["CD_ORGNS", "NOM_COURT_ORGNS", "NOM_OFFCL_ORGNS", "ADRS_GEO_L1_GDUNO_ORGNS", "ADRS_GEO_L2_GDUNO_ORGNS"]
OWN += ["CD_POSTL_GDUNO_ORGNS", "CD_MUNCP_GDUNO_ORGNS", "NOM_MUNCP_GDUNO_ORGNS"]
BUILDING = ["CD_IMM", "NOM_IMM", "ADRS_GEO_L1_GDUNO_IMM", "ADRS_GEO_L2_GDUNO_IMM", "CD_MUNCP_GDUNO_IMM"]
BUILDING += ["NOM_MUNCP_GDUNO_IMM", "CD_POSTL_GDUNO_IMM"]
LEVELS = ["PRESC", "PRIM", "SEC", "FORM_PRO", "ADULTE"]
REST = ["SITE_WEB_ORGNS", "COORD_X_LL84_IMM", "COORD_Y_LL84_IMM", "ORDRE_ENS", "CD_CS", "TYPE_CS", "STYLE_CART"]
REST += ["LON", "LAT", "CSS_DIR"]
COLUMNS = ["OBJECTID", "DT_MAJ_GDUNO", "COMBINE_NUO_NUI", *OWN, *BUILDING, *LEVELS, *REST]
BOARD_COLUMNS = ["code", "nom", "type", "web", "superficie_km2", "version", "nb_ecoles", "nb_lignes_ecole_immeuble"]
PLACES = ["Sainte-Anse", "Val-des-Rivages", "Pointe-aux-Aulnes", "Rivière-Claire", "Mont-Bouleau", "Lac-aux-Huards"]
NAMES = [
    "Trois-Saules",
    "Érables",
    "Saint-Joseph",
    "Grand-Héron",
    "Vents-d’Ouest",
    "Notre-Dame",
    "Boréale",
    "Pionniers",
]


@dataclass(frozen=True)
class NetworkFile:
    schools: Path
    boards: Path
    is_real: bool

    @property
    def note(self) -> str:
        if self.is_real:
            return "the ministry's file"
        return f"MADE-UP file of {ROWS} rows: ../shared/data is absent"


def network_file(folder: Path) -> NetworkFile:
    """The real file, or a made-up one written into `folder`."""
    if (REAL / SCHOOLS_NAME).exists() and (REAL / BOARDS_NAME).exists():
        return NetworkFile(REAL / SCHOOLS_NAME, REAL / BOARDS_NAME, is_real=True)
    return made_up(folder)


def made_up(folder: Path) -> NetworkFile:
    """A network as large as the real one, in the same columns, with nobody's names."""
    made = NetworkFile(folder / "schools.csv", folder / "boards.csv", is_real=False)
    _write(made.schools, COLUMNS, _school_rows())
    _write(made.boards, BOARD_COLUMNS, [_board_row(number) for number in range(BOARDS)])
    return made


def _write(target: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _board_row(number: int) -> dict[str, str]:
    code = str(900000 + number * 1000)
    name = f"Centre de services scolaire de la Rive-{number + 1}"
    return {"code": code, "nom": name, "type": "Francophone", "web": f"https://www.css{number}.example"}


def _school_rows() -> list[dict[str, str]]:
    """One row a school and building: schools have one building, then some a second or a third."""
    chance = random.Random(2)
    schools = [_school(number, chance) for number in range(SCHOOLS)]
    buildings = [*schools, *(chance.choice(schools) for _ in range(ROWS - SCHOOLS))]
    return [{**row, "OBJECTID": str(i), "CD_IMM": str(800000 + i)} for i, row in enumerate(buildings, start=1)]


def _school(number: int, chance: random.Random) -> dict[str, str]:
    board = 900000 + number % BOARDS * 1000
    code, place = board + 1 + number // BOARDS, f"{chance.choice(PLACES)}-{number % 400}"
    name = f"École {chance.choice(NAMES)}" + (f" {number}" if number % 3 else "")
    address, postal = f"{number + 1}, rue des Saules", f"G{number % 10}A {number // 10 % 10}B{number // 100 % 10}"
    return {
        "DT_MAJ_GDUNO": "20261101",
        "CD_ORGNS": str(code),
        "NOM_COURT_ORGNS": name,
        "NOM_OFFCL_ORGNS": name,
        "NOM_IMM": name,
        **dict.fromkeys(("ADRS_GEO_L1_GDUNO_ORGNS", "ADRS_GEO_L1_GDUNO_IMM"), address),
        **dict.fromkeys(("CD_POSTL_GDUNO_ORGNS", "CD_POSTL_GDUNO_IMM"), postal.replace(" ", "")),
        **dict.fromkeys(("CD_MUNCP_GDUNO_ORGNS", "CD_MUNCP_GDUNO_IMM"), str(99000 + number % 400)),
        **dict.fromkeys(("NOM_MUNCP_GDUNO_ORGNS", "NOM_MUNCP_GDUNO_IMM"), place),
        **{level: str(int(chance.random() < 0.5)) for level in ("PRESC", "SEC", "FORM_PRO", "ADULTE")},
        "PRIM": "1",
        "SITE_WEB_ORGNS": f"www.ecole-{code}.example" if number % 2 else "",
        **dict.fromkeys(("COORD_X_LL84_IMM", "LON"), f"{-79 + number % 200 / 10:.5f}"),
        **dict.fromkeys(("COORD_Y_LL84_IMM", "LAT"), f"{45 + number % 90 / 10:.5f}"),
        **dict.fromkeys(("CD_CS", "CSS_DIR"), str(board)),
        "TYPE_CS": "Franco",
    }
