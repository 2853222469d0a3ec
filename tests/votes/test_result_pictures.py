"""The pictures of counts: their lines stand where the numbers put them, and their numbers stand in a table too."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

import votes
from config.styleguide.results import results
from tests.web.test_contrast import DARK, LIGHT, contrast
from votes.methods.pictures import (
    Budget,
    CountStage,
    Duel,
    Duels,
    Flow,
    Merit,
    OptionBar,
    OptionBars,
    Profile,
    Purchase,
    Transfer,
)
from votes.presenters.drawings.budget import BudgetDrawing
from votes.presenters.drawings.duels import DuelsDrawing
from votes.presenters.drawings.flow import BAR, COLUMN, FlowDrawing
from votes.presenters.drawings.merit import MeritDrawing
from votes.presenters.drawings.options import OptionsDrawing
from web.numbers import amount

SHEET = (Path(votes.__file__).parent / "static/votes/results.css").read_text()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def draw(picture: object) -> str:
    return Template("{% load results %}{% result_picture picture %}").render(Context({"picture": picture}))


def plain(html: str) -> str:
    without = re.sub(r"<svg.*?</svg>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", without).replace("\u00a0", " ")).strip()


def number(value: int) -> Fraction:
    return Fraction(value)


class TestOptions:
    WISHES = OptionBars(
        [OptionBar("Oven", number(9), [number(9)], "kept"), OptionBar("Compost", number(3), [number(3)])],
        ["Votes"],
        number(12),
    )
    EVENINGS = OptionBars(
        [OptionBar("Thursday", number(6), [number(6), number(3), number(3)], "tied")],
        ["yes", "if need be", "no"],
        number(12),
        "Who can come",
    )

    def test_all_stand_on_one_scale(self):
        assert [[(part.x, part.width) for part in row.parts] for row in OptionsDrawing(self.WISHES).rows] == [
            [(0.0, 75.0)],
            [(0.0, 25.0)],
        ]

    def test_the_parts_of_a_bar_follow_each_other(self):
        (row,) = OptionsDrawing(self.EVENINGS).rows
        assert [(part.x, part.width) for part in row.parts] == [(0.0, 50.0), (50.0, 25.0), (75.0, 25.0)]

    def test_the_numbers_and_what_is_chosen_are_words(self):
        assert plain(draw(self.WISHES)) == "The count Option Votes Oven chosen 9 Compost 3"

    def test_the_parts_are_told_with_their_words(self):
        assert plain(draw(self.EVENINGS)) == (
            "Who can come Option yes, if need be, no Thursday tied 6 yes 3 if need be 3 no"
        )

    def test_nobody_answered(self):
        empty = OptionBars([OptionBar("Oven", number(0), [number(0)])], ["Votes"], number(0))
        assert [part.width for part in OptionsDrawing(empty).rows[0].parts] == [0.0]


class TestFlow:
    """A: 5, B: 3, C: 2; C goes out, 1 of its votes to B, 1 to nobody."""

    FLOW = Flow(
        ["A", "B", "C"],
        [
            CountStage(
                {"A": number(5), "B": number(3), "C": number(2)},
                excluded=["C"],
                transfers=[Transfer("C", "B", number(1)), Transfer("C", "", number(1))],
                needed=number(6),
            ),
            CountStage({"A": number(5), "B": number(4)}, kept=["A"], exhausted=number(1), needed=number(5)),
        ],
    )

    def test_each_option_keeps_its_lane_and_each_stage_its_column(self):
        first, second = FlowDrawing(self.FLOW).columns
        assert [(cell.option, cell.x, cell.y) for cell in first.cells] == [("A", 0, 34), ("B", 0, 82), ("C", 0, 130)]
        assert [(cell.option, cell.x, cell.y) for cell in second.cells] == [
            ("A", COLUMN, 34),
            ("B", COLUMN, 82),
            ("", COLUMN, 178),
        ]

    def test_the_longest_bar_is_what_it_takes_or_the_most_votes(self):
        first, second = FlowDrawing(self.FLOW).columns
        assert [cell.width for cell in first.cells] == [round(BAR * votes / 6, 1) for votes in (5, 3, 2)]
        assert (first.needed_x, second.needed_x) == (BAR, round(COLUMN + BAR * 5 / 6, 1))

    def test_what_an_option_received_is_the_end_of_its_bar(self):
        cells = {cell.option: cell for cell in FlowDrawing(self.FLOW).columns[1].cells}
        assert (cells["B"].gained, cells["A"].gained) == (round(BAR / 6, 1), 0.0)
        assert cells["B"].gained_x == pytest.approx(cells["B"].x + BAR * 3 / 6, abs=0.1)

    def test_the_bands_lead_from_who_goes_out_to_who_receives(self):
        first, second = FlowDrawing(self.FLOW).columns
        assert [(band.transfer.source, band.transfer.to, band.is_surplus) for band in first.bands] == [
            ("C", "B", False),
            ("C", "", False),
        ]
        assert second.bands == []

    def test_states_are_marked_from_their_stage_on(self):
        first, second = FlowDrawing(self.FLOW).columns
        assert [cell.state for cell in first.cells] == ["", "", "excluded"]
        assert [cell.state for cell in second.cells] == ["kept", "", ""]

    def test_the_same_numbers_are_a_table(self):
        told = plain(draw(self.FLOW))
        assert "Option Stage 1 Stage 2 A ✓ chosen 5 5 B 3 4 C 2 – exhausted 0 1 votes that it takes 6 5" in told

    def test_eight_options_and_seven_stages_stay_within_the_picture(self):
        names = [f"Option with a long name {n}" for n in range(8)]
        rounds = [
            CountStage(
                {name: number(10 + place) for place, name in enumerate(names[: 8 - stage])},
                excluded=[names[7 - stage]],
                transfers=[Transfer(names[7 - stage], names[0], number(17 - stage))],
                needed=number(30),
            )
            for stage in range(7)
        ]
        drawn = FlowDrawing(Flow(names, rounds))
        assert (drawn.width, drawn.height) == (COLUMN * 6 + BAR + 8, 34 + 48 * 8)
        for column in drawn.columns:
            assert all(0 <= cell.x <= cell.x + cell.width <= drawn.width for cell in column.cells)
            assert all(len(cell.short) <= 12 for cell in column.cells)
        assert 'tabindex="0" role="group" aria-label="The count, stage by stage"' in draw(drawn.flow)


class TestDuels:
    DUELS = Duels(
        ["A", "B", "C"],
        {
            ("A", "B"): Duel(6, 3, 6),
            ("B", "A"): Duel(3, 6, 0),
            ("A", "C"): Duel(4, 4),
            ("C", "A"): Duel(4, 4),
            ("B", "C"): Duel(3, 6),
            ("C", "B"): Duel(6, 3, is_dropped=True),
        },
        ["A"],
    )

    def test_each_cell_says_how_the_row_fares(self):
        assert [[cell.verdict for cell in row.cells] for row in DuelsDrawing(self.DUELS).rows] == [
            ["self", "won", "even"],
            ["lost", "self", "lost"],
            ["even", "dropped", "self"],
        ]

    def test_the_grid_is_a_table_with_words(self):
        told = plain(draw(self.DUELS))
        assert "A chosen itself 6 wins strongest path: 6 4 equal B 3 loses itself 3 loses" in told
        assert "C 4 equal 6 wins, but is not counted itself" in told

    def test_paths_and_dropped_duels_are_explained_where_there_are_some(self):
        alone = Duels(["A", "B"], {("A", "B"): Duel(2, 1), ("B", "A"): Duel(1, 2)}, ["A"])
        assert "strongest path" not in plain(draw(alone))
        assert "stronger duels say the contrary" not in plain(draw(alone))
        assert "strongest path from the row to the column" in plain(draw(self.DUELS))


class TestMerit:
    MERIT = Merit(
        ["good", "fair", "poor"], [Profile("Oven", [6, 3, 1], "good", "kept"), Profile("Piano", [1, 0, 9], "poor")]
    )

    def test_the_grades_fill_the_bar_from_the_best(self):
        first, second = MeritDrawing(self.MERIT).rows
        assert [(part.x, part.width, part.shade) for part in first.parts] == [
            (0.0, 60.0, 0),
            (60.0, 30.0, 3),
            (90.0, 10.0, 6),
        ]
        assert [part.count for part in second.parts if part.has_number] == [1, 9]

    def test_best_and_worst_are_always_the_ends_of_the_shades(self):
        for count in range(2, 11):
            legend = MeritDrawing(Merit([str(grade) for grade in range(count)], [])).legend
            assert (legend[0][0], legend[-1][0]) == (0, 6)

    def test_the_numbers_are_a_table(self):
        assert "Option good fair poor Oven 6 3 1 Piano 1 0 9" in plain(draw(self.MERIT))

    @pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
    @pytest.mark.parametrize("shade", range(7))
    def test_the_numbers_are_legible_on_every_shade(self, palette, shade):
        fill = re.search(rf"\.grade--{shade} {{\s*fill: (.+);", SHEET)[1]
        on_strong = re.search(rf"\.grade__number--{shade}\b", SHEET)
        assert contrast(palette["paper" if on_strong else "ink"], colour(fill, palette)) >= 4.5


def colour(fill: str, palette: dict[str, str]) -> str:
    """A colour of the sheet, mixed as the browser mixes it."""
    mixed = re.fullmatch(r"color-mix\(in srgb, var\(--(\w+)\) (\d+)%, var\(--(\w+)\)\)", fill)
    if mixed is None:
        return palette[re.fullmatch(r"var\(--(\w+)\)", fill)[1]]
    one, part, other = palette[mixed[1]], int(mixed[2]) / 100, palette[mixed[3]]
    parts = [round(int(one[at : at + 2], 16) * part + int(other[at : at + 2], 16) * (1 - part)) for at in (1, 3, 5)]
    return "#" + "".join(f"{value:02x}" for value in parts)


class TestBudget:
    BUDGET = Budget(
        number(1000),
        [Purchase("Bikes", number(600), 9, True, Fraction(200, 3)), Purchase("Piano", number(700), 4, False)],
    )

    def test_what_is_bought_fills_the_budget(self):
        drawn = BudgetDrawing(self.BUDGET)
        assert [(part.x, part.width) for part in drawn.parts] == [(0.0, 60.0)]
        assert drawn.left == 400

    def test_the_numbers_are_a_table(self):
        told = plain(draw(self.BUDGET))
        assert "1. Bikes chosen 600 9 (at most 66.67 each) Piano 700 4 Left of the budget 400" in told


@pytest.mark.parametrize(
    "picture",
    [picture for result in results() for picture in result.pictures],
    ids=lambda picture: type(picture).__name__,
)
def test_a_picture_has_no_id_no_inline_style_and_keeps_its_points_in_french(picture):
    """So that it can stand in a live region, twice on a page, under our policy."""
    with translation.override("fr"):
        html = draw(picture)
    assert not re.search(r"\sid=|style=", html)
    assert not re.search(r'(?:x|y|width|x1|x2|points|d)="[^"]*\d,\d', html)
    assert html.count("<svg") == html.count('aria-hidden="true" focusable="false"')


@pytest.mark.parametrize(
    ("given", "in_english", "in_french"),
    [
        (Fraction(12), "12", "12"),
        (Fraction(1200), "1,200", "1\u00a0200"),
        (Fraction(9, 2), "4.5", "4,5"),
        (Fraction(25, 3), "8.33", "8,33"),
        (None, "", ""),
    ],
)
def test_an_amount_is_whole_or_to_the_hundredth(given, in_english, in_french):
    assert amount(given) == in_english
    with translation.override("fr"):
        assert amount(given) == in_french
