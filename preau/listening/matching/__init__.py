"""Finding the terms of all watches in a text: pure Python, without Django or a database."""

from .matcher import Matcher
from .rules import Hit, How, Kind, Rule
from .settling import Sight
from .words import phrase

__all__ = ["Hit", "How", "Kind", "Matcher", "Rule", "Sight", "phrase"]
