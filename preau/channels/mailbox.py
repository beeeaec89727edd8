"""Where mails go while there is no mail server: one file a mail, in PREAU_DATA/mails, that a person can look at."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from preau.kernel import clock

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


class FolderBackend(BaseEmailBackend):
    """Keeps mails as `.eml` files. Each appears whole, or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            unfinished = folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail of the folder. `name` is its key in addresses."""

    name: str
    parsed: ParsedMessage

    def _header(self, name: str) -> str:
        return str(self.parsed[name] or "")

    @property
    def subject(self) -> str:
        return self._header("Subject")

    @property
    def recipient(self) -> str:
        return self._header("To")

    @property
    def sender(self) -> str:
        return self._header("From")

    @property
    def at(self) -> dt.datetime | None:
        if not self.parsed["Date"]:
            return None
        written: dt.datetime = self.parsed["Date"].datetime
        return written if written.tzinfo else written.replace(tzinfo=dt.UTC)  # "-0000" says UTC (RFC 5322, 3.3)

    def _content(self, subtype: str) -> str:
        part = self.parsed.get_body((subtype,))
        return str(part.get_content()) if part else ""

    @property
    def text(self) -> str:
        return self._content("plain")

    @property
    def html(self) -> str:
        return self._content("html")


def names() -> list[str]:
    """The kept mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted((path.stem for path in folder.glob("2*.eml")), reverse=True) if folder.is_dir() else []


def read(name: str) -> KeptMail | None:
    """The mail of that name; None where there is none, or where it is no name of ours."""
    path = Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return KeptMail(name, message_from_bytes(path.read_bytes(), policy=policy.default))


def is_shown() -> bool:
    """Only where the folder was chosen, and never in production: mails hold links that sign people in."""
    return settings.EMAIL_URL == "folder" and not settings.IS_PRODUCTION
