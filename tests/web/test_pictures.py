"""The pictures say the same in words, and their lines stand where the numbers put them."""

import re
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from math import hypot

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.methods.pictures import Bar, VoteBars
from votes.presenters.drawings.bars import BarsDrawing
from web.drawings.circle import FORWARD, CircleDrawing
from web.drawings.evening import EveningDrawing
from web.drawings.life import LifeDrawing
from web.drawings.map import MapDrawing
from web.drawings.packing import Disc
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
from web.templatetags.web import circle_map

START = datetime(2026, 11, 24, 18, 30, tzinfo=timezone.get_default_timezone())
TAGS = {
    "evening": "{% evening picture %}",
    "small": "{% evening picture 'small' %}",
    "circle": "{% circle_picture picture %}",
    "bars": "{% vote_bars picture %}",
    "life": "{% life picture %}",
    "thread": "{% thread picture %}",
    "map": "{% circle_map picture %}",
    "story": "{% story picture %}",
}


def draw(tag: str, picture: object) -> str:
    return Template("{% load results web %}" + TAGS[tag]).render(Context({"picture": picture}))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ")).strip()


def minutes(count: int) -> datetime:
    return START + timedelta(minutes=count)


def evening(forecast: int | None = None, **changes) -> Evening:
    """Two hours: welcome took 15 of its 10 minutes, the purchase is 20 minutes into its 30, two are to come."""
    segments = [
        Segment("Accueil", 600, 900, "done"),
        Segment("Rachat", 1800, 1200, "current"),
        Segment("Visites", 900),
        Segment("Bistro", 1200, 0, "deferred"),
        Segment("Travaux", 1500),
    ]
    told = {"segments": segments, "now": minutes(35), "forecast": minutes(forecast) if forecast else None, **changes}
    return Evening(START, minutes(120), **told)


class TestEvening:
    def test_it_ends_when_its_minutes_are_spent(self):
        assert EveningDrawing(evening()).end == minutes(35 + 10 + 15 + 25)

    def test_each_segment_is_as_wide_as_its_minutes(self):
        pieces = EveningDrawing(evening()).pieces
        assert [(piece.x, piece.width) for piece in pieces] == [
            (0.0, 12.5),
            (12.5, 25.0),
            (37.5, 12.5),
            (50.0, 0.0),
            (50.0, 20.83),
        ]
        assert [piece.filled for piece in pieces] == [12.5, 16.67, 0.0, 0.0, 0.0]

    def test_what_is_to_come_reaches_the_forecast(self):
        drawn = EveningDrawing(evening(forecast=105))
        last = drawn.pieces[-1]
        assert last.x + last.width == pytest.approx(drawn.lamp_x, abs=0.05)
        assert drawn.lamp_x == 87.5

    def test_what_goes_past_the_hard_end_is_hatched_and_said(self):
        drawn = EveningDrawing(evening(forecast=150))
        assert (drawn.hard_end_x, drawn.over_width) == (80.0, 20.0)
        html = draw("evening", evening(forecast=150))
        assert "evening__hatch" in html
        assert "30 minutes too long" in plain(html)

    def test_an_evening_in_time_has_no_hatching(self):
        html = draw("evening", evening())
        assert "evening__hatch" not in html
        assert "too long" not in html

    def test_its_words_give_the_forecast_and_its_range(self):
        told = evening(forecast=100, low=minutes(92), high=minutes(118))
        with translation.override("fr"):
            assert "À ce rythme : 20 h 10, entre 20 h 02 et 20 h 28 ; fin prévue à 20 h 30." in plain(
                draw("small", told)
            )

    def test_before_it_begins_it_says_what_its_items_ask(self):
        early = evening(segments=[Segment("Accueil", 600)], now=START - timedelta(days=1))
        assert "End if each item keeps to its time: 18:40; planned for 20:30." in plain(draw("evening", early))

    def test_after_it_ended_it_says_when(self):
        over = evening(segments=[Segment("Accueil", 600, 900, "done")], now=minutes(15))
        assert "Ended at 18:45; planned for 20:30." in plain(draw("evening", over))

    def test_each_item_stands_in_a_list_too(self):
        words = plain(draw("evening", evening()))
        assert "Accueil: done (10 min planned, 15 min spent)" in words
        assert "Rachat: now (30 min planned, 20 min spent)" in words
        assert "Visites: to come (15 min planned)" in words
        assert "Bistro: deferred (20 min planned)" in words

    def test_an_evening_without_items_is_drawn(self):
        empty = evening(segments=[], now=START)
        assert EveningDrawing(empty).pieces == []
        assert "18:30" in plain(draw("evening", empty))

    def test_numbers_keep_their_point_in_french(self):
        with translation.override("fr"):
            assert 'x="12.5%"' in draw("evening", evening())


