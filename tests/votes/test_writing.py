"""A ballot is written from what one wants to know; what the form says becomes the rules and the options."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.conftest import person
from votes.actions import plan_consultation
from votes.counting.majority import Base, MajorityRules, TieRule
from votes.forms.ballots import BallotForm
from votes.forms.consultations import ConsultationForm, written
from votes.methods import purposes
from votes.methods.purposes import PURPOSES
from votes.methods.registry import methods
from votes.methods.rules import OptionRules
from votes.models import Consultation
from votes.presenters.previews import preview
from votes.questions import QuestionSpec

PROJECTS = "Le toit\n\n  Le   jardin \nL’ascenseur"


def said(purpose: str, **changed) -> dict:
    """What somebody sends, having changed nothing that was filled in."""
    form = BallotForm(purpose=purposes.find(purpose))
    filled = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    plain = {name: "\n".join(value) if isinstance(value, list) else value for name, value in filled.items()}
    kept = {name: value for name, value in plain.items() if value not in (None, False)}
    return {**kept, "question": "Que fait-on ?", "options": PROJECTS, **changed}


def form_of(purpose: str, majority: MajorityRules | None = None, people=(), **changed) -> BallotForm:
    return BallotForm(said(purpose, **changed), purpose=purposes.find(purpose), majority=majority, people=people)


def rules_of(purpose: str, **changed):
    form = form_of(purpose, **changed)
    assert form.is_valid(), form.errors
    return form.rules()


@pytest.mark.parametrize(
    ("purpose", "method", "more"),
    [
        ("choice", "approval", {}),
        ("person", "irv", {}),
        ("people", "stv_scottish", {"seats": 2}),
        ("ranking", "schulze", {}),
    ],
)
def test_a_purpose_leads_to_a_method(db, purpose, method, more):
    assert rules_of(purpose) == OptionRules(method=method, **more)


def test_every_method_is_offered_for_something():
    assert {method.name for purpose in PURPOSES for method in purpose.methods} == set(methods())
    assert all(
        len({method.purposes[purpose.key] for method in purpose.methods}) == len(purpose.methods)
        for purpose in PURPOSES
    )


@pytest.mark.parametrize(
    "purpose", [purpose for purpose in PURPOSES if len(purpose.methods) > 1], ids=lambda purpose: purpose.key
)
def test_where_one_chooses_among_methods_each_says_what_it_does(purpose):
    assert all(str(method.summary) for method in purpose.methods)


def test_options_are_the_lines_that_say_something(db):
    form = form_of("ranking")

    assert form.is_valid()
    assert form.options() == ["Le toit", "Le jardin", "L’ascenseur"]


def test_mentions_are_written_the_best_first_and_kept_the_worst_first(db):
    rules = rules_of("opinion", grades="Oui\nBof\nNon")

    assert rules == OptionRules(method="majority_judgment", grades=("Non", "Bof", "Oui"))


def test_what_another_method_needs_stays_out_of_the_rules(db):
    assert rules_of("choice", method="score", most=2, highest=7) == OptionRules(method="score", highest=7)
    assert rules_of("choice", most=2, highest=7) == OptionRules(method="approval", most=2)


def test_a_budget_is_shared_among_lines_with_a_cost(db):
    form = form_of("budget", options="Four : 1 800\nAbri : vélos et remorques: 650", budget=2000)

    assert form.is_valid(), form.errors
    assert form.options() == ["Four", "Abri : vélos et remorques"]
    costs = {"Four": 1800, "Abri : vélos et remorques": 650}
    assert form.rules() == OptionRules(method="equal_shares", budget=2000, costs=costs)
    assert form.rules().completion == "raise"  # what is left is spent on, unless whoever writes it says otherwise
    left = rules_of("budget", options="Four: 1800\nAbri: 650", budget=2000, completion="none")
    assert left == OptionRules("equal_shares", budget=2000, costs={"Four": 1800, "Abri": 650}, completion="none")


@pytest.mark.parametrize("line", ["Four", "Four: beaucoup", ": 12", "Four: -3", "Four: 1.5"])
def test_a_line_without_its_cost_is_refused_by_name(db, line):
    form = form_of("budget", options=f"Abri: 650\n{line}", budget=2000)

    assert not form.is_valid()
    assert line in form.errors["options"][0]


def dates(*rows: tuple[str, str], **more: str) -> dict[str, str]:
    """Rows of the form: a day and a time each."""
    for at, (day, time) in enumerate(rows):
        more |= {f"options-{at}-day": day, f"options-{at}-time": time}
    return more


def test_dates_are_kept_in_order_each_once_and_empty_rows_left_out(db):
    rows = dates(("2026-12-05", ""), ("", ""), ("2026-12-03", "18:30"), ("2026-12-05", ""))
    form = form_of("date", **rows)

    assert form.is_valid(), form.errors
    assert form.options() == ["2026-12-03T18:30", "2026-12-05"]
    assert form.rules() == OptionRules(method="dates")


@pytest.mark.parametrize("other", [("", ""), ("", "18:30"), ("demain", "")])
def test_dates_that_leave_no_choice_or_cannot_be_read_are_refused(db, other):
    assert "options" in form_of("date", **dates(("2026-12-05", ""), other)).errors


def test_more_rows_come_with_what_was_typed_and_without_reproach(db):
    form = BallotForm(dates(("2026-12-05", "18:30"), more="1"), purpose=purposes.find("date"))

    assert not form.is_valid()
    assert not form.errors
    page = str(form["options"])
    assert page.count('type="date"') == 6  # the row that was there, four more, and one to begin with
    assert 'value="2026-12-05"' in page


def test_a_majority_begins_with_the_rules_that_it_is_given(db, ines):
    circle = MajorityRules(base=Base.CAST, threshold=Fraction(4, 5), tie=TieRule.REJECTED, no_part_counts=True)
    form = BallotForm(purpose=purposes.find("yes-no"), majority=circle)
    initial = {name: form.get_initial_for_field(form.fields[name], name) for name in ("base", "threshold", "tie")}

    assert initial == {"base": "cast", "threshold": "4/5", "tie": "rejected"}
    sent = form_of("yes-no", circle, base="cast", threshold="4/5", tie="rejected", no_part_counts="on")
    assert sent.is_valid(), sent.errors
    assert sent.rules() == circle


@pytest.mark.parametrize("purpose", ["yes-no", "choice", "person"])
@pytest.mark.parametrize("counts", [False, True])
def test_whether_those_who_take_no_part_count_begins_with_the_rule_of_whom_it_asks(db, purpose, counts):
    form = BallotForm(purpose=purposes.find(purpose), majority=MajorityRules(no_part_counts=counts))

    assert form.get_initial_for_field(form.fields["no_part_counts"], "no_part_counts") is counts
    for box, rule in (({"no_part_counts": "on"}, True), ({}, False)):
        sent = form_of(purpose, MajorityRules(no_part_counts=counts), **box)
        assert sent.is_valid(), sent.errors
        assert sent.spec().rules.no_part_counts is rule


@pytest.mark.parametrize(("box", "rule"), [({"no_part_counts": "on"}, True), ({}, False)])
def test_with_one_candidate_the_box_says_whether_they_count(db, box, rule):
    sent = form_of("person", MajorityRules(no_part_counts=not rule), options="Malo", **box)

    assert sent.is_valid(), sent.errors
    assert sent.spec().rules == MajorityRules(no_part_counts=rule, secret=True)


def test_online_nobody_is_present():
    bases = dict(BallotForm(purpose=purposes.find("yes-no"), online=True).fields["base"].choices)

    assert set(bases) == {"expressed", "cast", "roll"}


def test_a_secret_ballot_rejects_a_tie_and_shows_nothing_early(db, ines):
    more = {"secrecy": "secret", "tie": "casting"}
    assert rules_of("yes-no", **more) == MajorityRules(secret=True)
    refused = form_of("yes-no", people=[ines.pk], **more, casting_voter=ines.pk, is_live="on")

    assert set(refused.errors) == {"is_live", "casting_voter"}


def test_a_casting_vote_names_its_voter(db, ines):
    form = form_of("yes-no", people=[ines.pk], tie="casting", casting_voter=ines.pk)

    assert form.is_valid(), form.errors
    assert form.spec().casting_voter == ines
    assert set(form_of("yes-no", people=[ines.pk], tie="casting").errors) == {"casting_voter"}


def test_several_seats_need_a_method_that_fills_them(db):
    assert rules_of("choice", seats=2) == OptionRules(method="approval", seats=2)

    assert set(form_of("choice", seats=2, method="irv").errors) == {"seats"}


def test_what_is_wrong_with_a_finer_rule_unfolds_them(db):
    assert form_of("choice", seats=0).has_finer_errors
    assert not form_of("choice", question="").has_finer_errors


# the pages


@pytest.fixture
def online(ca) -> dict:
    """What the form of a date adds: to whom, and until when."""
    ends = timezone.localdate() + timedelta(days=3)
    days = dates(("2026-12-05", ""), ("2026-12-03", "18:30"))
    return {
        "host": ca.topic,
        "question": "Quand le chantier ?",
        "secrecy": "named",
        "opening": "hand",
        "closes_day": ends,
        "closes_time": "20:00",
        **days,
    }


def new(purpose: str) -> str:
    return reverse("votes:consultation-new", query={"purpose": purpose})


def test_the_first_page_asks_what_one_wants_to_know(client, ines):
    client.force_login(ines)
    with translation.override("fr"):
        page = client.get(reverse("votes:consultation-new")).content.decode()

    assert [f"purpose={purpose.key}" in page for purpose in PURPOSES] == [True] * len(PURPOSES)
    assert "Élire plusieurs personnes" in page


def test_a_majority_is_proposed_as_the_circle_decides(client, ca, ines):
    ca.majority_base, ca.majority_threshold = "cast", "2/3"
    ca.save()
    client.force_login(ines)
    page = client.get(reverse("votes:consultation-new", query={"purpose": "yes-no", "host": ca.topic})).content.decode()

    assert '<option value="cast" selected>' in page
    assert '<option value="2/3" selected>' in page


def test_writing_keeps_a_draft_and_shows_it_as_its_voters_will_see_it(client, ca, ines, malo, online):
    client.force_login(ines)
    answer = client.post(new("date"), online)

    planned = Consultation.objects.get()
    assert answer.url == reverse("votes:consultation", args=[planned.pk])
    assert (planned.method, planned.options, planned.author) == ("dates", ["2026-12-03T18:30", "2026-12-05"], ines)
    page = client.get(answer.url, headers={"accept-language": "fr"}).content.decode()
    assert 'name="grade-1" value="2"' in page
    assert "jeudi 3\u00a0décembre, 18\u00a0h\u00a030" in page
    assert reverse("votes:consultation-opening", args=[planned.pk]) in page


def test_who_only_reads_the_draft_has_no_button(client, ca, ines, omar, online):
    client.force_login(ines)
    client.post(new("date"), online)
    planned = Consultation.objects.get()
    client.force_login(omar)
    page = client.get(reverse("votes:consultation", args=[planned.pk])).content.decode()

    assert reverse("votes:consultation-opening", args=[planned.pk]) not in page


def test_a_refused_form_keeps_what_was_typed(client, ca, ines, online):
    client.force_login(ines)
    answer = client.post(new("date"), {**online, "closes_day": timezone.localdate() - timedelta(days=1)})

    assert answer.status_code == 422
    assert "Quand le chantier" in answer.content.decode()
    assert not Consultation.objects.exists()


def test_an_opening_at_a_time_needs_its_time(client, ca, ines, online):
    client.force_login(ines)
    assert client.post(new("date"), {**online, "opening": "time"}).status_code == 422

    opens = timezone.localtime() + timedelta(days=1)
    client.post(new("date"), {**online, "opening": "time", "opens_day": opens.date(), "opens_time": "08:00"})
    opens_at = timezone.localtime(Consultation.objects.get().opens_at)
    assert (opens_at.date(), opens_at.hour) == (opens.date(), 8)


def test_a_question_goes_to_one_s_own_circle_alone(client, ca, omar, online):
    client.force_login(omar)

    assert client.post(new("date"), online).status_code == 403


@pytest.mark.parametrize(
    ("rules", "options"),
    [
        (MajorityRules(base=Base.ROLL, threshold=Fraction(2, 3)), []),
        (OptionRules(method="approval", seats=2, most=3), ["Le toit", "Le jardin", "Le four"]),
        (OptionRules(method="majority_judgment", grades=("Non", "Bof", "Oui")), ["Le toit", "Le jardin"]),
        (OptionRules(method="score", highest=7), ["Le toit", "Le jardin"]),
        (OptionRules(method="equal_shares", budget=9, costs={"Le toit": 8, "Le jardin": 3}), ["Le toit", "Le jardin"]),
        (
            OptionRules("equal_shares", budget=9, costs={"Le toit": 8, "Le jardin": 3}, completion="none"),
            ["Le toit", "Le jardin"],
        ),
        (OptionRules(method="dates"), ["2026-12-03T18:30", "2026-12-05"]),
        (OptionRules(method="stv_meek", seats=2), ["Inès", "Malo", "Rose"]),
        (OptionRules(method="stv_meek", seats=2, no_part_counts=True), ["Inès", "Malo", "Rose"]),
        (MajorityRules(no_part_counts=True), []),
    ],
)
def test_writing_it_otherwise_begins_with_what_was_written(ca, ines, malo, rules, options):
    planned = plan_consultation(
        QuestionSpec("Que fait-on ?", rules, options=options, closes_at=timezone.now() + timedelta(days=3)),
        host=ca.topic,
        actor=ines,
    )
    is_majority = isinstance(rules, MajorityRules)
    more = {"purpose": purposes.purpose_of(planned.method, rules), "hosts": [(ca.topic, "CA")]}
    shown = ConsultationForm(**more, majority=rules if is_majority else None, initial=written(planned))
    sent = {}
    for bound in shown:
        value = bound.value()
        if bound.name == "options" and planned.method == "dates":
            sent |= dates(*(row.partition("T")[::2] for row in value))
        elif value not in (None, False):
            sent[bound.name] = value
    again = ConsultationForm(sent, **more, majority=rules if is_majority else None)

    assert again.is_valid(), again.errors
    assert (again.rules(), again.options()) == (rules, options)


def test_few_people_are_warned_that_a_secret_is_thin(ca, ines, malo):
    planned = Consultation(host=ca.topic, author=ines, question="?", is_secret=True)
    planned.rules, planned.closes_at = {"secret": True}, timezone.now() + timedelta(days=3)

    def warned() -> list[str]:
        """Beside what is said of any vote of a circle whose rules let it decide nothing online."""
        return [said for said in preview(planned, ines).warnings if "an opinion" not in said]

    with translation.override("en"):
        assert warned()[0].startswith("Only 2 would vote")
        for number in range(3):
            person(f"Voisine {number}", ca)
        assert warned() == [
            "If everybody answers the same, everybody knows what each answered, however secret the vote."
        ]
        planned.is_secret, planned.closes_at = False, timezone.now() + timedelta(hours=3)
        assert ["less than a day" in warning for warning in warned()] == [True]


def test_a_rule_of_another_method_than_the_one_chosen_may_be_empty_or_wrong():
    sent = {"question": "Quelle couleur ?", "options": "Bleu\nVert", "seats": "1", "secrecy": "named"}
    rules = {"highest": "", "points": "many"}
    form = BallotForm({**sent, "method": "approval", **rules}, purpose=purposes.find("choice"))
    assert form.is_valid(), form.errors
    chosen = BallotForm({**sent, "method": "cumulative", **rules}, purpose=purposes.find("choice"))
    assert list(chosen.errors) == ["points"]
