"""To which story an item belongs: what repeats something in the same words, within some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import blake2b

from preau.kernel import clock
from preau.listening.matching import phrase
from preau.listening.matching.likeness import are_alike, keys, signature
from preau.listening.models import Item, Mention, Story, StoryKey
from preau.listening.words import heard_text

KEPT = dt.timedelta(days=3)  # what comes later is another story
TELLING = 5  # words: two titles that are the same by chance are shorter
MOST = 50  # stories that share a key with one item, the newest


def stories_for(items: Sequence[Item]) -> dict[int, Story]:
    """The story of each item by the item's id, made where there is none."""
    known = dict(Mention.objects.filter(item__in=items, story__isnull=False).values_list("item_id", "story_id"))
    by_id = Story.objects.in_bulk(set(known.values()))
    found = {item: by_id[story] for item, story in known.items() if story in by_id}
    for item in items:
        if item.pk not in found:
            found[item.pk] = _story_of(item)
    return found


def _story_of(item: Item) -> Story:
    signed, asked = signature(heard_text(item)), _names(item)
    asked += keys(signed) if signed else []
    now = clock.now()
    recent = Story.objects.filter(keys__key__in=asked, last_at__gte=now - KEPT).distinct().order_by("-last_at")
    named = set(
        StoryKey.objects.filter(key__in=_names(item), story__last_at__gte=now - KEPT).values_list("story", flat=True)
    )
    for story in recent[:MOST] if asked else ():
        if story.pk in named or are_alike(signed, story.signature):
            Story.objects.filter(pk=story.pk).update(last_at=now)
            return story
    story = Story.objects.create(signature=signed, last_at=now)
    StoryKey.objects.bulk_create(StoryKey(story=story, key=key) for key in dict.fromkeys(asked))
    return story


def _names(item: Item) -> list[str]:
    """Keys that are enough by themselves: a telling title, an address."""
    words = phrase(item.title)
    names = [f"t:{_digest(' '.join(words))}"] if len(words) >= TELLING else []
    return [*names, f"u:{_digest(item.url)}"] if item.url else names


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
