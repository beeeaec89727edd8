from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from preau.institutions.models import Page
from preau.kernel.errors import NotAllowed, PreauError
from preau.posts.models import AlertState, Post, PostKind
from preau.posts.selectors import post_address
from preau.posts.services import Content, picture_attach, policy, post_create, post_publish
from preau.users.models import User

NOT_FOUND, NOT_ALLOWED, REFUSED = 3, 4, 5
MAX_TEXT_BYTES = 1_000_000


class Command(BaseCommand):
    help = "Publish from a script, with the rights of the person named. Prints the address of the publication."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE|-", help="the text, UTF-8; - reads it from the standard input")
        parser.add_argument("--page", required=True, metavar="HANDLE", help="the page in whose name")
        parser.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who publishes")
        parser.add_argument("--title", default="", help="makes it an article, its text in Markdown")
        parser.add_argument("--alert", default="", choices=AlertState.values, help="makes it an alert of this state")
        parser.add_argument("--picture", action="append", default=[], type=Path, metavar="FILE", help="may be repeated")
        parser.add_argument("--alt", action="append", default=[], metavar="TEXT", help="one for each picture, in order")

    def handle(self, **options: Any) -> None:
        with translation.override("en"):  # the command line speaks English throughout
            self._publish(options)

    def _publish(self, options: dict[str, Any]) -> None:
        if len(options["picture"]) != len(options["alt"]):
            raise CommandError("Each --picture needs its --alt: what somebody hears who does not see it.", returncode=2)
        pictures = [(_bytes(path), alt) for path, alt in zip(options["picture"], options["alt"], strict=True)]
        actor, page = _person(options["email"]), _page(options["page"])
        try:
            draft = post_create(actor=actor, **_content(page, options))
        except PreauError as error:
            raise _refused(error, "Nothing was kept.") from error
        self.stdout.write(self._published(actor, draft, pictures))

    def _published(self, actor: User, draft: Post, pictures: list[tuple[bytes, str]]) -> str:
        """The address of the publication. A text that is refused stays a draft."""
        language = policy(draft.page).partition("+")[0]
        try:
            for data, alt in pictures:
                picture_attach(actor=actor, post=draft, data=data, **{f"alt_{language}": alt})
            return post_address(post_publish(actor=actor, post=draft))
        except PreauError as error:
            raise _refused(error, f"The text is kept as draft {draft.pk}.") from error


def _content(page: Page, options: dict[str, Any]) -> Content:
    language = policy(page).partition("+")[0]
    kind = PostKind.ALERT if options["alert"] else PostKind.ARTICLE if options["title"] else PostKind.MESSAGE
    content: Any = {"page": page, "kind": kind, "alert_state": options["alert"]}
    content[f"title_{language}"], content[f"body_{language}"] = options["title"], _text(options["file"])
    return content


def _text(name: str) -> str:
    data = sys.stdin.buffer.read(MAX_TEXT_BYTES) if name == "-" else _bytes(Path(name))
    try:
        return data[:MAX_TEXT_BYTES].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text (byte {error.start}).", returncode=2) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} can’t be read: {error.strerror}.", returncode=2) from error


def _person(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"Nobody signs in as {email}.", returncode=NOT_FOUND)
    return user


def _page(handle: str) -> Page:
    wanted = handle.strip().removeprefix("@").lower()
    pages = Page.objects.select_related("domain", "institution", "official").filter(handle=wanted)
    page = pages.order_by("-domain__is_default").first()
    if page is None:
        raise CommandError(f"There is no page @{wanted}.", returncode=NOT_FOUND)
    return page


def _refused(error: PreauError, kept: str) -> CommandError:
    return CommandError(f"{error} {kept}", returncode=NOT_ALLOWED if isinstance(error, NotAllowed) else REFUSED)