def table(*, revealed: bool) -> Table:
    return Table(
        [
            TablePerson("Inès", "answered", "consent", 1),
            TablePerson("Malo", "answered", "objection", 2),
            TablePerson("Rose", "answered", "concern", 3),
            TablePerson("Omar", "waiting", "", 4),
        ],
        revealed,
    )


class TestCircle:
    def test_until_all_is_revealed_nothing_tells_who_answered_what(self):
        html = draw("circle", table(revealed=False))
        for told in ("consents", "objects", "concern", "seat--consent", "seat--objection", "tone--", "shape--"):
            assert told not in html
        assert "3 people of 4 have answered" in plain(html)

    def test_hidden_positions_give_the_same_picture_whatever_they_are(self):
        other = Table(
            [TablePerson(p.name, p.state, "consent" if p.mark else "", p.person) for p in table(revealed=False).places]
        )
        assert draw("circle", other) == draw("circle", table(revealed=False))

    def test_revealed_it_says_each_position(self):
        words = plain(draw("circle", table(revealed=True)))
        assert "1 consent, 1 concern, 1 objection, 1 without an answer." in words
        for told in ("Inès consents", "Malo objects", "Rose consents with a concern", "Omar has not answered"):
            assert told in words

    def test_an_objection_stands_slightly_forward(self):
        def far(seat) -> float:
            return ((seat.x - 180) ** 2 + (seat.y - 127) ** 2) ** 0.5

        seats = CircleDrawing(table(revealed=True)).seats
        hidden = CircleDrawing(table(revealed=False)).seats
        assert far(hidden[1]) - far(seats[1]) == pytest.approx(FORWARD, abs=2)
        assert seats[0].x == hidden[0].x

    def test_presumed_consent_is_told_apart(self):
        words = plain(draw("circle", Table([TablePerson("Inès", "answered", "presumed")], True)))
        assert "1 presumed consent" in words
        assert "consents (presumed)" in words

    def test_people_sit_at_equal_steps(self):
        seats = CircleDrawing(Table([TablePerson(str(n)) for n in range(12)])).seats
        gaps = [
            ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            for one, other in zip(seats, seats[1:] + seats[:1], strict=True)
        ]
        assert max(gaps) - min(gaps) < 3

    def test_names_are_said_as_across_a_table(self):
        names = ["Inès Vallon", "Malo Tilleul", "Malo Vert", "Rose", "Anne-Charlotte Ormeau"]
        drawn = CircleDrawing(Table([TablePerson(name) for name in names]))
        assert [seat.short for seat in drawn.seats] == ["Inès", "Malo T.", "Malo V.", "Rose", "Anne-Charl…"]

    def test_each_place_is_somebodys(self):
        assert draw("circle", table(revealed=False)).count('data-person="2"') == 2

    @pytest.mark.parametrize("count", [0, 1, 2, 3, 16, 17, 154])
    def test_any_number_of_people_is_drawn_on_the_page(self, count):
        drawn = CircleDrawing(Table([TablePerson(f"P{n}") for n in range(count)]))
        assert all(0 <= seat.x <= 360 and 0 <= seat.y <= drawn.height for seat in drawn.seats)
        assert draw("circle", drawn.table)


class TestBars:
    COUNT = VoteBars([Bar("Pour", 6, "leaf"), Bar("Contre", 1, "clay"), Bar("Abstention", 2, "plum")], 9, 4)

    def test_all_stand_on_one_scale_and_the_threshold_on_the_first(self):
        assert [(row.width, row.threshold_x) for row in BarsDrawing(self.COUNT).rows] == [
            (66.67, 44.44),
            (11.11, None),
            (22.22, None),
        ]

    def test_the_numbers_are_a_table(self):
        html = draw("bars", self.COUNT)
        assert re.findall(r'<td class="bars__count">(\d+)</td>', html) == ["6", "1", "2"]
        assert "The mark: 4 votes needed." in plain(html)

    def test_nobody_voted(self):
        assert [row.width for row in BarsDrawing(VoteBars([Bar("Pour", 0)], 0)).rows] == [0.0]


