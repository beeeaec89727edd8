"""One connection to whatever takes our mail, kept open for many letters.

Python's `smtplib.sendmail` hides at which step a connection broke. Here the steps are taken one by one (RFC 5321, 3.3),
because a break before the text is harmless and one after it must never lead to a second letter.
"""

from __future__ import annotations

import re
import smtplib
from email import message_from_bytes, policy
from typing import Any, Protocol, cast

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from . import outcome
from .outcome import Outcome

BROKEN = (OSError, smtplib.SMTPException)  # OSError covers timeouts and TLS too


class Unreachable(Exception):
    """The mail server can't be used at all just now: `words` says why, nothing was handed over."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Carrier(Protocol):
    def open(self) -> None:
        """Raises Unreachable."""
        ...

    def hand_over(self, sender: str, recipient: str, data: bytes) -> Outcome:
        """Deliver one letter (CRLF lines, no dot-stuffing) to the server. Raises nothing."""
        ...

    def close(self) -> None: ...


class SmtpCarrier:
    """Speaks SMTP over the connection, the TLS and the credentials of Django's own backend."""

    def __init__(self, backend: SmtpBackend) -> None:
        self.backend = backend

    def open(self) -> None:
        if self.backend.connection is not None:
            return
        try:
            self.backend.open()
            self._smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            raise Unreachable(outcome.BAD_LOGIN) from error
        except BROKEN as error:
            self.close()
            raise Unreachable(outcome.NO_SERVER) from error

    @property
    def _smtp(self) -> smtplib.SMTP:
        return cast(smtplib.SMTP, self.backend.connection)

    def drop(self) -> None:
        """Forget a connection that is of no more use."""
        connection, self.backend.connection = self.backend.connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        try:
            self.backend.close()
        except BROKEN:
            self.drop()

    def hand_over(self, sender: str, recipient: str, data: bytes) -> Outcome:
        refusal = self._envelope_or_new_connection(sender, recipient)
        return refusal or self._text(data)

    def _envelope_or_new_connection(self, sender: str, recipient: str) -> Outcome | None:
        """Servers close connections that have been idle, or have carried enough: the envelope is tried on a new one."""
        for _attempt in (1, 2):
            try:
                self.open()
                refusal = self._envelope(sender, recipient)
            except Unreachable as error:
                return Outcome(outcome.UNREACHABLE.state, error.words, stops=True)
            except BROKEN:
                self.drop()
                continue
            if refusal:
                self._start_afresh()
            return refusal
        return outcome.UNREACHABLE

    def _envelope(self, sender: str, recipient: str) -> Outcome | None:
        code, reply = self._smtp.mail(sender)
        if code != 250:
            return outcome.of_sender(code, reply.decode(errors="replace"))
        code, reply = self._smtp.rcpt(recipient)
        if code not in (250, 251):
            return outcome.of_recipient(code, reply.decode(errors="replace"))
        code, reply = self._smtp.docmd("DATA")
        return None if code == 354 else outcome.of_text(code, reply.decode(errors="replace"))

    def _text(self, data: bytes) -> Outcome:
        try:
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", data) + b".\r\n")
            code, reply = self._smtp.getreply()
        except BROKEN:
            self.drop()
            return outcome.UNKNOWN
        if code == 250:
            return outcome.DELIVERED
        self._start_afresh()
        return outcome.of_text(code, reply.decode(errors="replace"))

    def _start_afresh(self) -> None:
        try:
            if self._smtp.rset()[0] != 250:
                self.drop()
        except BROKEN:
            self.drop()


class BackendCarrier:
    """Any other backend of Django's: the demo's folder, a test's memory."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def open(self) -> None:
        try:
            self.backend.open()
        except OSError as error:
            raise Unreachable(outcome.NO_SERVER) from error

    def close(self) -> None:
        self.backend.close()

    def hand_over(self, sender: str, recipient: str, data: bytes) -> Outcome:
        try:
            self.backend.send_messages([ReadyMessage(sender, recipient, data)])
        except BROKEN:
            return outcome.UNREACHABLE
        return outcome.DELIVERED


class ReadyMessage(EmailMessage):
    """A mail that is written already, in the shape that Django's backends take."""

    def __init__(self, sender: str, recipient: str, data: bytes) -> None:
        self.ready = message_from_bytes(data, policy=policy.SMTP)
        plain = self.ready.get_body(("plain",))
        super().__init__(
            subject=str(self.ready["Subject"]),
            body=plain.get_content() if plain else "",
            from_email=str(self.ready["From"]),
            to=[recipient],
            headers={name: str(value) for name, value in self.ready.items()},
        )

    def message(self, *args: Any, **kwargs: Any) -> Any:
        return self.ready


def carrier() -> Carrier:
    """A carrier for `settings.EMAIL_BACKEND`, not opened yet."""
    backend = get_connection(fail_silently=False)
    return SmtpCarrier(backend) if isinstance(backend, SmtpBackend) else BackendCarrier(backend)
