"""Words of every day raise no alarm: whoever is called at night for « vous allez voir » stops reading alarms."""

from __future__ import annotations

import pytest

from preau.triage import Kind, triage

ALARMING = {Kind.DANGER, Kind.ATTACK, Kind.PERSONAL, Kind.SPAM, Kind.COMPLAINT}
EVERYDAY = """
Vous allez voir, le spectacle est magnifique !
Tu vas voir, tu vas aimer ta nouvelle école
Je vous avertis, apportez vos bottes demain
Je te jure que c’était beau
Vous êtes en feu cette année, bravo les Loups !
L’équipe a fait un massacre au tournoi, 7 à 0
Merci aux ambulanciers et à l’ambulance venue si vite
Il va comprendre quand il sera plus grand
Le lancer de poids et le tir à l’arc, c’est à quelle heure ?
On a fait exploser un volcan au labo de sciences, les jeunes ont capoté
Mon fils a le bras dans le plâtre, peut-il faire l’examen à l’ordinateur ?
Demain c’est la journée du costume, mon gars sera en pirate avec son sabre de plastique
L’école est fermée à cause de l’explosion des cas de grippe
Les finissants vont tout casser au bal
Ma fille va pleurer de joie
Le feu de camp est-il maintenu vendredi ?
On attend l’autobus dans le stationnement
Tes enfants vont adorer la sortie
Des morts de la guerre sont nommés sur le monument, belle visite
Je connais ta famille, salue ta mère !
Est-ce que la course Terry Fox commence devant l’école ?
Le toit coule encore, réparez donc ça
Le film passe au gymnase, apportez un coussin
Mon père me touche beaucoup quand il parle de son école
Je vais attendre la réponse du directeur
Je t’attends à la sortie de l’école mon amour, maman
L’arme secrète de cette école, c’est son personnel
On devrait l’appeler, la directrice, elle est très gentille
Nous sommes à bout de souffle mais heureux
Il est tombé du module, rien de grave, merci à l’infirmière
Le chauffeur est un ange
La nouvelle prof est tellement fine
Bande d’amis réunis au gymnase
C’est fou comme ils grandissent
Les petits monstres d’Halloween étaient adorables
Il y a un gros party de fin d’année
Le cochon d’Inde de la classe est mort, les enfants ont de la peine
Une vraie famille cette école
Le code de vie est clair
L’adresse de l’école est-elle la même ?
Les profs de 5e ont pris une belle photo
Le groupe 62 a gagné le prix !
You’re going to love it, see you tomorrow!
The kids killed it at the concert
Bring a snack and a book
The teacher is on fire this year, great job
I will wait for you at the gym
My daughter missed the bus but the driver came back, thank you
We burned a lot of calories on the fun run
The fire drill is on Tuesday
There is a bake sale on Friday, cookies 2 $
"""


@pytest.mark.parametrize("text", EVERYDAY.strip().splitlines())
def test_nothing_alarming_is_seen_in(text: str) -> None:
    verdict = triage(text)
    assert not ALARMING & {verdict.kind, *verdict.also}
