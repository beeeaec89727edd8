"""A mail written once for everybody, with blanks for what differs: the recipient, their keys, why they get it.

Building a MIME tree a letter would cost more than sending it. Headers come from Python's own `email` package, once, and
it refuses a line break in any of them; the two texts are filled and encoded anew (RFC 2045 quoted-printable).
"""

from __future__ import annotations

import binascii
import html as html_escapes
import re
import secrets
import unicodedata
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from preau.kernel import clock

_BREAKS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # all control and format characters, line and paragraph ends
_NONCE = secrets.token_hex(8)  # so that no author can write a blank
_BLANK = re.compile(rf"blank{_NONCE}([a-z]+)x")


def blank(name: str) -> str:
    """The place of `name` (lower-case letters) in a text, HTML or address."""
    return f"blank{_NONCE}{name}x"


def one_line(text: str) -> str:
    """`text` without line breaks, tabs or control characters, fit for a header; unbreakable spaces stay."""
    printable = "".join(" " if unicodedata.category(c) in _BREAKS else c for c in text)
    return re.sub(" {2,}", " ", printable).strip()


def sender_address() -> str:
    """The bare address of PREAU_MAIL_FROM: the envelope's sender, where bounces go."""
    return parseaddr(settings.MAIL_FROM)[1]


def wire_address(email: str) -> str:
    """An address as SMTP takes it: its domain in ASCII (RFC 5890)."""
    local, _at, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


class Blank:
    """See the module. `text` and `html` hold blanks; `fill` gives the whole message, lines ended by CRLF."""

    def __init__(
        self,
        *,
        subject: str,
        sender_name: str,
        text: str,
        html: str,
        list_id: str = "",
        is_automatic: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        head = EmailMessage(policy=SMTP)
        head["Subject"] = one_line(subject)
        local, _at, domain = sender_address().rpartition("@")
        head["From"] = Address(one_line(sender_name), local, domain)
        head["MIME-Version"] = "1.0"
        head["Auto-Submitted"] = "auto-generated" if is_automatic else "no"
        if list_id:
            head["List-Id"] = f"<{list_id}>"
        for name, value in (headers or {}).items():
            head[name] = one_line(value)
        self.head = head.as_bytes().rstrip(b"\r\n") + b"\r\n"
        self.subject, self.text, self.html = subject, text, html
        self.host = domain
        self.boundary = f"preau-{_NONCE}"

    def fill(self, *, name: str, recipient: str, values: Mapping[str, str], unsubscribe: str = "") -> bytes:
        """The message for one person. `name`: its own among all that we send, the same at each attempt. `values`: what
        goes in the blanks, as plain text."""
        lines = [
            f"To: {wire_address(recipient)}",
            f"Message-ID: <{name}@{self.host}>",
            f"Date: {format_datetime(clock.now())}",
        ]
        if unsubscribe:  # RFC 2369, RFC 8058
            lines += [f"List-Unsubscribe: <{unsubscribe}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
        lines.append(f'Content-Type: multipart/alternative; boundary="{self.boundary}"')
        escaped = {name: html_escapes.escape(value) for name, value in values.items()}
        return b"".join(
            [
                self.head,
                "\r\n".join(lines).encode("ascii"),
                b"\r\n\r\n",
                self._part("plain", _filled(self.text, values)),
                self._part("html", _filled(self.html, escaped)),
                f"--{self.boundary}--\r\n".encode(),
            ]
        )

    def _part(self, subtype: str, content: str) -> bytes:
        head = (
            f"--{self.boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        lines = "\r\n".join(content.splitlines()) + "\r\n"
        return head.encode() + binascii.b2a_qp(lines.encode(), istext=True) + b"\r\n"


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: values.get(found.group(1), ""), text)
