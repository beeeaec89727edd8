"""Words of every day raise no alarm: whoever is called at night for « vous allez voir » stops reading alarms."""

from __future__ import annotations

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
je vais tuer le temps en attendant l'autobus
mort de rire, la cloche a explosé
La cloche a explosé ce matin, les profs riaient
Il me tire la langue sur la photo de classe
les devoirs vont me tuer
Le prof de gym va nous tuer avec ses burpees haha
On va les écraser en finale samedi
Nos Loups vont planter les Faucons vendredi
on va se faire massacrer au volley mais on va avoir du fun
Il a frappé un coup de circuit au championnat
Elle a tiré au but trois fois
Le lanceur a tiré une balle rapide
notre gardien a arrêté 31 tirs
Mon gars a battu son ami aux échecs
mon père me bat toujours au Mario Kart
ma fille a cassé la piñata
j'ai failli mourir de honte à la réunion
je suis morte de fatigue
c'est mortel comme party
On crève de faim, à quelle heure le souper spaghetti ?
Les profs se tuent à la tâche
La vente de feu de livres est samedi
Feu vert pour le projet de serre !
Il y aura des feux d'artifice à la fête du village
Le pompier est venu parler de prévention des incendies
Exercice de feu mardi, habillez-les chaudement
L'exercice de confinement s'est bien passé
Ma fille joue une sorcière qui empoisonne le roi dans la pièce
Dans la pièce, le méchant tue le roi avec une épée de carton
Mon fils fait un exposé sur la bombe atomique
Les élèves ont visité le musée de la guerre et vu un vrai canon
Le cours d'histoire parle de la Deuxième Guerre, des morts et des armes
Roméo et Juliette : ils meurent tous les deux à la fin
Le film d'horreur à l'Halloween, c'était trop pour les petits
Apportez un couteau à légumes pour l'atelier de cuisine
Est-ce que le fusil à colle est fourni pour le bricolage ?
Costume de pirate permis, mais pas d'arme en plastique svp
le party d'Halloween va être la bombe
Le volcan a explosé en sciences, wow
Son ballon a explosé dans la cour
mon cell est mort
l'auto est morte dans le stationnement
La batterie du tableau est morte
Son poisson est mort, on fait une petite cérémonie
Mon grand-père est mort lundi, mon fils sera absent
Il s'est coupé le doigt avec une feuille, un diachylon et c'est réglé
ma fille s'est coupé les cheveux, on la reconnaît plus
Elle va sauter de joie
sauter à la corde à la récré, c'est revenu à la mode
Les élèves ont sauté en parachute dans le film
Mon gars a sauté une année
Mon fils est suivi par une orthophoniste
Un homme est venu réparer la clôture
Le monsieur de la brigade donne des bonbons à l'Halloween
Le photographe prend des photos des enfants jeudi
Qui filme les enfants au spectacle ? on veut acheter le DVD
Je l'attends dans le stationnement à 15h30
On l'attend à la sortie, comme d'habitude
Mon fils est rentré tout seul à pied pour la première fois, quelle fierté
elle a fait ses lacets toute seule !
Il a perdu sa mitaine, elle est introuvable
Son toutou est disparu dans l'autobus
Ma fille a perdu une dent
J'ai une crise de rire quand je vois ça
il fait des crises quand c'est l'heure des devoirs
la petite a une allergie aux noix, à qui je le dis ?
Elle a de la misère avec les fractions
J'ai pu le goût de faire des lunchs
Jen peux pu de l'hiver
j'en peux plus des pédagos
On n'en peut plus d'attendre le printemps
c'est la fin du monde cette tempête
Vous avez sauvé ma journée, j'étais au bord du désespoir avec ce formulaire
On va se battre pour garder notre école
Les parents vont se battre jusqu'au bout pour la bibliothèque
Il faut lutter contre les coupures
Ces coupures vont tuer notre école de village
Le gouvernement nous égorge avec les taxes
On nous prend à la gorge avec les frais
Le ministre joue avec le feu
Cette réforme est une bombe à retardement
C'est une tuerie ce gâteau !
J'ai pété les plombs en lisant ça
Attachez votre tuque, la rentrée s'en vient
Vous avez mis le feu à la scène, bravo les jeunes
l'harmonie était en feu hier
la batterie de l'école de musique, qui frappe fort comme ça ?
L'arbitre a sifflé la fin du combat de judo
Son professeur d'escrime dit qu'il touche toujours à la tête
Le club de tir à l'arc recrute
Il a échappé son couteau à beurre dans sa boîte à lunch
Un suppléant est venu, tout le monde a survécu
Où est ma fille sur la photo ? je la trouve pas
qui a la liste des élèves pour les cadeaux ?
Il a pris ses pilules pour le TDAH ce matin ?
Je suis allergique aux longues réunions
On a eu une belle visite des policiers avec leur chien
Les ambulanciers ont montré la RCR aux sec 3
La semaine de la prévention du suicide commence lundi
Le Centre de prévention du suicide vient parler aux élèves
my kid is dying to go back
This heat is killing us
The talent show blew up on TikTok, so fun
they got crushed 6-0 but had fun
He shot three baskets
she stabbed her finger with a needle in sewing class, all good
the math test murdered me lol
bring your nerf gun on Friday? is that still allowed
History class on the Holocaust was well done
I'm dead, that photo is hilarious
The fire truck visit was awesome
He lost his tooth at recess
Can someone shoot me an email with the list
My son walked home alone for the first time and loved it
Mon fils a oublié son manteau dans l'autobus, est-ce que quelqu'un l'a vu ?
Ma fille a perdu sa tuque dans la cour hier
Mon garçon joue dehors sans tuque, dites-lui de la mettre svp
le prof de mon fils lui envoie des messages sur Classroom pour les devoirs
L'entraîneur demande des photos pour l'album de l'équipe
Le coach veut la voir jouer en finale
on va chez lui après l'école avec deux amis
mon ex va venir le chercher au service de garde jeudi
Son père vient la chercher à 16 h
C'est grand-papa qui va attendre les enfants à l'école
Un homme cherchait le secrétariat, je lui ai montré la porte
Quelqu'un a laissé un vélo rouge devant l'école
Un monsieur filme le spectacle pour la télé communautaire
Y'a un gars qui vend des pommes dans le stationnement, elles sont bonnes
La van blanche dans la cour c'est celle du traiteur
Les enfants vont embarquer dans l'autobus à 8 h
Le chauffeur attend les petits à l'arrêt même quand ils sont en retard, merci
On a marché jusqu'à l'école à pied dans la neige, quelle aventure
Mon fils marche seul jusqu'à l'école, à partir de quel âge c'est permis ?
La petite dort pas bien la nuit depuis la rentrée
Mon bébé pleure la nuit, je manque de sommeil
Ma fille est pas arrivée à temps pour la photo
Son ami est pas venu au souper
Il n'est pas encore rentré de la classe neige, l'autobus a du retard ?
À quelle heure l'autobus de la sortie revient, les enfants sont pas arrivés
Je trouve plus le lien pour l'inscription
Je ne retrouve pas le bulletin de ma fille sur le portail
on cherche des bénévoles pour accompagner les enfants au parc
les jeunes se pognent des billets pour le spectacle
Le conseil se bat pour avoir une nouvelle cour
On se bat à chaque matin pour mettre les bottes
la bataille des livres finit vendredi
les filles contre les gars au ballon chasseur demain midi
Ils jouent au drapeau derrière l'école après les cours
filmez le concert svp, je travaille ce soir-là
venez voir l'exposition demain à 18 h
Le policier a montré son arme aux élèves pendant la visite ?
Est-ce que les couteaux sont fournis pour la sortie au camp ?
Il faut apporter un marteau et des clous pour le cours de techno
apporter une scie pour le projet de bois, c'est sécuritaire ?
Mon fils a une batte de baseball dans son sac, il a une pratique après l'école
La chorale a chanté une chanson sur la mort, très touchant
Notre chien est mort cette nuit, ma fille aura les yeux rouges
Sa grand-mère est à l'hôpital, il va être dans la lune
il tousse la nuit et respire mal quand il est enrhumé, je le garde à la maison
Mon fils fait de l'asthme, à qui je donne sa pompe ?
L'infirmière fait quoi si un enfant s'étouffe à la cafétéria ?
Il y a des exercices d'évacuation combien de fois par année ?
Ça sent la pizza jusque dans la rue
Ça sent drôle dans le vestiaire, c'est les bottes mouillées
Le feu de foyer au Noël de l'école, quelle belle idée
j'ai la tête qui va exploser avec les formulaires
je vais le tuer mon ado, il a encore perdu ses clés
mon chum va me tuer si j'oublie encore la collecte
C'est à mourir de rire cette vidéo
Je suis à bout, les devoirs de maths c'est trop pour moi
chaque matin c'est le même bordel dans le stationnement
Tu vas voir, ton prof est vraiment cool
Vous verrez, le nouveau gymnase est magnifique
La direction nous a avertis, restez chez vous si vous avez de la fièvre
Restez chez vous demain c'est la tempête, soyez prudents
Reportage à TVA sur notre école ce soir !
Je sais à quelle heure finit la rencontre, 20 h
Je connais la directrice depuis 20 ans, une perle
Je sais où est la maison des jeunes, juste à côté
Ma sœur a frappé à la porte, personne a répondu
La directrice lui a serré la main à la remise des diplômes
Le prof lui a lancé un beau défi
le concierge m'a poussé le char pris dans la neige, merci !
La prof a attaché les souliers de mon gars 10 fois, patience d'ange
maman est partie acheter du lait, qui garde la page ouverte lol
Papa lui a acheté des cadeaux de fin d'année pour sa prof
Un secret bien gardé cette école
Ma fille de 12 ans veut offrir un cadeau à son prof, c'est correct ?
Atelier pour les parents : les jeunes en ligne, sexto et vie privée
la conférence sur la violence conjugale est mardi au sous-sol de l'église
La campagne contre l'intimidation et la violence est super
le ruban blanc contre la violence faite aux femmes, on le prend où
my son is missing one mitten
She left her coat outside, can someone check
The coach asked for pictures for the yearbook
A man is fixing the fence, is recess moved?
the kids are waiting outside, please open the doors
My daughter is home alone after school until 4, is there a program?
He hit a home run and we all screamed
Mom won't be able to come, dad will pick them up
The old guy who plays guitar at recess is awesome
my dad will kill me if I lose another hoodie lol
They will fight for third place on Friday
Si jamais vous voyez une tuque bleue dans l'école c'est à mon gars
La prochaine fois avertissez-nous avant, svp
La prochaine fois je m'en occupe moi-même de la collation
Celui qui a trouvé la clé USB, merci de la laisser au secrétariat
Je m'occupe de lui acheter ses souliers cette semaine
On va s'occuper de toi comme il faut, bienvenue à la nouvelle directrice
Votre tour s'en vient pour la vaccination
C'est bientôt son tour de passer au micro, elle est nerveuse
cours vite acheter tes billets
Ma fille s'est cachée dans le garde-robe pour éviter les devoirs haha
il s'est jeté dans la piscine tout habillé
Il s'est tiré une chaise et a lu aux petits
Le prof de danse a dit de se coller sur le mur
Massage au bébé, atelier vendredi pour les nouvelles mamans
Mon fils dort dans la tente avec ses amis au camp, il a hâte
L'éducatrice l'a pris sur ses genoux quand il pleurait, merci
Le Père Noël les prend sur ses genoux pour la photo
Ma mère m'embrasse trop fort devant mes amis lol
papa est rentré tard, on a manqué la réunion
mon frère m'énerve mais je l'aime
Ma sœur me bat à tous les jeux
mon père me lance la balle chaque soir pour la pratique
mes parents me forcent à manger du brocoli
Mon chum a frappé un chevreuil en allant vous porter les boîtes
Maman m'a barré l'ordi pour une semaine
mon père m'a barré dehors sans faire exprès, quelle histoire drôle
Un inconnu a payé les dîners de dix enfants, quelle générosité
Un monsieur parlait aux parents de la zone scolaire, qui est-ce ?
Des gens masqués à l'école, c'est le carnaval !
La clôture de la cour est brisée près du parc
Un homme est entré dans l'école pour livrer le lait
Mon fils est parti avec la gang de son ami au cinéma
ma fille est partie avec son père pour la semaine de relâche
Il est resté dans l'autobus pour aider la chauffeuse
Y'avait pas de place dans l'autobus
Ma fille a mal au cœur dans l'autobus, peut-elle s'asseoir en avant ?
L'autobus a eu une crevaison, les enfants arrivent à 17 h
Il y a eu un accrochage dans le stationnement, rien de grave
Elle vomit depuis hier, elle restera à la maison
Il a trop bu de jus à la fête, il a mal au ventre
Le mur de briques de l'entrée a été repeint, c'est beau
Les détecteurs de fumée seront vérifiés lundi
Évacuation réussie en 2 minutes, bravo les jeunes
On a vu un ours au Zoo sauvage
Ma fille veut mourir de rire avec ce prof-là
Il préférerait être chez lui que dans un cours de maths
j'aimerais mieux être à la plage
J'ai hâte que ça finisse cette rénovation
Je suis plus capable des travaux, ça finit quand
plus capable d'attendre, que ça finisse l'hiver
Je veux que ça arrête, les appels automatisés à 6 h du matin
M'endormir avec trois enfants dans le lit, c'est ma vie
Ça sert à rien de continuer d'appeler, la ligne est occupée
Plus rien à perdre, on inscrit notre équipe au tournoi !
L'équipe se prive pas pour manger de la pizza
On vous souhaite du repos et de la santé
Je vous souhaite une belle retraite méritée
J'espère que le projet va pas mourir
Le prof mérite de gagner le prix
les profs méritent des vacances
Ils vont payer 15 $ pour la sortie
Vous allez payer avec Mozaïk ou par chèque ?
tu vas payer combien pour ton manteau
Je vous garantis un bon spectacle
attendez de voir ce qui s'en vient au prochain carnaval
les gars se donnent rendez-vous au parc vendredi pour jouer au hockey
rendez-vous vendredi à 15 h à l'aréna pour le patin
On se bat contre la moisissure depuis trois ans
On a fait chanter ma fille à la messe
Le prof fait chanter les élèves de 2e, c'est beau
Mes enfants mangent une fois par semaine à la cafétéria
Le frigo est vide à la cafétéria, on peut donner des denrées
Mon char est plein d'enfants, j'arrive
on a dormi dans l'auto en attendant l'avion
Somebody is getting an award tonight
You better watch this concert, it was amazing
I'll be waiting for the bus at 4 with the stroller
he has a gun collection display at the museum
She wants to stop piano
my dad punched holes in the leather for the craft
They're left on the bus until the bell, is that normal
My kids hide in the closet when we play hide and seek
he ran away from the goose at recess haha
"""


def test_nothing_alarming_is_seen_in_words_of_every_day() -> None:
    verdicts = {text: triage(text) for text in EVERYDAY.strip().splitlines()}
    assert [text for text, said in verdicts.items() if ALARMING & {said.kind, *said.also}] == []
