"""The rows that an import writes, in bulk: thousands of institutions in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from preau.institutions.models import Domain, Institution, Page, PageHandle
from preau.institutions.names import handle_candidates
from preau.kernel import clock, handles

BATCH = 500


def make_institutions(
    domain: Domain,
    institutions: Sequence[Institution],
    *,
    neighbours: Sequence[tuple[str, dict[str, object]]],
    progress: Callable[[int, int], None],
    total: int,
) -> None:
    """Insert `institutions`, of which no one is the parent of another, each with its page, not open yet.

    `neighbours`: code and facts of all institutions among which their handles must be told apart.
    """
    for institution in institutions:
        institution.search_text = institution.searched_as()
    chosen = _handles(domain, institutions, neighbours)
    for start in range(0, len(institutions), BATCH):
        batch = institutions[start : start + BATCH]
        Institution.objects.bulk_create(batch)
        _set_paths(batch)
        pages = [Page(domain=domain, institution=i, handle=chosen[i.code], name=i.name) for i in batch]
        Page.objects.bulk_create(pages)
        PageHandle.objects.bulk_create(PageHandle(domain=domain, handle=page.handle, page=page) for page in pages)
        progress(start + len(batch), total)


def _handles(
    domain: Domain, institutions: Sequence[Institution], neighbours: Sequence[tuple[str, dict[str, object]]]
) -> dict[str, str]:
    named = {code: (str(f["name"]), str(f.get("municipality_name", "")), str(f["kind"])) for code, f in neighbours}
    for code, name, place, kind in (
        Institution.objects.filter(domain=domain)
        .exclude(code="")
        .values_list("code", "name", "municipality_name", "kind")
    ):
        named.setdefault(code, (name, place, kind))
    candidates = {
        code: handle_candidates(name=name, municipality=place, code=code, kind=kind)
        for code, (name, place, kind) in named.items()
    }
    kept = dict(
        Page.objects.filter(domain=domain, institution__isnull=False)
        .exclude(institution__code="")
        .values_list("institution__code", "handle")
    )
    taken = set(PageHandle.objects.filter(domain=domain).values_list("handle", flat=True))
    return handles.allocate(candidates, given=kept, taken=taken)


def _set_paths(institutions: Sequence[Institution]) -> None:
    """Paths hold the rows' own ids, so they are written once these are known: one query a parent."""
    by_parent: dict[str, list[int]] = {}
    for institution in institutions:
        above = institution.parent.path if institution.parent else "/"
        institution.path = f"{above}{institution.pk}/"
        by_parent.setdefault(above, []).append(institution.pk)
    for above, ids in by_parent.items():
        path = Concat(Value(above), Cast(F("id"), CharField()), Value("/"))
        Institution.objects.filter(pk__in=ids).update(path=path)


def update_institutions(changed: Sequence[tuple[Institution, str]], *, fields: Sequence[str]) -> None:
    """Write institutions that have changed, each with the name that it had before.

    A page whose name was the institution's takes the new one; a name that people chose stays.
    """
    now = clock.now()
    renamed: list[Page] = []
    for institution, former_name in changed:
        institution.search_text = institution.searched_as()
        institution.updated_at = now
        above = institution.parent.path if institution.parent else "/"
        path = f"{above}{institution.pk}/"
        if path != institution.path:
            _move_children(institution.path, path)
            institution.path = path
        if institution.name != former_name and institution.page.name == former_name:
            institution.page.name = institution.name
            institution.page.version += 1
            institution.page.updated_at = now
            renamed.append(institution.page)
    written = [*fields, "parent", "path", "missing_since", "search_text", "updated_at"]
    Institution.objects.bulk_update([institution for institution, _ in changed], written, batch_size=BATCH)
    Page.objects.bulk_update(renamed, ["name", "version", "updated_at"], batch_size=BATCH)


def _move_children(former: str, path: str) -> None:
    for child in Institution.objects.filter(path__startswith=former).exclude(path=former):
        Institution.objects.filter(pk=child.pk).update(path=path + child.path.removeprefix(former))


def mark_missing(institutions: Sequence[Institution]) -> list[Institution]:
    """Note that these are no longer in the newest file. Nothing of theirs is taken away."""
    today = clock.now().date()
    for institution in institutions:
        institution.missing_since = today
    ids = [institution.pk for institution in institutions]
    for start in range(0, len(ids), BATCH):
        Institution.objects.filter(pk__in=ids[start : start + BATCH]).update(missing_since=today)
    return list(institutions)