class TestThread:
    def test_it_leads_from_the_idea_to_the_review(self):
        html = draw(
            "thread",
            Thread(
                [
                    ThreadStep("Idea", "Open on Fridays"),
                    ThreadStep("Round", url="/r/", state="current"),
                    ThreadStep("Review", state="pending"),
                ],
                replaces=ThreadStep("Replaces", "2026-003", url="/decisions/2026-003/"),
            ),
        )
        assert plain(html) == "Replaces 2026-003 Idea Open on Fridays Round Read Round Review"
        assert 'aria-current="step"' in html
        assert 'href="/decisions/2026-003/"' in html


class TestLife:
    def life(self, *days: int, mark: str = "version") -> Life:
        return Life([LifeStep(mark, f"J{day}", START + timedelta(days=day)) for day in days])

    def test_times_stand_where_they_fall(self):
        assert [one.x for one in LifeDrawing(self.life(0, 50, 100)).steps] == [3.0, 50.0, 97.0]

    @pytest.mark.parametrize("days", [(0, 0, 0, 100), (0, 98, 99, 100), tuple(range(60)), (0, 0), (0,)])
    def test_marks_stay_apart_in_order_and_within(self, days):
        places = [one.x for one in LifeDrawing(self.life(*days)).steps]
        apart = min(5, 94 / max(len(days) - 1, 1))
        assert all(later - sooner >= apart - 0.02 for sooner, later in pairwise(places))
        assert places[0] >= 3
        assert places[-1] <= 97

    def test_it_says_each_in_words_and_what_is_to_come(self):
        steps = [
            LifeStep("idea", "Idea", START, "/p/", "Malo"),
            LifeStep("objection", "An objection", START + timedelta(days=1), note="<script>"),
            LifeStep("task", "Task", note="Print", state="pending"),
        ]
        html = draw("life", Life(steps))
        assert "<script>" not in html
        drawn = LifeDrawing(Life(steps))
        assert [(one.step.mark, one.branch) for one in drawn.steps] == [("idea", False), ("objection", True)]
        assert drawn.today == 97.0
        words = plain(html[html.index("<ol") :])
        assert words.startswith("Idea")
        assert words.endswith("Task to come Print")

    def test_nothing_happened(self):
        drawn = LifeDrawing(Life([]))
        assert (drawn.steps, drawn.days, drawn.today) == ([], [], None)
        assert draw("life", Life([]))


GROUND = Disc(200, 200, 192)


def apart(one, other):
    return hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


def within(one, other):
    return hypot(one.x - other.x, one.y - other.y) + one.r <= other.r


