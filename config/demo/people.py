"""154 invented members: 46 of them residents in seven poles, 12 in the board, some 50 volunteers."""

import unicodedata
from dataclasses import dataclass
from datetime import date

FIRST_NAMES = (
    "Abel Adèle Agathe Aimé Alba Alix Alma Amaury Ambre Anouk Apolline Ariane Aristide Armance Augustin Auguste "
    "Aya Balthazar Basile Bérénice Blanche Brune Calixte Camille Capucine Cassandre Célestin Clémence Clovis Colette "
    "Côme Coralie Cyprien Dalia Damien Daphné Edgar Edmée Églantine Eléonore Eloi Elsa Émile Estelle Étienne Eudes "
    "Faustine Félix Fleur Flora Gabin Gaspard Gatien Gustave Hadrien Hector Hélène Hippolyte Honorine Hortense Idriss "
    "Irène Iris Isaure Jade Joachim Josèphe Joséphine Judith Jules Justine Lazare Léonie Léopold Lison Lola Lou "
    "Louison Luce Lucien Madeg Maël Marceau Marguerite Marin Marius Mathilde Maxence Mélodie Modeste Myrtille Naïm "
    "Nelson Nine Ninon Noam Octave Odilon Olga Olympe Oriane Orso Oscar Ousmane Paloma Paul Perrine Pia Quentin "
    "Rachel Rainier Ravi Rémi Roman Romane Rosalie Rosalind Ruben Sacha Salomé Salvador Selma Séraphine Sidonie "
    "Siloé Simone Soline Suzanne Sylvain Tancrède Tara Tess Théodora Tiago Timothée Titouan Ugo Ulysse Urbain Valère "
    "Victoire Vianney Viggo Wanda Xavier Yaël Ysé Zacharie Zélie"
).split()
SURNAMES = (
    "Aubépine Bruyère Cabanon Delorme Écluse Fontanel Genévrier Houblon Isard Jonquille Kermesse Lavoir Murier "
    "Noisetier Ormeau Peuplier Quenouille Rivière Sainfoin Tilleul Ursule Vallon Wagonnet Yeuse Zéphyr Amandier "
    "Belvédère Cyprès Drailles Épervier Fougère Garrigue Hirondelle Ivoire Jardinet Lauzière Moulinet Navette "
    "Olivade Pivoine Ramure Serpolet Tournesol Verdier"
).split()

# Pole (a value of members.models.Residency.Pole), trade, structure of each of the 46 residents.
# The poles and their sizes are those of the report.
RESIDENTS = [
    ("agriculture", "Accompagnement à l’installation paysanne", "Les Semailles"),
    ("agriculture", "Accompagnement à l’installation paysanne", "Les Semailles"),
    ("agriculture", "Animation d’un syndicat paysan", "Terre d’ici"),
    ("agriculture", "Animation d’un réseau de cueilleurs", "La Cueillette"),
    ("agriculture", "Gestion administrative", "La Cueillette"),
    ("visual_arts", "Photographie", ""),
    ("visual_arts", "Dessin de presse", ""),
    ("visual_arts", "Graphisme de jeux", "Atelier Pixel Mûr"),
    ("visual_arts", "Montage vidéo", ""),
    ("environment", "Conseil en sobriété énergétique", "Watt de moins"),
    ("environment", "Conseil en sobriété énergétique", "Watt de moins"),
    ("environment", "Coordination d’une campagne climat", "Climat Commun"),
    ("environment", "Conseil en mobilité douce", "À petite allure"),
    ("environment", "Conseil en mobilité douce", "À petite allure"),
    ("environment", "Comptabilité associative", "À petite allure"),
    ("environment", "Traitement des eaux", "Eau claire"),
    ("environment", "Botanique de terrain", ""),
    ("environment", "Conseil en habitat passif", "Maison tiède"),
    ("building", "Architecture", "Atelier Trois Toits"),
    ("building", "Charpente et menuiserie", "Copeaux"),
    ("building", "Défense de l’habitat léger", "Habiter léger"),
    ("building", "Plomberie", ""),
    ("building", "Toiles d’extérieur", "Grand Vent"),
    ("services", "Animation de communautés", "La Bonne Tablée"),
    ("services", "Animation de communautés", "La Bonne Tablée"),
    ("services", "Conseil en communication", ""),
    ("services", "Développement web", ""),
    ("services", "Développement web", "Midi pile"),
    ("services", "Traduction", ""),
    ("services", "Droit public", ""),
    ("crafts", "Céramique", ""),
    ("crafts", "Céramique", ""),
    ("crafts", "Lutherie électrique", "Six Cordes"),
    ("crafts", "Couture", ""),
    ("crafts", "Vannerie", ""),
    ("other", "Cartographie", ""),
    ("other", "Médiation numérique", "Lire partout"),
    ("other", "Marionnettes", "Compagnie du Fil"),
    ("other", "Étude des odeurs", "Nez au vent"),
    ("other", "Étude des odeurs", "Nez au vent"),
    ("other", "Mesures d’environnement", "Nez au vent"),
    ("other", "Mesures d’environnement", "Nez au vent"),
    ("other", "Sociologie", ""),
    ("other", "Vie associative", "La Ruelle"),
    ("other", "Torréfaction", "Grain noir"),
    ("other", "Commerce équitable", ""),
]

# The people of the demo whom a visitor meets or becomes. Invented, as all the others.
INES, MALO, ROSE, OMAR, NOE, ADA = (
    "Inès Vallon",
    "Malo Tilleul",
    "Rose Fontanel",
    "Omar Sainfoin",
    "Noé Lavoir",
    "Ada Ormeau",
)
PERSONAS = {INES: "facilitator", MALO: "board", OMAR: "daily_life", NOE: "newcomer", ADA: "administrator"}


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    joined_on: date
    resident: tuple[str, str, str] | None


def people() -> list[Person]:
    """The 154, always the same: first those whom the story names, then the residents, then the others."""
    named = [INES, MALO, ROSE, OMAR, NOE, ADA]
    others = [f"{first} {SURNAMES[(rank * 7) % len(SURNAMES)]}" for rank, first in enumerate(FIRST_NAMES)]
    names = (named + others)[:154]
    settled = {1, 2, 3, *range(6, 49)}  # Malo, Rose and Omar rent a space; 43 others too
    residents = dict(zip(sorted(settled), RESIDENTS, strict=True))
    return [
        Person(
            name=name,
            email=address(name),
            joined_on=date(2015 + rank % 4, 5 + rank * 5 % 8, 1 + rank * 11 % 28),
            resident=residents.get(rank),
        )
        for rank, name in enumerate(names)
    ]


def address(name: str) -> str:
    """An address that reaches nobody (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return plain.replace(" ", ".").replace("'", "") + "@demo.example"
