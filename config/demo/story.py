"""What happened from 2014 to 2018, what the place stands for, and who meets in it."""

from dataclasses import dataclass
from datetime import date

# What is said of the sources, wherever a text could be taken for the association's own.
SOURCE = "Faits repris du bilan d’activité public de 2018."


@dataclass(frozen=True)
class Happening:
    on: date
    title: str
    text: str
    precision: str = "day"  # "day", "month" or "year": how exactly the date is known


EVENTS = [
    Happening(
        date(2014, 1, 1),
        "Un questionnaire aux candidats",
        "À l’approche des élections municipales, un groupe d’habitantes et d’habitants rassemble quinze associations "
        "autour d’un questionnaire commun. Une demande en ressort : une maison des associations, qui réunisse les "
        "énergies et suscite l’échange et l’entraide.",
        "year",
    ),
    Happening(
        date(2014, 9, 1),
        "L’usine Salmson trouvée",
        "Le même groupe cherche un local pour fabriquer des vélos-cargos. On lui parle d’une friche industrielle de "
        "2 000 m², une ancienne fabrique de pièces automobiles et aéronautiques promise à la démolition. L’idée "
        "grandit : un lieu qui soit à la fois maison des associations et atelier.",
        "month",
    ),
    Happening(
        date(2015, 1, 1),
        "Le nom",
        "Le groupe, qui s’est agrandi, écrit un premier projet : redonner vie à l’usine. C’est à cette réunion que "
        "naît le nom d’Usine Vivante.",
        "month",
    ),
    Happening(
        date(2015, 4, 1),
        "L’association est créée",
        "Statuts, charte, gouvernance : le collectif devient une association. Un questionnaire en ligne demande en "
        "même temps à la population quels usages elle attend du lieu ; l’étude compte 85 emplois transférables.",
        "month",
    ),
    Happening(
        date(2015, 11, 1),
        "Les premières personnes s’installent",
        "Une demi-douzaine de résidentes et de résidents ouvrent leur bureau au premier étage. Des membres avancent "
        "1 000 € chacun pour louer les bâtiments ; une campagne de dons en réunit 20 000.",
        "month",
    ),
    Happening(
        date(2016, 9, 1),
        "Tous les postes sont loués",
        "Les 24 postes du premier étage sont occupés. L’étage est devenu trop petit.",
        "month",
    ),
    Happening(
        date(2017, 9, 1),
        "Le rez-de-chaussée ouvre",
        "Grâce au Département de la Drôme, au fonds LEADER et à plus de 200 dons, 200 m² sont aménagés : une salle "
        "de réunion, deux box téléphoniques, deux bureaux et un grand foyer.",
        "month",
    ),
    Happening(
        date(2017, 10, 1),
        "Un séminaire confirme l’envie d’acheter",
        "Le projet veut continuer à grandir, et cela demande des travaux plus importants.",
        "month",
    ),
    Happening(
        date(2018, 3, 1),
        "Un emploi",
        "L’association crée son premier emploi : l’animation du lieu, quatre jours par semaine.",
        "month",
    ),
    Happening(
        date(2018, 3, 24),
        "Sixième Sortie d’Usine : « Vl’à le printemps ! »",
        "700 visites, un repas, un stand de dons et d’échange de vêtements, des ateliers à prix libre, et une chorale "
        "pour finir la journée.",
    ),
    Happening(date(2018, 5, 25), "La fête des voisins", "Elle se tient dans la cour."),
    Happening(
        date(2018, 6, 8),
        "La cour réaménagée",
        "Le groupe mobilité a agrandi la place des piétons et délimité le stationnement ; l’association participe au "
        "Challenge Mobilité.",
    ),
    Happening(
        date(2018, 7, 1),
        "La commission Vie Quotidienne",
        "Qui s’occupe de la vie de tous les jours : la personne salariée, le CA, les résidents ? La question était "
        "sensible. Une commission se crée pour y répondre.",
        "month",
    ),
    Happening(
        date(2018, 8, 1),
        "Deux jardins",
        "Le terrain autour de l’usine est défriché pendant l’été ; deux parcelles de jardin y naissent.",
        "month",
    ),
    Happening(
        date(2018, 12, 13),
        "Deuxième Marché de Noël",
        "500 visites, une quinzaine d’artisanes, d’artisans et de productrices, du vin chaud, de la musique classique.",
    ),
    Happening(
        date(2018, 12, 31),
        "L’année en chiffres",
        "154 adhésions, 46 résidentes et résidents dans sept pôles, une cinquantaine de bénévoles, 25 ateliers "
        "d’échange de pratiques, un taux d’occupation d’environ 95 %.",
    ),
]

