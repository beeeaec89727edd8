"""What a message seems to be, and which words make it seem so. No Django here.

    verdict = triage("On n’a jamais été avertis, c’est inacceptable.")
    verdict.kind, [text[mark.start:mark.end] for mark in verdict.marks]

A verdict helps whoever reads messages to choose what to read first. It decides nothing: people do.
"""

from .judging import triage
from .kinds import Kind, Tone
from .lexicon import Lexicon, house_lexicon, read_lexicon
from .reading import Mistake
from .verdict import Mark, Verdict

__all__ = ["Kind", "Lexicon", "Mark", "Mistake", "Tone", "Verdict", "house_lexicon", "read_lexicon", "triage"]
