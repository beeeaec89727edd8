"""Refusing documents whose JSON-LD context gives the words that matter another meaning than ActivityStreams does.

We read a document as plain JSON; a reader of JSON-LD would follow its context. Where both could differ on who does what
to what, the document is refused.
"""

from __future__ import annotations

from typing import Any

from preau.kernel.errors import PreauError

ACTIVITYSTREAMS = frozenset({"https://www.w3.org/ns/activitystreams", "http://www.w3.org/ns/activitystreams"})
MOST_CONTEXTS = 30
_AS = "https://www.w3.org/ns/activitystreams#"
_WORDS = ("actor", "object", "target", "to", "cc", "bto", "bcc", "audience", "attributedTo", "inReplyTo", "content")
_MEANINGS = {
    "id": {"@id"},
    "type": {"@type"},
    **{word: {f"as:{word}", f"{_AS}{word}"} for word in _WORDS},
    "as": {_AS},
}
_STRUCTURE = frozenset({"@graph", "@id", "@type", "@reverse", "@included", "@nest", "@value", "@list", "@set"})


def check_context(document: dict[str, Any], error: type[PreauError]) -> None:
    """Raises `error` unless `document` names the context of ActivityStreams and leaves its words their meaning."""
    if strange := _STRUCTURE & set(document):
        raise error(f"{min(strange)!r} is not read: use the compact form of ActivityStreams")
    given = document.get("@context")
    contexts = given if isinstance(given, list) else [given]
    if len(contexts) > MOST_CONTEXTS:
        raise error("too many contexts")
    if not any(isinstance(context, str) and context in ACTIVITYSTREAMS for context in contexts):
        raise error("'@context' must name https://www.w3.org/ns/activitystreams")
    for context in contexts:
        if isinstance(context, dict):
            _check_local(context, error)
        elif not isinstance(context, str):
            raise error("'@context' must hold addresses and objects")


def _check_local(context: dict[str, Any], error: type[PreauError]) -> None:
    for word, meaning in context.items():
        if word in ("@base", "@import", "@propagate") or (word in _MEANINGS and not _means(word, meaning)):
            raise error(f"the context gives {word!r} another meaning")


def _means(word: str, meaning: object) -> bool:
    given = meaning.get("@id") if isinstance(meaning, dict) else meaning
    return isinstance(given, str) and given in _MEANINGS[word]
