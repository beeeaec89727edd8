"""The files that browsers ask for, collected into PREAU_DATA/static when the programme is new or has changed."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def _fingerprint() -> str:
    """Changes when a file is added, removed or written."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            state = f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n"
            digest.update(state.encode())
    return digest.hexdigest()


def collect() -> None:
    """Collect and compress the static files, unless they are those of last time."""
    mark = settings.STATIC_ROOT / ".collected"
    fingerprint = _fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(fingerprint)
