"""Made-up things that schools say, in as many different words as a few thousand posts really use."""

from __future__ import annotations

import random

SENTENCES = [
    "La bibliothèque de l’école ouvre ses portes aux familles {day} à {hour} heures.",
    "Les élèves du groupe {group} présentent leurs projets de sciences {day}.",
    "Le service de garde reste ouvert durant la journée pédagogique de {day}.",
    "Merci aux bénévoles du comité {name} qui ont préparé la fête de la rentrée.",
    "L’autobus du circuit {group} aura environ {hour} minutes de retard.",
    "La rencontre du conseil d’établissement a lieu {day} à la salle {name}.",
    "Les inscriptions pour l’année prochaine commencent {day}.",
    "L’équipe des {name} a remporté son match avec un bel esprit sportif.",
    "Pensez à étiqueter les vêtements de neige de votre enfant.",
    "Une collecte de denrées se tient au local {group} jusqu’à {day}.",
    "La sortie au parc {name} est remise à {day} en raison de la pluie.",
    "Le spectacle de musique du groupe {group} sera repris {day}.",
]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]
STARTS = ["Bois", "Val", "Mont", "Clair", "Haut", "Beau", "Grand", "Vert", "Franc", "Belle"]
ENDS = ["rive", "pré", "lac", "chêne", "vent", "fleuve", "saule", "roche", "source", "plaine", "hibou", "renard"]
TAGS = [f"{word}{number}" for word in ("lecture", "sciences", "musique", "sport", "famille") for number in range(1, 41)]


def sentences(chance: random.Random) -> list[str]:
    count = chance.choices([1, 2, 4, 12], [40, 35, 20, 5])[0]
    return [_filled(sentence, chance) for sentence in chance.choices(SENTENCES, k=count)]


def _filled(sentence: str, chance: random.Random) -> str:
    return sentence.format(
        day=chance.choice(DAYS),
        hour=chance.randint(8, 20),
        group=chance.randint(100, 3000),
        name=chance.choice(STARTS) + chance.choice(ENDS),
    )


def searches(count: int) -> list[str]:
    """What staff look for among posts: words that are in one post of ten, and words that are in a few."""
    chance = random.Random(3)
    frequent = [
        "bibliothèque",
        "conseil d’établissement",
        "service de garde",
        "retard autobus",
        "neige",
        "inscriptions",
    ]
    rare = [f"groupe {chance.randint(100, 3000)}" for _ in range(count)]
    named = [f"parc {chance.choice(STARTS)}{chance.choice(ENDS)}" for _ in range(count)]
    return list(dict.fromkeys([*frequent, *rare, *named]))[:count]


def body(lines: list[str], tag: str = "") -> str:
    return "\n\n".join([*lines, *([f"#{tag}"] if tag else [])])


def html(lines: list[str], tag: str = "") -> str:
    link = [f'<a href="/mots-clics/{tag}" rel="tag">#{tag}</a>'] if tag else []
    return "\n".join(f"<p>{line}</p>" for line in [*lines, *link])
