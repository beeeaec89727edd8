"""Messages as screens show them: in order, with our own copies of their pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe

from preau.conversations.models import Message, PictureState, RemotePicture
from preau.conversations.pictures import PORTRAIT, digest_of, local_address, slots_of
from preau.institutions.models import Page

from .tree import in_order


@dataclass(frozen=True, slots=True)
class SaidPicture:
    """One picture, at our own address; sizes in pixels."""

    src: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation. `in_answer_to`: who said what it answers, where that is not right above it."""

    message: Message
    depth: int
    portrait: str
    pictures: list[SaidPicture]
    in_answer_to: str

    @property
    def html(self) -> SafeString:
        """Cleaned by an allow-list when it was received, or made by ourselves."""
        return mark_safe(self.message.html)  # noqa: S308

    @property
    def name(self) -> str:
        return name_of(self.message)

    @property
    def voice(self) -> Page | None:
        """The page that said it, where it is ours: not always the one under whose post it stands. Load
        `answer__channel__page`."""
        return self.message.answer.channel.page if self.message.answer else None

    @property
    def host(self) -> str:
        """Where the original is."""
        return urlsplit(self.message.url).hostname or ""

    @property
    def missing(self) -> int:
        """How many things are attached that are not shown here: films, sounds, pictures that could not be fetched."""
        return len(self.message.pictures) - len(self.pictures)

    @property
    def language(self) -> str:
        return self.message.language


def name_of(message: Message) -> str:
    """How whoever said it calls themselves; "" for the page itself."""
    return message.author_name or message.author_handle


def said_of(messages: Iterable[Message]) -> list[Said]:
    """`messages` of one or several conversations (oldest first) in the order in which they read. One query."""
    rows = in_order(messages)
    copies = _copies([message for message, _ in rows])
    by_id = {message.remote_id: message for message, _ in rows}
    found: list[Said] = []
    for message, depth in rows:
        answered = by_id.get(message.reply_to)
        is_right_above = bool(found) and found[-1].message is answered
        words = name_of(answered) if answered and not is_right_above and answered.is_shown else ""
        portrait = local_address(message, PORTRAIT) if digest_of(message.author_picture) in copies else ""
        found.append(Said(message, depth, portrait, _pictures(message, copies), words))
    return found


def _copies(messages: list[Message]) -> dict[str, RemotePicture]:
    digests = {digest_of(address) for message in messages for address in slots_of(message).values()}
    if not digests:
        return {}
    kept = RemotePicture.objects.filter(digest__in=digests, state=PictureState.KEPT)
    return {picture.digest: picture for picture in kept}


def _pictures(message: Message, copies: dict[str, RemotePicture]) -> list[SaidPicture]:
    shown = []
    for number, picture in enumerate(message.pictures):
        copy = copies.get(digest_of(picture["address"]))
        if copy:
            src = local_address(message, str(number))
            shown.append(SaidPicture(src, copy.width, copy.height, picture.get("alt", "")))
    return shown
