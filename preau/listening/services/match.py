"""From what was heard to what each watch is told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db import IntegrityError, transaction

from preau.kernel import clock
from preau.listening.matching import Hit, Sight
from preau.listening.matching.scoring import score
from preau.listening.models import Item, Mention, Source, SourceKind, Watch, WatchSource
from preau.listening.words import digest_of, heard_text, title_end

from .loaded import Loaded, load, loaded
from .seeming import seems
from .stories import stories_for
from .surges import surges_check

OURS = (SourceKind.PASTE, SourceKind.MAIL)  # what people of a board bring: all watches of the board hear it
SPANS = 50  # that are kept of one term, to show


@transaction.atomic
def items_match(*, items: Sequence[Item], source: Source) -> list[Mention]:
    """What the active watches that listen to `source` find in `items`, kept once, and what of it is a surge."""
    allowed = _listening(source)
    if not allowed:
        return []
    # A person waits for what they paste: the few watches of their board are sooner loaded than all.
    using = load("", allowed) if source.kind in OURS else loaded()
    made = mentions_find(items=items, using=using, allowed=allowed)
    surges_check(institutions={mention.institution_id for mention in made})
    return made


def _listening(source: Source) -> set[int]:
    if source.kind in OURS:
        active = Watch.objects.filter(is_active=True, institution__path__startswith=f"/{source.board_id}/")
        return set(active.values_list("pk", flat=True))
    return set(WatchSource.objects.filter(source=source, watch__is_active=True).values_list("watch", flat=True))


def mentions_find(*, items: Sequence[Item], using: Loaded, allowed: set[int]) -> list[Mention]:
    """New mentions of `allowed` watches in `items`; those that are there already stay as they are."""
    drafts = [mention for item in items for mention in _drafts(item, using, allowed)]
    known = set(Mention.objects.filter(item__in={draft.item_id for draft in drafts}).values_list("watch", "item"))
    drafts = [draft for draft in drafts if (draft.watch_id, draft.item_id) not in known]
    if not drafts:
        return []
    stories = stories_for(list({draft.item_id: draft.item for draft in drafts}.values()))
    leads = _leads(drafts, {story.pk for story in stories.values()})
    for draft in drafts:
        draft.story = stories[draft.item_id]
    return [draft for draft in drafts if _kept(draft, leads)]


def _drafts(item: Item, using: Loaded, allowed: set[int]) -> Iterable[Mention]:
    text = heard_text(item)
    sight = using.matcher.read(text)
    hits = sorted((hit for hit in sight.hits if hit.watch in allowed), key=lambda hit: (hit.watch, hit.start))
    told = seems(item) if hits else []
    for watch, group in groupby(hits, key=lambda hit: hit.watch):
        if item.board_id in (None, using.boards[watch]):
            yield _draft(item, watch, list(group), sight, using, told)


def _draft(item: Item, watch: int, hits: list[Hit], sight: Sight, using: Loaded, told: list[str]) -> Mention:
    scored = score(
        hits,
        title_end=title_end(item),
        has_place=watch in sight.placed,
        is_outlet=item.network == "web",
        seems=told,
    )
    return Mention(
        watch_id=watch,
        item=item,
        institution_id=using.institutions[watch],
        score=scored.points,
        why={
            "reasons": [reason.value for reason in scored.reasons],
            "terms": _terms(hits, using.texts),
            "of": digest_of(item),
        },
        at=min(item.said_at, clock.now()),
    )


def _terms(hits: list[Hit], texts: dict[int, str]) -> list[dict[str, object]]:
    ways: dict[tuple[int, str], list[list[int]]] = {}
    for hit in hits:
        ways.setdefault((hit.term, hit.how.value), []).append([hit.start, hit.end])
    return [{"term": t, "text": texts[t], "how": how, "spans": spans[:SPANS]} for (t, how), spans in ways.items()]


def _leads(drafts: list[Mention], stories: set[int]) -> dict[tuple[int, int], Mention]:
    """What each watch was told first of each story."""
    watches = {draft.watch_id for draft in drafts}
    rows = Mention.objects.filter(story__in=stories, watch__in=watches, lead__isnull=True).order_by("-pk")
    return {(row.watch_id, row.story_id or 0): row for row in rows}


def _kept(draft: Mention, leads: dict[tuple[int, int], Mention]) -> bool:
    """Keep `draft`, as what repeats the lead of its story where there is one: decided with it. False where a job that
    reads the past of the same watch has just kept the same."""
    key = (draft.watch_id, draft.story_id or 0)
    if lead := leads.get(key):
        draft.lead, draft.state = lead, lead.state
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        return False
    leads.setdefault(key, draft)
    return True
