"""What runs in a process of its own with Django at hand. Each prints one line of JSON at the end."""

from __future__ import annotations

import json
import os
from typing import Any


def set_up() -> None:
    """Django, on the installation that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    import django

    django.setup()


def tell(value: Any) -> None:
    print(json.dumps(value), flush=True)