MISSIONS = """Le projet tient en quatre missions.

## Contribuer au développement social, culturel et économique du territoire

- **Mutualiser** : partager des espaces, des outils, et du temps pour faire naître des projets.
- **Relier** : que des milieux différents se rencontrent.
- **Cultiver** : accueillir des expositions et des spectacles ouverts à tout le monde.

## Partager et transmettre des savoirs et des savoir-faire

- **Transmettre** : accueillir des stagiaires, des apprentis, des chantiers-écoles.
- **Échanger** : des ateliers de pratiques et des formations.
- **Soutenir** les associations en leur ouvrant des espaces.

## Mettre les citoyennes et les citoyens au cœur du projet

- **Participer** : associer chacune et chacun à la gouvernance.
- **Prendre l’initiative** : permettre à d’autres de développer leurs projets.
- **Expérimenter** de nouvelles formes de démocratie.

## Sauvegarder le patrimoine industriel en milieu rural

- **La friche** : redonner vie à un lieu de travail dont l’activité a cessé.
- **Le patrimoine** : mettre en valeur des bâtiments du début du siècle dernier.
"""

CHARTER = """*Ceci est un résumé écrit pour la démonstration : le texte de la charte n’est pas dans nos sources.*

La charte des valeurs, écrite au printemps 2015, donne une ambition au lieu : rendre le territoire plus capable de s’adapter aux changements. Elle mise pour cela sur

- des savoir-faire relocalisés,
- des échanges qui ne passent pas tous par l’argent,
- un autre rapport au travail et à la consommation,
- une gouvernance partagée, et peut-être une propriété partagée,
- moins d’énergies fossiles et de ressources naturelles.

Elle exclut toute activité de parti et toute activité confessionnelle : pour rester libre d’intérêts extérieurs, en paix avec les collectivités et les propriétaires, et ouverte à tous les publics.
"""

HOW_WE_DECIDE = """Nous décidons au plus près de ceux qui feront.

1. **Une commission** décide de ce qui la concerne. Elle le dit au CA.
2. **Le CA**, douze personnes, décide de ce qui engage l’association.
3. **L’assemblée générale**, tous les membres à jour, décide de ce qui change le projet lui-même.

Presque toujours, par **consentement** : une proposition passe quand plus personne n’a d’objection raisonnable. Une objection n’est pas un refus : elle montre ce que le texte n’avait pas vu, et sert à l’améliorer. Quand il faut compter, nous votons à la **majorité**, avec un quorum, et chacun peut refaire le compte.

*Texte écrit pour la démonstration.*
"""


@dataclass(frozen=True)
class CircleFact:
    kind: str  # a value of commissions.models.Circle.Kind
    name: str
    slug: str
    mission: str
    founded_on: date | None
    people: int  # how many of the invented volunteers sit in it


AG = CircleFact(
    "assembly",
    "Assemblée générale",
    "ag",
    "Tous les membres à jour. Élit le CA et décide du projet.",
    date(2015, 4, 1),
    0,
)
CA = CircleFact(
    "board",
    "Conseil d’administration",
    "ca",
    "Douze personnes qui engagent l’association entre deux AG.",
    date(2015, 4, 1),
    12,
)
DAILY_LIFE_DOMAIN = (
    "Les horaires du foyer et de l’accueil, les visites, le ménage et ce qu’il y faut. Ni les travaux, ni les loyers."
)
COMMISSIONS = [
    CircleFact(
        "commission",
        "Vie Quotidienne",
        "vie-quotidienne",
        "Le lieu au jour le jour : l’accueil, le foyer, les visites, ce qui casse et ce qui manque.",
        date(2018, 7, 1),
        14,
    ),
    CircleFact(
        "commission",
        "Finance",
        "finance",
        "Le modèle économique, le budget, et le montage de l’achat.",
        None,
        8,
    ),
    CircleFact(
        "commission",
        "Technique",
        "technique",
        "Le bâtiment, les travaux, la modélisation, la connexion internet.",
        None,
        11,
    ),
    CircleFact(
        "working_group",
        "Groupe mobilité",
        "mobilite",
        "La cour, les vélos, le stationnement.",
        None,
        6,
    ),
]

# Kind, title, slug, text.
DOCUMENTS = [
    ("other", "Les quatre missions", "missions", MISSIONS),
    ("charter", "Charte des valeurs (résumé)", "charte", CHARTER),
    ("other", "Comment nous décidons", "comment-nous-decidons", HOW_WE_DECIDE),
]

# Title, days from today, who ("omar", "helper", or "" for a volunteer wanted), note.
TASKS = [
    ("Relever le courrier du hall", -2, "helper", ""),
    ("Tour de compost", 1, "omar", "Le bac de droite est plein : on le laisse reposer."),
    ("Racheter du café pour le foyer", 1, "", "Deux paquets, du moulu. La caisse commune est dans le tiroir."),
    ("Arroser les deux parcelles du jardin", 2, "", ""),
    ("Changer l’ampoule du box téléphonique", 3, "", "Culot E27. L’échelle est derrière la porte de l’atelier."),
    ("Préparer la visite de mercredi", 3, "omar", "Imprimer dix plans, ouvrir l’atelier avec la clé du CA."),
    ("Étiqueter les étagères du frigo", 6, "", ""),
    ("Vider les poubelles de tri", -1, "", "Elle attend depuis hier : cinq minutes suffisent."),
]
