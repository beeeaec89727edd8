"""Préau's own settings, and the job that does nothing."""

from preau.config.settings import *

INSTALLED_APPS = ["bench.noop", *INSTALLED_APPS]  # noqa: F405
