"""A message sent to us by mail, read strictly: what it says, and why it may have to be left alone.

RFC 5322 and MIME, of at most MAX_BYTES. Nothing of it is believed: names are one line, charsets are of a short list,
parts are counted, HTML becomes words.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from preau.channels.models import InboundItem
from preau.connectors import plain
from preau.connectors.listener import MAX_ID, MAX_NAME, MAX_TEXT, MAX_TITLE, Network, Said
from preau.listening.models import Source

MAX_BYTES = 1_000_000
MAX_DEPTH = 8  # parts within parts
MAX_PARTS = 50
MAX_ADDRESSES = 100
CHARSETS = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-16", "utf-16-le", "utf-16-be"}
RECIPIENTS = ("delivered-to", "x-original-to", "to", "cc")
BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]]{4,480}")
_ADDRESS = re.compile(r"[^\s<>,;:\"()@]{1,200}@[^\s<>,;:\"()@]{1,255}")
_SOUND_ID = re.compile(r"<[!-;=?-~]{1,300}>")


def headed(raw: bytes) -> Message:
    """The message with its headers alone: enough to judge it."""
    return BytesParser(policy=compat32).parsebytes(raw, headersonly=True)


def opened(raw: bytes) -> Message:
    """The message with its parts; with none, where they are too entangled to be told apart."""
    try:
        return BytesParser(policy=compat32).parsebytes(raw)
    except (RecursionError, MessageError, ValueError):
        message = headed(raw)
        message.set_payload("")
        return message


def loop_in(message: Message, own_host: str) -> str:
    """Why the message must not be taken, in a word: a machine sent it, or it is our own come back. Else nothing."""
    if header(message, "auto-submitted").partition(";")[0].strip().lower() not in ("", "no"):
        return "auto-submitted"
    if header(message, "precedence").lower() in BULK:
        return "precedence"
    if message.get("return-path") is not None and header(message, "return-path") in ("", "<>"):
        return "bounce"
    if message.get_content_type() == "multipart/report":
        return "report"
    ours = [header(message, name).lower() for name in ("x-loop", "list-id", "message-id")]
    return "loop" if any(_is_of(own_host.lower(), value) for value in ours) else ""


def _is_of(host: str, value: str) -> bool:
    return bool(re.search(rf"(?:^|[<@.\s]){re.escape(host)}>?$", value.strip()))


def addressed_to(message: Message) -> list[str]:
    """All the addresses that the message says it was sent to, lower case."""
    given = [str(value)[:5_000] for name in RECIPIENTS for value in message.get_all(name, [])[:20]]
    return [address.lower() for line in given for address in _ADDRESS.findall(line)][:MAX_ADDRESSES]


def id_of(message: Message, raw: bytes) -> str:
    """Its Message-ID where it is sound, else a digest of all of it."""
    given = header(message, "message-id")
    return given if _SOUND_ID.fullmatch(given) else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def packed(raw: bytes) -> str:
    """`raw` as text that any database takes, without loss but for NUL."""
    return raw.replace(b"\0", b"").decode("latin-1")


def letter_in(row: InboundItem, source: Source) -> Said:
    """What a row of kind LETTER holds."""
    raw = row.payload.encode("latin-1")
    message = opened(raw)
    text = _words(message)
    link = _LINK.search(text)
    return Said(
        network=Network.MAIL,
        remote_id=f"{source.pk} {id_of(message, raw)}"[:MAX_ID],
        url=plain.web(link[0].rstrip(".,;:!?»")) if link else "",
        title=plain.line(_decoded(str(message.get("subject", ""))[:5_000]), MAX_TITLE),
        text=plain.line(text, MAX_TEXT),
        author_name=_author(header(message, "from")),
        language=plain.language(header(message, "content-language")),
        said_at=_moment(message),
    )


def _author(given: str) -> str:
    """Their name, else their address. The standard library's reading of addresses recurses where a stranger says so."""
    name = given.partition("<")[0].strip().strip('"')
    return plain.line(_decoded(name) or given.strip("<> "), MAX_NAME)


def header(message: Message, name: str) -> str:
    return str(message.get(name, ""))[:1_000].strip()


def _moment(message: Message) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(header(message, "date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def _words(message: Message) -> str:
    """The first plain text, else the words of the first HTML."""
    html = ""
    for part in _leaves(message, 0, [MAX_PARTS]):
        kind = part.get_content_type()
        if kind == "text/plain" and (text := _text(part)).strip():
            return text
        if kind == "text/html" and not html:
            html = plain.words(_text(part), MAX_TEXT)
    return html


def _leaves(message: Message, depth: int, left: list[int]) -> Iterator[Message]:
    """The parts that are no containers, in order, within the bounds. `left`: how many may still be looked at."""
    left[0] -= 1
    if left[0] < 0 or depth > MAX_DEPTH:
        return
    if message.is_multipart():
        parts = message.get_payload()
        for part in parts if isinstance(parts, list) else []:
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1, left)
    elif not header(message, "content-disposition").lower().startswith("attachment"):
        yield message


def _text(part: Message) -> str:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return ""
    return _read(body, str(part.get_param("charset") or "")) if isinstance(body, bytes) else ""


def _decoded(value: str) -> str:
    """A header's words, RFC 2047 undone."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(part if isinstance(part, str) else _read(part, charset or "") for part, charset in parts)


def _read(data: bytes, charset: str) -> str:
    """`data` as text: by its charset where that is a known one, else as UTF-8 or, failing that, as Windows does."""
    try:
        name = codecs.lookup(charset.strip()).name if len(charset) < 40 else ""
    except (LookupError, ValueError):
        name = ""
    for candidate in (name if name in CHARSETS else "", "utf-8", "cp1252"):
        if candidate:
            try:
                return data.decode(candidate)
            except UnicodeDecodeError:
                continue
    return data.decode("utf-8", "replace")
