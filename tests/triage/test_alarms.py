"""What must not be missed, in the words and the spelling of pupils and parents. None of a set that is only counted."""

from __future__ import annotations

import pytest

from preau.triage import Kind, triage

ALARMS = """
jvais le crever si y retouche à ma fille
m'a te casser les deux jambes mon tabarnak
Le prof de musique va manger un coup de couteau un moment donné
on devrait tous les pendre au mât de l'école
Je te jure que tu passeras pas l'hiver
ma sœur travaille là pis un parent lui a dit qu'il la tuerait
On sait quel char tu conduis pis à quelle heure tu sors
Je connais l'heure que tu finis. On va se jaser dans le stationnement.
tu perds rien pour attendre mon gros
Dernier avertissement. Après ça je réponds plus de moi.
Vous allez vous en souvenir longtemps de votre petite réunion de jeudi
venez pas à l'école vendredi si vous tenez à votre peau
Il reste une semaine avant que je règle mes comptes avec cette école-là
mon gars m'a dit qu'un élève se promène avec une lame dans son étui à crayons
Y'a un kid qui a pointé un fusil à plomb sur les petits dans la cour
Un élève a amené un taser à la poly
il a posté une photo d'un AK avec le nom de l'école en dessous
il y a un jeune avec une machette dans l'autobus 42
Demain j'amène de l'essence pis un briquet à l'école
Je vais faire sauter la place au complet
on va toute cramer ça cette école de merde
quelqu'un a écrit sur snap qu'il y aurait une bombe au gym
bataille à 15h derrière l'aréna, Zack contre le gros de sec 3
Les filles du groupe 302 vont sauter la nouvelle après la cloche
demain midi au skatepark on la pogne à dix, filmez ça
J'ai pu le goût d'être icitte, j'pense que tout le monde serait mieux sans moi
jveux dormir pis pu jamais me reveiller
je manquerais a personne si jdisparaissais
mon fils de 11 ans dit qu'il veut plus être en vie
elle parle de s'enlever la vie depuis la relâche
Mon amie a avalé plein d'advil, elle répond plus
j'ai une corde dans mon garage, c'est ce soir que ça finit
Il est assis sur le parapet du pont avec son sac d'école
Ma cousine s'est encore tailladé les poignets
vous serez ben contents quand je serai morte
prenez soin de mon chien après, moi je pars
mon père nous tape dessus quand y boit
Mon beau-père rentre dans la salle de bain quand je prends ma douche
ma mere me barre dehors la nuit kan a boit
le petit voisin arrive à l'école avec des marques de ceinture
Elle a peur de son père, elle veut pas rentrer à la maison ce soir
on a rien à manger chez nous depuis samedi pis maman se réveille pas
mon oncle me fait mal en bas
Son coach lui envoie des messages à minuit pis y veut la voir toute seule
un gars de 35 ans rencontré sur Roblox veut venir la chercher après l'école
y me demande des photos sinon il montre les autres à toute l'école
Il lui offre des cadeaux pour qu'elle aille chez lui, elle a 12 ans
Mon garçon de 6 ans est pas descendu de l'autobus, personne sait où il est
je trouve plus ma fille, elle devait être au service de garde
Y'a un petit bonhomme en bobettes sur le boulevard, yé tout seul
enfant de 5 ans environ qui marche sur la 138, pas de manteau
Un homme dans une van blanche demande aux petites de monter
Y'a un gars bizarre qui filme les enfants à travers la clôture
un inconnu a essayé de faire monter ma nièce dans son auto
Un monsieur se touche devant la cour d'école
mon élève fait une convulsion aidez moi
Il est tombé en bas du module, il bouge plus
elle est allergique aux noix pis elle a de la misère à respirer
un jeune s'étouffe à la café
Y'a de la boucane qui sort du toit de l'école
un fil électrique est tombé dans la cour
le détecteur de monoxyde sonne pis les enfants ont mal à la tête
mon ex a une ordonnance pis y est dans le stationnement de l'école
si son père vient la chercher laissez-la pas partir, y menace de partir avec au Liban
le chauffeur sentait la boisson ce matin
L'éducatrice a giflé mon gars
la surveillante lui a serré le bras tellement fort qu'il a des marques
I'm gonna slit your throat
Someone ought to put that principal in the ground
you won't see it coming, sleep with one eye open
Don't come to school tomorrow. You've been warned.
there's a kid with a blade in the washroom
My friend posted that she's going to jump off the bridge tonight
i dont wanna wake up anymore
nobody will notice when im gone
my uncle comes into my room at night
a guy in a white van asked my son to get in
my son never got off the bus, nobody knows where he is
an old man is filming the kids at recess
a student is having a seizure in the gym
my dad hits my mom every night and im scared
he keeps asking her for pictures and says it's their secret
fight after school at the park, bring your phones
smoke is coming out of the portable
"""


def test_a_danger_comes_first() -> None:
    assert [text for text in ALARMS.strip().splitlines() if triage(text).kind != Kind.DANGER] == []


@pytest.mark.parametrize(
    ("said", "not_said"),
    [
        ("On va le tuer demain à l’école", "On va tuer le temps demain à l’école"),
        ("Mon père me bat quand il boit", "Mon père me bat au hockey"),
        ("Un gars filme les enfants dans la cour", "Un gars filme les enfants au spectacle"),
        ("Il y a un élève qui a un couteau", "Il y a un élève qui a un couteau à beurre"),
        ("Un enfant convulse au gymnase", "Formation : que faire si un enfant convulse au gymnase"),
        ("Bataille demain derrière l’aréna", "Bataille de boules de neige demain derrière l’aréna"),
    ],
)
def test_what_stands_around_decides(said: str, not_said: str) -> None:
    assert triage(said).kind == Kind.DANGER
    assert triage(not_said).kind != Kind.DANGER


@pytest.mark.parametrize(
    "text",
    ["jvais le tuer", "jveux mourir", "qqn a amené un couto a lecole", "im going to kill him", "jsuis suicidaire"],
)
def test_it_hears_how_people_write_on_telephones(text: str) -> None:
    assert triage(text).kind == Kind.DANGER


def test_signs_that_stand_far_apart_say_nothing_together() -> None:
    far = "Un homme parlait de la météo et du chalet et de la pêche et puis du film. Les enfants jouaient."
    assert triage(far).kind != Kind.DANGER
