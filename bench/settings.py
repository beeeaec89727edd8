"""Préau's own settings, and the job that does nothing."""

from preau.config.settings import *  # noqa: F403

INSTALLED_APPS = ["bench.noop", *INSTALLED_APPS]  # noqa: F405
