"""What the made-up network says. `days`, `at`: how long before the demo is seeded, and the hour of that day. `page`: the official code of the institution."""

from __future__ import annotations

from typing import Any

POSTS: list[dict[str, Any]] = [
    {
        "page": "900101",
        "days": 12,
        "at": "8:30",
        "fr": "Bienvenue sur la page officielle de notre école. Vous y trouverez les nouvelles de la semaine, les avis "
        "importants et les réponses à vos questions. #BonneRentrée",
    },
    {
        "page": "900000",
        "days": 10,
        "at": "9:00",
        "kind": "article",
        "title": "Comment nous décidons de fermer une école",
        "fr": "Chaque matin de tempête, la décision se prend **avant 6 h**.\n\n## Qui décide\n\nLe service du transport "
        "parcourt les routes dès 4 h 30. La direction générale tranche à 5 h 45 avec les municipalités.\n\n## Où le "
        "savoir\n\n- sur la page de votre école, ici même ;\n- par courriel, si vous êtes abonné ou abonnée ;\n- nulle "
        "part ailleurs avant ici.\n\n> Une école fermée ici est une école fermée. Le reste est une rumeur.\n",
        "picture": 2,
        "snow": True,
        "alt": "Dessin : des collines enneigées sous un ciel de tempête",
    },
    {
        "page": "900106",
        "days": 6,
        "at": "12:15",
        "fr": "La finissante et le finissant à la présidence du conseil des élèves seront élus vendredi. Tout le monde "
        "vote, de la 1re à la 5e secondaire. #VieÉtudiante",
    },
    {
        "page": "900101",
        "days": 1,
        "at": "16:10",
        "fr": "Les élèves de 4e année ont monté une exposition sur les oiseaux de la rivière. Elle est ouverte aux familles "
        "jeudi, de 15 h 30 à 18 h, à la bibliothèque. #VieÀLÉcole",
        "picture": 1,
        "birds": 7,
        "alt": "Dessin d’élève : des oiseaux au-dessus des collines et de la rivière, au soleil couchant",
    },
    {
        "page": "900104",
        "days": 2,
        "at": "10:05",
        "fr": "Merci aux 62 familles venues planter la haie d’érables samedi. On la verra grandir longtemps. #VieÀLÉcole",
        "picture": 4,
        "alt": "Dessin : la cour de l’école au matin, entourée de collines vertes",
    },
    {
        "page": "910000",
        "days": 3,
        "at": "9:30",
        "kind": "article",
        "title": "Registration opens in February",
        "title_fr": "Les inscriptions ouvrent en février",
        "en": "Registration for kindergarten opens on **February 2**. Bring proof of address and your child’s birth "
        "certificate.\n\n## Where\n\nAt the school of your area, from 9 a.m. to 4 p.m.\n",
        "fr": "Les inscriptions à la maternelle ouvrent le **2 février**. Apportez une preuve d’adresse et le certificat de "
        "naissance de l’enfant.\n\n## Où\n\nÀ l’école de votre secteur, de 9 h à 16 h.\n",
    },
    {
        "page": "official",
        "days": 4,
        "at": "19:45",
        "fr": "Bonjour. Je siège au conseil d’administration à titre de membre de la communauté. Je rendrai compte ici de "
        "chaque séance publique. La prochaine : mardi, 19 h, à la salle du conseil.",
    },
    {
        "page": "900000",
        "days": 1,
        "at": "8:45",
        "fr": "La séance publique du conseil d’administration a lieu mardi à 19 h. L’ordre du jour est en ligne. Toute "
        "personne peut y poser une question. #ConseilDAdministration",
    },
    {
        "page": "900000",
        "days": 0,
        "kind": "alert",
        "alert_state": "closed",
        "hours": 11,
        "title": "Les écoles du secteur nord sont fermées aujourd’hui",
        "fr": "Les chemins sont impraticables au nord de la rivière. Les écoles et les services de garde restent fermés "
        "toute la journée. Prochaine mise à jour à 15 h.",
        "cascade": ["900101", "900106", "900107", "900108"],
    },
]

DRAFTS: list[dict[str, Any]] = [
    {
        "page": "900101",
        "review": True,
        "fr": "La photo scolaire a lieu lundi prochain. Les élèves portent leurs vêtements préférés, pas l’uniforme.",
    },
    {"page": "900101", "fr": "Semaine de la lecture : chaque classe choisit"},
]

