"""Two people at once where one person decides after advice, where a text is for information, and in the templates."""

import pytest
from django.core.exceptions import ValidationError

from proposals import actions
from proposals.models import Advice, Decision, ProcessTemplate, Proposal, TextReading
from proposals.process import State
from proposals.process_templates import IN_MEETING, ONLINE
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.test_races import at_once
from tests.proposals.told import verbs

pytestmark = pytest.mark.django_db(transaction=True)


def codes(answers) -> list[str]:
    """Of what `at_once` gives back: the code of each refusal, or "done"."""
    return [answer.code if isinstance(answer, ValidationError) else "done" for answer in answers]


@pytest.fixture
def advised(ca, malo, ines, rose, omar) -> AdviceScene:
    """Rose and Omar gave their advice; Inès decides, and has answered Rose."""
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    scene.all_advise()
    actions.answer_advice(scene.advice_of(rose), text="Oui, en mai.", actor=ines)
    scene.proposal.refresh_from_db()
    return scene


def test_two_answers_to_the_same_advice_are_both_told_and_the_later_one_stands(advised):
    advice, before = advised.advice_of(advised.omar), verbs().count("advice.answered")
    answers = at_once(
        lambda: actions.answer_advice(advice, text="Oui.", actor=advised.ines),
        lambda: actions.answer_advice(advice, text="Non.", actor=advised.ines),
    )
    assert codes(answers) == ["done", "done"]
    assert verbs().count("advice.answered") == before + 2
    later = max(answers, key=lambda answer: answer.answered_at)
    assert advised.advice_of(advised.omar).answer == later.answer


def test_a_decision_waits_for_the_last_answer_or_is_refused(advised):
    advice = advised.advice_of(advised.omar)
    answered, decided = at_once(
        lambda: actions.answer_advice(advice, text="Oui.", actor=advised.ines),
        lambda: actions.take_decision(advised.proposal, is_adopted=True, reasons="Il rouille.", actor=advised.ines),
    )
    assert codes([answered]) == ["done"]
    is_decided = advised.state == State.ADOPTED
    assert codes([decided]) == ["done" if is_decided else "unanswered"]
    assert Decision.objects.count() == is_decided
    assert not Advice.objects.filter(answered_at=None).exists()


def test_an_answer_said_better_as_it_is_decided_stands_in_what_is_decided_or_is_refused(advised):
    actions.answer_advice(advised.advice_of(advised.omar), text="Oui.", actor=advised.ines)
    answered, decided = at_once(
        lambda: actions.answer_advice(advised.advice_of(advised.omar), text="En juin.", actor=advised.ines),
        lambda: actions.take_decision(advised.proposal, is_adopted=True, reasons="Il rouille.", actor=advised.ines),
    )
    assert codes([decided]) == ["done"]
    is_better = advised.advice_of(advised.omar).answer == "En juin."
    assert codes([answered]) == ["done" if is_better else "stage"]
    ends = [verb for verb in verbs() if verb in ("advice.answered", "decision.recorded")]
    assert ends[-1] == "decision.recorded"


def test_two_decisions_at_once_decide_once(advised):
    actions.answer_advice(advised.advice_of(advised.omar), text="Oui.", actor=advised.ines)
    answers = at_once(
        *[
            lambda is_adopted=is_adopted: actions.take_decision(
                advised.proposal, is_adopted=is_adopted, reasons="Il rouille.", actor=advised.ines
            )
            for is_adopted in (True, False)
        ]
    )
    assert sorted(codes(answers)) == ["done", "stage"]
    assert Decision.objects.count() == (advised.state == State.ADOPTED)


def test_the_two_last_advices_prepare_the_decision_once(ca, malo, ines, rose, omar):
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    answers = at_once(
        *[
            lambda member=member: actions.advise(scene.proposal, text="Plutôt en mai.", actor=member)
            for member in (rose, omar)
        ]
    )
    assert codes(answers) == ["done", "done"]
    assert scene.state == State.DECIDING
    assert verbs().count("stage.opened") == 1


@pytest.fixture
def shown(ca, malo, ines, rose) -> Proposal:
    """For information: Inès and Rose are to read it."""
    said = {"title": "Le portail est peint", "need": "On le demande.", "text": "Il est vert."}
    return actions.write_proposal(ca, **said, process="information", is_presented=True, actor=malo)


def test_the_two_last_who_have_read_it_end_it_once(shown, ines, rose):
    answers = at_once(*[lambda member=member: actions.mark_read(shown, actor=member) for member in (ines, rose)])
    assert codes(answers) == ["done", "done"]
    shown.refresh_from_db()
    assert (shown.state, verbs().count("proposal.known")) == (State.KNOWN, 1)


def test_said_twice_at_once_it_is_read_once(shown, ines):
    answers = at_once(*[lambda: actions.mark_read(shown, actor=ines)] * 2)
    assert codes(answers) == ["done", "done"]
    assert TextReading.objects.get().member == ines


DAYS = dict.fromkeys(ONLINE["consent"], 1)
MINUTES = dict.fromkeys(IN_MEETING["consent"], 3)


def template(circle, member, name) -> ProcessTemplate:
    said = {"process": "consent", "name": name, "days": DAYS, "minutes": MINUTES, "actor": member}
    return actions.add_process_template(circle, **said)


def change(template, member, name, days=1) -> ProcessTemplate:
    lengths = {"days": dict.fromkeys(DAYS, days), "minutes": MINUTES}
    return actions.change_process_template(template, name=name, **lengths, actor=member)


def test_two_changes_of_a_template_are_both_told_and_one_of_them_stands_whole(ca, malo, ines):
    changed = template(ca, malo, "Vite")
    answers = at_once(
        lambda: change(changed, malo, "En deux jours", days=2), lambda: change(changed, ines, "En trois jours", days=3)
    )
    assert codes(answers) == ["done", "done"]
    changed.refresh_from_db()
    assert (changed.name, set(changed.days.values())) in [("En deux jours", {2}), ("En trois jours", {3})]
    assert verbs().count("process_template.changed") == 2


def test_two_templates_that_take_one_name_at_once_do_not_both_have_it(ca, malo, ines):
    first, second = template(ca, malo, "Vite"), template(ca, malo, "Lentement")
    answers = at_once(lambda: change(first, malo, "Au mieux"), lambda: change(second, ines, "Au mieux"))
    taken = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [list(error.error_dict) for error in taken] == [["name"]]
    assert ProcessTemplate.objects.filter(name="Au mieux").count() == 1


def test_a_template_removed_as_it_is_changed_is_removed(ca, malo, ines):
    removed = template(ca, malo, "Vite")
    changed, _gone = at_once(
        lambda: change(removed, malo, "Au mieux"), lambda: actions.remove_process_template(removed, actor=ines)
    )
    removed.refresh_from_db()
    assert removed.removed_at is not None
    assert codes([changed]) == ["done" if removed.name == "Au mieux" else "removed"]
