"""Made-up things that schools say. The same number always gives the same text."""

from __future__ import annotations

import random

SENTENCES = [
    "La bibliothèque de l’école ouvre ses portes aux familles samedi matin.",
    "Les élèves de cinquième année présentent leurs projets de sciences jeudi.",
    "Le service de garde reste ouvert durant la journée pédagogique.",
    "Merci aux bénévoles qui ont préparé la fête de la rentrée.",
    "L’autobus du circuit 14 aura environ vingt minutes de retard.",
    "La rencontre du conseil d’établissement a lieu mardi à dix-neuf heures.",
    "Les inscriptions pour l’année prochaine commencent lundi.",
    "L’équipe de soccer a remporté son match avec un bel esprit sportif.",
    "Pensez à étiqueter les vêtements de neige de votre enfant.",
    "Une collecte de denrées se tient dans le hall jusqu’à vendredi.",
]
TAGS = [f"{word}{number}" for word in ("lecture", "sciences", "musique", "sport", "famille") for number in range(1, 41)]


def sentences(chance: random.Random) -> list[str]:
    return chance.choices(SENTENCES, k=chance.choices([1, 2, 4, 12], [40, 35, 20, 5])[0])


def body(lines: list[str], tag: str = "") -> str:
    return "\n\n".join([*lines, *([f"#{tag}"] if tag else [])])


def html(lines: list[str], tag: str = "") -> str:
    link = [f'<a href="/mots/{tag}" rel="tag">#{tag}</a>'] if tag else []
    return "\n".join(f"<p>{line}</p>" for line in [*lines, *link])
