from __future__ import annotations

from collections.abc import Sequence

from .words import Word

# The commonest words that the other language does not have, folded.
FRENCH = frozenset(
    "le la les des du un une et est sont pas que qui ce cette ces je tu il elle nous vous ils elles mon ma mes ton ta "
    "sa ses notre votre leur au aux dans pour sur avec par c j d l qu n ai ont avez etes ete etre avoir fait tout "
    "tous plus tres bien ca ou quand comment pourquoi merci bravo ecole fils fille enfant enfants moi toi lui pis ben "
    "icitte chez y va suis faut".split()
)
ENGLISH = frozenset(
    "the and is are was were be been to of in it that this these my your his her our their they we you he she i have has "
    "had not do does did what when where who why how with for at from school kid kids child children thanks thank so "
    "just can will would should there no by him us".split()
)


def language_of(words: Sequence[Word], hint: str = "") -> str:
    """"fr" or "en" where one clearly prevails, else `hint` where it is one of them, else ""."""
    french = sum(word.text in FRENCH for word in words)
    english = sum(word.text in ENGLISH for word in words)
    if french >= 2 * english + 1:
        return "fr"
    if english >= 2 * french + 1:
        return "en"
    return hint[:2] if hint[:2] in ("fr", "en") and not french + english else ""