class TestMap:
    def people(self, count: int) -> list[str]:
        return [f"P{n}" for n in range(count)]

    def test_everybody_stands_on_the_rim_and_a_circle_shows_its_people_as_dots(self):
        drawn = MapDrawing(
            CircleMap(
                "AG", [MapCircle("Finance", "/f/", self.people(4)), MapCircle("CA", "/ca/", self.people(12))], 154
            )
        )
        assert [len(ring.dots) for ring in drawn.rings] == [4, 12]
        assert len(drawn.rim) == 154

    @pytest.mark.parametrize("count", range(13))
    def test_circles_never_touch(self, count):
        circles = [MapCircle(f"Commission {n}", people=self.people(n)) for n in range(count)]
        discs = [ring.disc for ring in MapDrawing(CircleMap("AG", circles, 50)).rings]
        assert len(discs) == len(circles)
        assert all(disc.r > 0 for disc in discs)
        assert all(apart(one, other) for one, other in combinations(discs, 2))
        assert all(within(disc, GROUND) for disc in discs)

    @given(st.recursive(st.just([]), lambda below: st.lists(below, min_size=1, max_size=5), max_leaves=20))
    @settings(max_examples=30, deadline=None)
    def test_a_circle_stands_whole_in_the_one_that_it_is_within(self, tree):
        def circle(name, below):
            return MapCircle(name, circles=[circle(f"{name}.{n}", one) for n, one in enumerate(below)])

        top = [circle(str(n), below) for n, below in enumerate(tree)]
        discs = {ring.says.split(",")[0]: ring.disc for ring in MapDrawing(CircleMap("AG", top, 5)).rings}
        for name, disc in discs.items():
            assert within(disc, discs.get(name.rpartition(".")[0], GROUND))
        for one, other in combinations(discs, 2):
            is_inside = one.startswith(f"{other}.") or other.startswith(f"{one}.")
            assert is_inside or apart(discs[one], discs[other])

    @pytest.mark.parametrize(("people", "more"), [(23, ""), (24, "Et 1 autre, dans la liste."), (53, "Et 30 autres")])
    def test_whom_the_map_has_no_room_for_is_said_and_leads_to_the_list(self, people, more):
        picture = CircleMap("AG", [], people, [MapPerson(f"P{n}") for n in range(people)], [MapRole("Trésor")])
        with translation.override("fr"):
            page = " ".join(render_to_string("web/pictures/circle_map.html", circle_map(picture)).split())
        assert len(MapDrawing(picture).rings) == 24
        assert ('<a href="#list">' in page) is bool(more)
        assert more in page

    def test_from_near_each_person_is_named_with_their_role_and_what_nobody_does_is_to_take(self):
        people = [MapPerson("Inès", "élu·e", "/i/", is_me=True), MapPerson("Malo")]
        drawn = MapDrawing(
            CircleMap("Finance", [MapCircle("Caisse", "/c/", ["Malo"])], 2, people, [MapRole("Coordination")])
        )
        assert [(ring.says, ring.look) for ring in drawn.rings] == [
            ("Caisse, 1 person", "ring--commission"),
            ("Coordination: to take", "ring--to-take"),
            ("Inès, élu·e", "ring--person ring--mine"),
            ("Malo", "ring--person"),
        ]
        assert [line for _at, line in drawn.rings[2].label.lines] == ["Inès", "élu·e"]
        assert (drawn.rim, drawn.has_vacancies) == ([], True)

    def test_a_role_is_named_with_who_holds_it_and_what_is_free_and_says_its_mission(self):
        held = MapRole("Clés", ["Malo Petit", "Inès"], "/r/", free="1 place libre", mission="Prêter les clés.")
        drawn = MapDrawing(CircleMap("Jardin", [], 2, [MapPerson("Malo Petit")], [MapRole("Caisse"), held]))
        vacant, ring, person = drawn.rings
        assert (vacant.look, vacant.inner_rim, vacant.says) == ("ring--to-take", 0.0, "Caisse: to take")
        assert (ring.look, ring.url) == ("ring--role", "/r/")
        assert ring.says == "Clés, Malo Petit, Inès, 1 place libre. Prêter les clés."
        assert [line for _at, line in ring.label.lines] == ["Clés", "Malo Petit", "Inès", "1 place libre"]
        assert 0 < ring.inner_rim < ring.disc.r
        assert person.inner_rim == 0.0
        assert (drawn.has_roles, drawn.has_vacancies) == (True, True)
        assert not MapDrawing(CircleMap("Jardin", [], 0, roles=[MapRole("Caisse")])).has_roles

    def test_a_role_that_many_hold_keeps_its_name_where_there_is_no_room_for_theirs(self):
        held = MapRole("Trésorerie", [f"Personne {number}" for number in range(20)])
        long = MapRole("Représentation (Conseil d’administration)", ["Malo"])
        ring, other, *_others = MapDrawing(CircleMap("CA", [], 20, roles=[held, long] * 12)).rings
        assert [line for _at, line in ring.label.lines] == ["Trésorerie"]
        assert [line for _at, line in other.label.lines] == ["Représen…", "(Conseil", "d’admini…"]
        assert ring.says.endswith("Personne 19")

    def test_from_afar_the_roles_that_are_held_are_counted(self):
        (ring,) = MapDrawing(CircleMap("AG", [MapCircle("Finance", roles=2, vacancies=1)], 3)).rings
        assert ring.says == "Finance, 0 people, 2 roles that are held, 1 role to take"

    def test_links_are_arrows_across_the_rim_where_it_is_nearest_to_the_middle_of_the_circle_around(self):
        linked = MapCircle("Caisse", sent=["Malo", "Rose"], received=["Inès"])
        drawn = MapDrawing(CircleMap("Finance", [linked, MapCircle("Prêts")], 2))
        ring, other = drawn.rings
        assert ring.says == (
            "Caisse, 0 people, sits for it in the circle around it: Malo, Rose, "
            "sits in it for the circle around it: Inès"
        )
        tips = [tuple(map(float, arrow.points.split()[0].split(","))) for arrow in ring.arrows]
        far = [hypot(x - ring.disc.x, y - ring.disc.y) - ring.disc.r for x, y in tips]
        assert [round(one) for one in far] == [6, -6], "out of it, and into it"
        assert all(hypot(x - 200, y - 200) < hypot(ring.disc.x - 200, ring.disc.y - 200) for x, y in tips)
        assert (other.arrows, drawn.has_links) == ([], True)
        assert not MapDrawing(CircleMap("Finance", [MapCircle("Prêts")], 2)).has_links

    def test_whom_somebody_represents_is_written_where_there_is_room_and_always_said(self):
        def label(role: str, represents: str) -> list[str]:
            people = [MapPerson(f"Malo {n}", role, represents=represents) for n in range(24)]
            ring = MapDrawing(CircleMap("CA", [], 24, people)).rings[0]
            assert ring.says == f"Malo 0, {role}, {represents}"
            return [line for _at, line in ring.label.lines]

        voice, long = "une voix sans droit de vote", "pour Interdépartementalisation"
        assert label("élu·e", "pour Jardin") == ["Malo 0", "élu·e", "pour Jardin"]
        assert label(voice, "pour Vie Quotidienne") == ["Malo 0", "pour Vie", "Quotidienne"]
        assert label("élu·e", long) == ["Malo 0", "élu·e"]
        assert label(voice, long) == ["Malo 0"]

    def test_the_largest_board_is_drawn_with_its_commissions_around_its_name(self):
        commissions = [MapCircle(f"Commission {n}") for n in range(6)]
        board, *others = MapDrawing(CircleMap("AG", [MapCircle("CA", kind="board", circles=commissions)], 9)).rings
        name = board.label.lines[0][0]
        assert [line for _at, line in board.label.lines] == ["CA"]
        assert all(hypot(ring.disc.x - name.x, ring.disc.y - name.y) > ring.disc.r for ring in others)

    def test_each_circle_is_a_link_that_says_who(self):
        html = draw("map", CircleMap("AG", [MapCircle("Finance", "/f/", self.people(1))], 3))
        assert 'href="/f/" aria-label="Finance, 1 person"' in html