STATEMENT = {
    "title_fr": "Exposition de jeudi : qui peut venir, et comment",
    "body_fr": """Plusieurs nous l’ont demandé ; voici la réponse pour tout le monde.

## Qui peut venir

Toute la famille est la bienvenue, grands-parents compris, jeudi de 15 h 30 à 18 h.

## Comment

- L’entrée se fait par la porte de la bibliothèque, qui a une rampe.
- Les photos sont permises pour les œuvres ; on ne photographie pas les élèves des autres.""",
}

SUMMARIES: dict[str, str] = {
    "900000": "14 écoles et centres, de la rivière au fleuve. On répond ici du lundi au vendredi, de 8 h à 16 h 30.",
    "900101": "École primaire de 212 élèves, au bord de la rivière. Les nouvelles, les avis et les réponses de l’équipe.",
    "900104": "Une école, une haie d’érables et beaucoup d’idées.",
    "900106": "De la 1re à la 5e secondaire, au pied du Nordet.",
    "910000": "Trois établissements anglophones de l’estuaire.",
}

# What people say under posts. `under`: words of the post; `ours`: what the page answers to the line before.
GUARDED: list[dict[str, Any]] = [
    {
        "page": "900101",
        "under": "exposition sur les oiseaux",
        "lines": [
            {
                "minutes": 90,
                "by": ("Voisine de l’école", "@voisine@mastodon.example"),
                "says": "Pour les chaises, appelez Dominique au 418 555-0123, il en a vingt.",
            },
        ],
    },
    {
        "page": "900101",
        "under": "exposition sur les oiseaux",
        "lines": [
            {
                "minutes": 2900,
                "by": ("Camarade", "@camarade@mastodon.example"),
                "says": "Quelqu’un peut parler à mon amie ? Elle dit qu’elle ne va pas bien et qu’elle veut disparaître.",
            },
        ],
    },
]
CONTEST = "Je n’ai nommé personne, et je retire le mot. Mais la question demeure : pourquoi 6 h 55 ?"
OUTCOME = "La direction a joint la famille, l’équipe de l’école accompagne l’élève. Aucune intervention policière."

TALK: list[dict[str, Any]] = [
    {
        "page": "900101",
        "under": "exposition sur les oiseaux",
        "lines": [
            {
                "minutes": 300,
                "by": ("Parent de 4e année", "@parent4e@mastodon.example"),
                "says": "Est-ce que les grands-parents peuvent venir aussi ?",
            },
            {
                "minutes": 280,
                "ours": "Bonjour. Oui, toute la famille est la bienvenue, jeudi de 15 h 30 à 18 h. L’entrée se fait par la "
                "porte de la bibliothèque.",
            },
            {"minutes": 250, "by": ("Parent de 4e année", "@parent4e@mastodon.example"), "says": "Parfait, merci !"},
        ],
    },
    {
        "page": "900000",
        "under": "chemins sont impraticables",
        "lines": [
            {
                "minutes": 28,
                "by": ("Mère d’élève", "@mere_nord@mastodon.example"),
                "says": "On n’a jamais été avertis de la fermeture, c’est inacceptable. Mon garçon attendait l’autobus à "
                "6 h 40.",
            },
            {
                "minutes": 20,
                "by": ("Un autre parent", "@autre@pixelfed.example"),
                "says": "Même chose ici. Le courriel est arrivé à 6 h 55.",
            },
        ],
    },
    {
        "page": "900000",
        "under": "chemins sont impraticables",
        "lines": [
            {
                "minutes": 15,
                "by": ("Compte inconnu", "@inconnu@social.example"),
                "says": "Le directeur est un imbécile.",
                "hide": "attack",
            },
        ],
    },
    {
        "page": "900000",
        "under": "chemins sont impraticables",
        "lines": [
            {
                "minutes": 12,
                "by": ("Nouvelle venue", "@nouvelle@tout-neuf.example"),
                "says": "Le transport reprend-il demain ?",
                "held": True,
            },
        ],
    },
    {
        "page": "900104",
        "under": "haie d’érables",
        "lines": [
            {
                "minutes": 1500,
                "by": ("Voisin de l’école", "@voisin@mastodon.example"),
                "says": "Bravo aux familles. La haie est déjà belle de la rue.",
            },
        ],
    },
]
PROPOSED = "Merci ! Venez la voir de près samedi : les élèves l’arrosent de 9 h à 11 h."
PRIVATE = {
    "by": ("Parent inquiet", "@inquiet@mastodon.example"),
    "says": "Bonjour, à qui puis-je parler de ce qui se passe dans la cour, sans que ce soit public ?",
}
REPORT = "Ce ton est inacceptable. Retirez ce message."
