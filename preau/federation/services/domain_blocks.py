"""Lists of servers to block or limit, as servers exchange them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from preau.federation.models import Host, Policy
from preau.federation.selectors.hosts import STRICTER
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User

from .hosts import followers_end, host_name

MAX_BLOCKS = 5_000_000  # bytes
SEVERITIES = {"suspend": Policy.BLOCKED, "silence": Policy.LIMITED, "noop": Policy.OPEN, "": Policy.BLOCKED}


@dataclass
class BlocksReport:
    """What an import did: names. `skipped`: (line number, what stood there) where no policy can be read."""

    blocked: list[str] = field(default_factory=list)
    limited: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return len(self.blocked) + len(self.limited)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    policy: Policy
    reason: str


def domain_blocks_import(*, data: bytes, user: User | None = None) -> BlocksReport:
    """Block and limit the servers of a CSV file of Mastodon's, or of a plain list of names. One journal entry.

    A policy is only ever made stricter. Names hidden by asterisks, and our own, are skipped. Raises Invalid where the
    file can't be read at all.
    """
    report = BlocksReport()
    lines = _lines(data, report)
    with transaction.atomic():
        for line in lines.values():
            _apply(line, report)
        if report.changed:
            first = Host.objects.get(name=(report.blocked or report.limited)[0])
            snapshot = {"blocked": report.blocked, "limited": report.limited}
            record(verb="host.imported", subject=first, actor=user, snapshot=snapshot)
    return report


def _apply(line: Line, report: BlocksReport) -> None:
    host, _new = Host.objects.get_or_create(name=line.name)
    if STRICTER[line.policy] <= STRICTER[Policy(host.policy)]:
        report.unchanged.append(line.name)
        return
    host.policy, host.policy_reason = line.policy, line.reason
    host.save(update_fields=["policy", "policy_reason"])
    if line.policy == Policy.BLOCKED:
        followers_end(line.name)
    (report.blocked if line.policy == Policy.BLOCKED else report.limited).append(line.name)


def _lines(data: bytes, report: BlocksReport) -> dict[str, Line]:
    """The file's lines by name; of a name that stands twice, the stricter."""
    found: dict[str, Line] = {}
    rows = _rows(data)
    names, start = (_header(rows[0]), 1) if rows and _header(rows[0]) else ({"domain": 0}, 0)
    for number, row in enumerate(rows[start:], start + 1):
        if not any(cell.strip() for cell in row):
            continue
        line = _line(row, names)
        if line is None:
            report.skipped.append((number, ",".join(row)[:100]))
        elif line.name not in found or STRICTER[line.policy] > STRICTER[found[line.name].policy]:
            found[line.name] = line
    return found


def _rows(data: bytes) -> list[list[str]]:
    if len(data) > MAX_BLOCKS:
        raise Invalid(_("Ce fichier est trop gros pour une liste de serveurs."))
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(_("Ce fichier n’est pas une liste de serveurs en CSV.")) from error


def _header(row: list[str]) -> dict[str, int]:
    """The place of each column, as Mastodon names them ("#domain"), or nothing where the first line is none of that."""
    names = {cell.strip().lstrip("#").lower(): at for at, cell in enumerate(row)}
    return names if "domain" in names else {}


def _line(row: list[str], names: dict[str, int]) -> Line | None:
    def cell(name: str) -> str:
        at = names.get(name, len(row))
        return row[at].strip() if at < len(row) else ""

    policy = SEVERITIES.get(cell("severity").lower())
    if policy is None:
        return None
    try:
        name = host_name(cell("domain"))
    except Invalid:
        return None
    return Line(name, policy, " ".join((cell("public_comment") or cell("comment")).split())[:300])
