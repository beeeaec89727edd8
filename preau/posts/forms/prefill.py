from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from preau.institutions.models import Page
from preau.kernel.markup import tidy
from preau.posts.models import PostKind
from preau.posts.services import policy
from preau.posts.services.content import TITLE_LIMIT

QUOTED = 2_000  # characters of a quotation that an address may carry
_MARKUP = re.compile(r"[\\`*<>\[\]]")


def prefilled(page: Page, given: Mapping[str, str]) -> dict[str, Any]:
    """What an address may put into an empty composer: `genre` (a PostKind), `titre`, `citation` (somebody else's words,
    set as a quotation). Plain text, bounded, in the first language of `page`; anything else is ignored."""
    language = policy(page).partition("+")[0]
    kind = given.get("genre", "")
    found: dict[str, Any] = {"kind": kind} if kind in PostKind.values else {}
    title = " ".join(tidy(given.get("titre", "")[:QUOTED]).split())[:TITLE_LIMIT]
    quoted = tidy(given.get("citation", "")[:QUOTED]).strip()
    if title:
        found[f"title_{language}"] = title
    if quoted:
        is_markdown = kind in (PostKind.ARTICLE, PostKind.STATEMENT)
        found[f"body_{language}"] = _in_markdown(quoted) if is_markdown else f"«\u00a0{quoted}\u00a0»\n\n"
    return found


def _in_markdown(text: str) -> str:
    """A block quotation in which nothing is markup."""
    lines = (_MARKUP.sub(lambda found: "\\" + found[0], line.strip()) for line in text.split("\n"))
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
