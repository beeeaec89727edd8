"""A bare WSGI application that answers a constant: the limit of the server that Préau runs on.

`BENCH_CONSTANT` names a JSON file of `{status, headers, body}` (body in Latin-1), made by `load.kept_answer`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_kept = json.loads(Path(os.environ["BENCH_CONSTANT"]).read_text())
_STATUS = str(_kept["status"])
_HEADERS = [(str(name), str(value)) for name, value in _kept["headers"]]
_BODY = [_kept["body"].encode("latin-1")]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(_STATUS, _HEADERS)
    return _BODY
