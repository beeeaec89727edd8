from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from preau.config import settings as installed
from preau.ui.storage import DurableStorage


def test_a_file_and_its_folder_are_on_the_disk_before_it_is_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed, fsync = [], os.fsync

    def watched(descriptor: int) -> None:
        flushed.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    name = DurableStorage(location=tmp_path).save("posts/2026/image.webp", ContentFile(b"image"))
    kept = tmp_path / name
    assert flushed == [kept.stat().st_ino, kept.parent.stat().st_ino]
    assert (tmp_path / name).read_bytes() == b"image"


def test_pictures_are_kept_in_it() -> None:
    assert installed.STORAGES["default"]["BACKEND"] == "preau.ui.storage.DurableStorage"
