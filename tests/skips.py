"""Tells the runner which tests were skipped and why, so that nothing is skipped in silence (tools/run_tests.py)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

_skipped: dict[str, str] = {}


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    longrepr = report.longrepr
    text = str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped[report.nodeid] = _reason(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped[report.nodeid] = _reason(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    target = os.environ.get("PREAU_SKIPS_FILE")
    if target and not hasattr(session.config, "workerinput"):
        Path(target).write_text(json.dumps(_skipped))