def test_the_story_is_years_and_moments():
    html = draw("story", Story([Year(2014, [Moment("Une friche", "été", "**ensemble** <script>")])]))
    assert "<h2>2014</h2>" in html
    assert "<h3>Une friche</h3>" in html
    assert "<strong>ensemble</strong>" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("tag", "picture"),
    [
        ("evening", evening(forecast=150)),
        ("circle", table(revealed=True)),
        ("bars", TestBars.COUNT),
        ("map", CircleMap("AG", [MapCircle("Finance", "/f/", ["Inès"])], 3)),
        ("life", Life([LifeStep("idea", "Idea", START)])),
        ("thread", Thread([ThreadStep("Idea")])),
    ],
)
def test_a_picture_has_no_id_and_no_inline_style(tag, picture):
    """So that it can stand in a live region, twice on a page, under our policy."""
    html = draw(tag, picture)
    assert not re.search(r"\sid=", html)
    assert "style=" not in html


def test_a_qr_code_is_black_on_white_and_says_what_it_opens():
    tag = Template("{% load web %}{% qr_code address label %}")
    html = tag.render(Context({"address": "https://example.org/meetings/2/", "label": '"><script>'}))
    assert html.startswith('<svg class="qr-code" role="img" aria-label="&quot;&gt;&lt;script&gt;" viewBox="0 0 37 37"')
    assert 'fill="#fff"' in html
    assert '<path d="M4 4h1v1h-1z' in html  # the corner that a camera looks for, after its margin
    assert html != tag.render(Context({"address": "https://example.org/meetings/3/", "label": '"><script>'}))
