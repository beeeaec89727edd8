from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import translation

from preau.users.models import User
from preau.users.services import administrator_create, password_link


class Command(BaseCommand):
    help = "Make an account that administers the whole installation, or give an existing one that power."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument("--language", choices=["fr", "en"], default="fr")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        how.add_argument("--ask-password", action="store_true", help="ask for the password, without showing it")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        password = self._password(email, options)
        user, is_new = administrator_create(
            email=email, name=options["name"], language=options["language"], password=password
        )
        self.stdout.write(f"{user.email} {'is made and ' if is_new else ''}administers this installation.")
        if password is None and not user.has_usable_password():
            self.stdout.write("Choose the password here (the link serves once, for three days):")
            self.stdout.write(settings.ORIGIN + password_link(user))

    def _password(self, email: str, options: dict[str, Any]) -> str | None:
        if options["password_stdin"]:
            password = sys.stdin.readline().rstrip("\r\n")
        elif options["ask_password"]:
            password = getpass.getpass("Password: ")
        else:
            return None
        try:
            with translation.override("en"):  # as all of the command line
                validate_password(password, User(email=email, name=options["name"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
