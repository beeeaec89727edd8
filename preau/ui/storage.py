from __future__ import annotations

import os
from typing import Any

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Files that survive a power cut, as the rows that speak of them do: on the disk before `save` returns."""

    def _save(self, name: str, content: Any) -> str:
        kept = super()._save(name, content)  # type: ignore[misc]
        for path in (self.path(kept), os.path.dirname(self.path(kept))):  # noqa: PTH120
            _flush(path)
        return kept


def _flush(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
