"""Every component with invented content, for whoever builds or reviews a page: /style/."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from config.styleguide import results
from votes.methods.pictures import Bar, VoteBars
from web.components import Badge, Button, Notice
from web.pictures import (
    CircleMap,
    Evening,
    Life,
    LifeStep,
    MapCircle,
    MapPerson,
    MapRole,
    Moment,
    Segment,
    Story,
    Table,
    TablePerson,
    Thread,
    ThreadStep,
    Year,
)
from web.widgets import ProseArea

OLD = "Le four est ouvert à tous les membres le mercredi. Chacun nettoie derrière soi."
NEW = "Le four est ouvert à tous les membres le mercredi et le vendredi. Chaque équipe nettoie derrière elle."
WRITTEN = """# Ce que nous voulons

Ouvrir l’atelier **un soir de plus**, sans charger les mêmes personnes.

- deux référent·es par soir ;
- un bilan au bout de trois mois.

> Assez bon pour maintenant, assez sûr pour essayer.

| Soir | Référent·es |
|---|---|
| mercredi | 2 |
| vendredi | 2 |
"""


class Form(forms.Form):
    """One field of each kind, one of them wrong."""

    title = forms.CharField(label="Titre", help_text="En quelques mots, comme vous le diriez.")
    text = forms.CharField(label="Votre proposition", widget=ProseArea(5))
    review = forms.DateField(label="À revoir le", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    circle = forms.ChoiceField(label="Cercle", choices=[("ca", "CA"), ("vq", "Vie Quotidienne")])
    kind = forms.ChoiceField(
        label="Comment décider ?",
        choices=[("consent", "Par consentement"), ("majority", "À la majorité")],
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(label="La décision peut être lue par tout le monde", required=False)


def context() -> dict[str, Any]:
    start = timezone.localtime().replace(hour=18, minute=30, second=0, microsecond=0)
    form = Form({"text": "Ouvrir l’atelier le vendredi soir.", "kind": "consent", "circle": "vq"})
    form.add_error(None, "Ce cercle est clos : choisissez-en un autre.")
    return {
        "form": form,
        "old": OLD,
        "new": NEW,
        "written": WRITTEN,
        "evenings": [_evening(start, late=0), _evening(start, late=32), _before(start)],
        "tables": [_table(revealed=False), _table(revealed=True)],
        "assembly": Table([TablePerson(f"Personne {n}", "answered" if n % 3 else "waiting") for n in range(46)]),
        "count": VoteBars(
            [
                Bar("Pour", 6, "leaf", "disc"),
                Bar("Contre", 1, "clay", "diamond"),
                Bar("Abstention", 2, "plum", "half"),
                Bar("Blanc", 0, "edge", "ring"),
            ],
            base=9,
            threshold=4,
        ),
        "results": results.results(),
        "ballot": {
            "options": ["Le toit de la salle des machines", "Four commun", "Atelier vélo"],
            "costs": [("Four commun", 1800), ("Atelier vélo", 650)],
            "words": ["Très bien", "Bien", "Assez bien", "Passable", "Insuffisant", "À rejeter"],
        },
        "thread": _thread(start),
        "life": _life(start),
        "map": _map(),
        "map_from_near": _map_from_near(),
        "story": _story(),
        "soon": start + timedelta(days=2),
        "now": timezone.now(),
        "tones": ["lamp", "leaf", "plum", "clay", "sky"],
        "badges": [Badge("en vigueur", "leaf", "circle-check"), Badge("secret", icon="lock")],
        "remark": Notice("plum", "Deux textes ont changé depuis la convocation."),
        "page": Paginator(range(30), 10).get_page(2),
        "next_step": Button("Ouvrir la réunion", "#acts-title", icon="door-open", look="lamp", is_link=True),
    }


def _evening(start: datetime, *, late: int) -> Evening:
    now = start + timedelta(minutes=62)
    end = start + timedelta(minutes=138 + late)
    return Evening(
        start,
        start + timedelta(minutes=150),
        now,
        [
            Segment("Accueil et météo", 600, 720, "done"),
            Segment("Relevé du mois", 900, 1200, "done"),
            Segment("Connexion internet", 1200, 1040, "done"),
            Segment("Rachat du bâtiment", 2400, 760, "current"),
            Segment("Visites", 900),
            Segment("Café associatif", 1500),
            Segment("Questions diverses", 600),
        ],
        end,
        end - timedelta(minutes=9),
        end + timedelta(minutes=14),
    )


def _before(start: datetime) -> Evening:
    items = [Segment("Accueil", 600), Segment("Travaux", 3600), Segment("Visites", 900)]
    return Evening(start, start + timedelta(minutes=120), start - timedelta(hours=5), items)


def _table(*, revealed: bool) -> Table:
    marks = ["consent", "consent", "concern", "consent", "objection", "consent", "consent", "stand_aside", "consent"]
    names = ["Inès", "Malo", "Rose", "Anouk", "Bastien", "Colin", "Dalia", "Élie", "Fanny", "Gaspard", "Hana", "Joris"]
    places = []
    for number, name in enumerate(names):
        mark: Any = marks[number] if number < len(marks) else ""
        state: Any = "answered" if mark else "absent" if number == 11 else "waiting"
        places.append(TablePerson(name, state, mark if revealed else "", number))
    return Table(places, revealed)


def _thread(start: datetime) -> Thread:
    return Thread(
        [
            ThreadStep("Idée", "Ouvrir le vendredi soir", start - timedelta(days=40)),
            ThreadStep("Texte", "version 1", start - timedelta(days=30), "#"),
            ThreadStep("Tour d’objections", "1 objection", start - timedelta(days=20), "#"),
            ThreadStep(
                "Texte", "version 2", start - timedelta(days=12), "#", note="« et le vendredi » ajouté par Malo"
            ),
            ThreadStep("Tour d’objections", "", start, "#", "current"),
            ThreadStep("Décision", state="pending"),
            ThreadStep("À revoir", when=start + timedelta(days=90), state="pending"),
        ],
        replaces=ThreadStep("Remplacerait", "2026-003 Horaires de l’atelier", url="#"),
    )


def _life(start: datetime) -> Life:
    def ago(days: int) -> datetime:
        return start - timedelta(days=days)

    return Life(
        [
            LifeStep("idea", "Idée", ago(90), "#", "Malo"),
            LifeStep("version", "Version 1", ago(88), "#"),
            LifeStep("round", "Tour 1", ago(80), "#", "Des objections"),
            LifeStep("objection", "Une objection", ago(79), "#", "Rose · Personne le samedi en août"),
            LifeStep("version", "Version 2", ago(70), "#", "Sauf en août"),
            LifeStep("round", "Tour 2", ago(60), "#", "Adoptée"),
            LifeStep("decision", "Décision 2026-014", ago(55), "#"),
            LifeStep("task", "Tâche", ago(20), "#", "Afficher les dates · Noé"),
            LifeStep("review", "Réexamen", start + timedelta(days=90), state="pending"),
        ]
    )


def _map() -> CircleMap:
    def people(count: int) -> list[str]:
        return [f"Personne {number}" for number in range(count)]

    commissions = [
        MapCircle("Vie Quotidienne", "#vq", people(9), is_mine=True, sent=["Omar"], received=["Malo"]),
        MapCircle("Finance", "#f", people(4), vacancies=1),
        MapCircle("Technique", "#t", people(6), sent=["Inès"]),
        MapCircle("Communication", "#c", people(5)),
        MapCircle("Événements", "#e", people(8)),
        MapCircle("Rachat du bâtiment", "#r", people(5), "group"),
    ]
    return CircleMap("L’assemblée", [MapCircle("CA", "#ca", people(12), "board", circles=commissions)], 154)


def _map_from_near() -> CircleMap:
    roles = [MapRole("coordination"), MapRole("Trésorerie", ["Inès", "Malo"], "#t", "1 place libre")]
    people = [MapPerson("Inès", url="#i", is_me=True), MapPerson("Malo", url="#m")]
    return CircleMap("Finance", [MapCircle("Rachat du bâtiment", "#r", ["Malo"], "group")], 2, people, roles)


def _story() -> Story:
    founded = Moment("Une friche, quelques personnes", "été", "L’idée d’un lieu où l’on travaille **ensemble**.")
    return Story(
        [
            Year(2014, [founded]),
            Year(
                2016,
                [Moment("Premiers ateliers", "mars", "Trois artisans s’installent."), Moment("L’association naît")],
            ),
            Year(
                2018,
                [Moment("Vie Quotidienne se forme", "juillet", "Une commission pour ce qui fait tourner le lieu.")],
            ),
        ]
    )
