"""Importing the network: from the ministry's files to institutions and their pages, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions import ministry
from preau.institutions.models import Domain, Institution
from preau.institutions.signals import network_changed
from preau.kernel.errors import Invalid
from preau.records.services import record

from .domain import domain_default
from .network_facts import OFFICIAL, Facts, board_facts, policy, school_facts
from .network_rows import make_institutions, mark_missing, update_institutions

Progress = Callable[[int, int], None]


@dataclass
class ImportReport:
    """What an import did. Lists hold institutions as they now are."""

    rows: int
    boards: int
    schools: int
    created: list[Institution] = field(default_factory=list)
    updated: list[Institution] = field(default_factory=list)
    unchanged: int = 0
    missing: list[Institution] = field(default_factory=list)  # newly so
    returned: list[Institution] = field(default_factory=list)  # were missing, are in the file again
    moved: list[Institution] = field(default_factory=list)  # belong to another board than before
    hopeless: list[tuple[str, str]] = field(default_factory=list)  # code and name, website as the file writes it

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.missing)


@dataclass
class _Line:
    """One institution as the file wants it. `parent`: its board's code, "" for a board."""

    code: str
    parent: str
    facts: Facts
    policy: str


def network_import(
    *,
    schools: bytes,
    boards: bytes | None = None,
    only_board: str = "",
    source: str = "",
    actor: Any = None,
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Import the ministry's file of schools, and that of boards where the first doesn't name them.

    `only_board`: the code of the one board to import. `source`: the file's name, for the journal. `progress` is called
    with the number of institutions done and their total. A file that is refused (`ministry.FileRefused`) or an unknown
    board (`Invalid`) leaves everything as it was; a file that brings nothing new changes nothing, the journal included.
    """
    named = ministry.read_boards(boards) if boards is not None else {}
    with transaction.atomic():
        domain, known = _locked()
        read, lines = _read(schools, named, known)
        wanted = [line for line in lines if not only_board or only_board in (line.code, line.parent)]
        if only_board and only_board not in {line.code for line in lines if not line.parent}:
            reason = _("Le fichier n’a aucun organisme scolaire de code %(code)s.")
            raise Invalid(reason % {"code": only_board})
        report = ImportReport(read.rows, sum(not li.parent for li in wanted), sum(bool(li.parent) for li in wanted))
        _apply(report, domain, lines, wanted, known, only_board, progress)
        if report.changed:
            _record(report, domain, only_board, schools, source, actor)
            network_changed.send(sender=Domain, domain=domain)
    return report


def _locked() -> tuple[Domain, dict[str, Institution]]:
    """The domain, and its institutions that came from the ministry, by code: two imports at once take their turns."""
    domain = Domain.objects.select_for_update().get(pk=domain_default().pk)
    held = Institution.objects.filter(domain=domain, is_local=False).exclude(code="")
    return domain, {i.code: i for i in held.select_for_update(of=("self",)).select_related("page")}


def _read(
    schools: bytes, named: dict[str, ministry.Board], known: dict[str, Institution]
) -> tuple[ministry.Schools, list[_Line]]:
    of_old = {i.code: ministry.Board(i.code, i.name) for i in known.values() if i.kind == Institution.Kind.BOARD}
    read = ministry.read_schools(schools, {**of_old, **named})
    present = {*named, *(school.board for school in read.by_code.values())}
    boards = {**of_old, **read.boards, **named}
    return read, _lines({code: boards[code] for code in sorted(present)}, read, known)


def _lines(boards: dict[str, ministry.Board], read: ministry.Schools, known: dict[str, Institution]) -> list[_Line]:
    """Everything in the files, boards first, each by code: the order of their rows counts for nothing."""
    networks = {school.board: school.network for school in read.by_code.values()}
    lines = [
        _Line(code, "", board_facts(board, known.get(code)), policy(networks.get(code, board.network)))
        for code, board in boards.items()
    ]
    for code, school in read.by_code.items():
        if code in boards:
            reason = _("Le code %(code)s est celui d’une école et d’un organisme.")
            raise Invalid(reason % {"code": code})
        lines.append(_Line(code, school.board, school_facts(school), policy(school.network)))
    return lines


def _apply(
    report: ImportReport,
    domain: Domain,
    lines: list[_Line],
    wanted: list[_Line],
    known: dict[str, Institution],
    only_board: str,
    progress: Progress,
) -> None:
    new = [line for line in wanted if line.code not in known]
    parents = dict(known)
    for tier in ([li for li in new if not li.parent], [li for li in new if li.parent]):
        made = [_built(domain, line, parents.get(line.parent)) for line in tier]
        make_institutions(domain, made, neighbours=_neighbours(lines), progress=progress, total=len(wanted))
        parents |= {institution.code: institution for institution in made}
        report.created += made
    _update(report, [line for line in wanted if line.code in known], parents)
    report.missing = mark_missing(_gone(known.values(), {line.code for line in lines}, only_board))
    report.hopeless = [
        (f"{li.code} {li.facts['name']}", li.facts["website_given"])
        for li in wanted
        if li.facts["website_given"] and not li.facts["website"]
    ]
    progress(len(wanted), len(wanted))


def _neighbours(lines: list[_Line]) -> list[tuple[str, Facts]]:
    """Every institution of the files, imported now or not: a handle is told apart from those of all namesakes."""
    return [(line.code, line.facts) for line in lines]


def _built(domain: Domain, line: _Line, parent: Institution | None) -> Institution:
    return Institution(domain=domain, code=line.code, parent=parent, language_policy=line.policy, **line.facts)


def _update(report: ImportReport, lines: list[_Line], known: dict[str, Institution]) -> None:
    changed: list[tuple[Institution, str]] = []
    for line in lines:
        institution, former_name = known[line.code], known[line.code].name
        parent = known.get(line.parent)
        moves = institution.parent_id != (parent.pk if parent else None)
        different = [name for name, value in line.facts.items() if getattr(institution, name) != value]
        returns = institution.missing_since is not None
        if not (different or returns or moves):
            report.unchanged += 1
            continue
        for name in different:
            setattr(institution, name, line.facts[name])
        institution.missing_since = None
        institution.parent = parent
        report.returned += [institution] if returns else []
        report.moved += [institution] if moves else []
        changed.append((institution, former_name))
    update_institutions(changed, fields=OFFICIAL)
    report.updated = [institution for institution, _former in changed]


def _gone(known: Iterable[Institution], present: set[str], only_board: str) -> list[Institution]:
    """Those that the files no longer have; of one board alone when one alone is imported."""
    gone = [i for i in known if i.code not in present and i.missing_since is None]
    if not only_board:
        return gone
    boards = {i.pk for i in known if i.code == only_board}
    return [i for i in gone if i.parent_id in boards]


def _record(report: ImportReport, domain: Domain, only_board: str, schools: bytes, source: str, actor: Any) -> None:
    snapshot = {
        "source": source,
        "sha256": hashlib.sha256(schools).hexdigest(),
        "board": only_board,
        "rows": report.rows,
        "created": len(report.created),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "missing": [institution.code for institution in report.missing],
        "returned": [institution.code for institution in report.returned],
        "moved": [institution.code for institution in report.moved],
    }
    board = Institution.objects.filter(domain=domain, code=only_board).first() if only_board else None
    record(
        verb="network.imported",
        subject=domain,
        actor=actor,
        snapshot=snapshot,
        institution_id=board.pk if board else None,
    )
