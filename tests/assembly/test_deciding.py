"""What the evening decides: a vote with proxies, a consent with its objection; presence makes the quorum."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    arrive,
    change_item,
    close_meeting,
    convene,
    depart,
    give_task,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    plan_second,
)
from assembly.letters import convocation_letter
from assembly.models import AgendaItem, DecisionTask, ItemBallot, Meeting
from assembly.panels import tasks_of_decision
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.validity import before_opening
from assembly.queries.meetings import without_quorum
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data
from assembly.validity import ordinary_quorum, rules_of_gathering
from commissions.models import Circle, Task
from members.models import Mail, Membership
from proposals.actions import (
    amend,
    answer,
    ask,
    next_stage,
    open_round,
    present,
    put_to_meeting,
    resume,
    send_back,
    take_position,
    write_proposal,
)
from proposals.models import Decision, Objection
from proposals.presenters.pictures import thread_of
from tests.assembly.conftest import later
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.actions import accept_proxy, cast_vote, give_proxy
from votes.counting.majority import MajorityRules, Threshold
from votes.counting.quorum import NumberOfPeople, read
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.questions import QuestionSpec

ABSOLUTE = MajorityRules(threshold=Threshold.ABSOLUTE)


@pytest.fixture
def vote(evening, items, ines, malo) -> AgendaItem:
    """The second item, under way; Inès and Malo are there."""
    arrive(evening, member=malo, actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    return AgendaItem.objects.select_related("meeting").get(pk=items[1].pk)


# Presence


def test_presence_and_proxies_make_the_quorum_live(evening, ines, malo, rose, recorded):
    def quorum() -> tuple[int, int, bool]:
        state = MeetingSheet.of(evening.pk).quorum
        return state.present, state.represented, state.reached

    assert quorum() == (1, 0, False)
    proxy = give_proxy(evening.gathering, giver=rose, holder=ines, actor=rose)
    assert quorum() == (1, 0, False)  # she has not accepted yet
    accept_proxy(proxy, actor=ines)
    assert quorum() == (1, 1, True)
    arrive(evening, member=malo, actor=malo)
    arrive(evening, member=malo, actor=malo)
    assert quorum() == (2, 1, True)
    arrive(evening, member=rose, actor=rose)
    assert quorum() == (3, 0, True)
    recorded()
    depart(evening, member=malo, actor=ines)
    assert quorum() == (3, 0, True)  # until he says so himself, or a second holder of a role does
    depart(evening, member=malo, actor=malo)
    assert quorum() == (2, 0, True)
    assert recorded() == ["presence.departure_noted", "presence.left"]


def test_nobody_marks_another_but_the_facilitator(evening, malo, rose, omar):
    with refused("assembly.mark_presence"):
        arrive(evening, member=rose, actor=malo)
    with refused("assembly.speak"):
        arrive(evening, member=omar, actor=omar)


def test_presence_begins_with_the_meeting(meeting, malo):
    with refused("planned"):
        arrive(meeting, member=malo, actor=malo)


# A vote


def test_a_vote_that_is_adopted_enters_the_register(vote, ines, malo, recorded):
    recorded()
    link = open_item_ballot(vote, QuestionSpec("Achetons-nous ?", ABSOLUTE), actor=ines)
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)

    close_item_in_time(link, actor=ines)
    close_item_in_time(link, actor=ines)

    decision = Decision.objects.get()
    assert (decision.number, decision.title, decision.text) == ("2026-001", "Rachat du bâtiment", "Achetons-nous ?")
    assert decision.occasion == vote.meeting.topic
    assert MeetingSheet.of(vote.meeting_id).decisions_of(MeetingSheet.of(vote.meeting_id).current) == [decision]
    assert recorded() == ["ballot.opened", "item.ballot_opened", "ballot.closed", "decision.recorded"]


def test_what_is_rejected_decides_nothing_and_stands_in_the_minutes(vote, ines, malo):
    link = open_item_ballot(vote, QuestionSpec("Achetons-nous ?", ABSOLUTE), actor=ines)
    cast_vote(link.ballot, elector=ines, choice="against", actor=ines)

    close_item_in_time(link, actor=ines)
    meeting = close_meeting(vote.meeting, actor=ines)

    assert not Decision.objects.exists()
    result = to_data(Minutes(meeting, may_read_closed=True))["items"][1]["results"][0]
    assert result["question"] == "Achetons-nous ?"
    assert result["sentence"].endswith("rejetée.")


def test_opening_twice_is_one_ballot(vote, ines):
    first = open_item_ballot(vote, QuestionSpec("Oui ?", ABSOLUTE), actor=ines)

    assert open_item_ballot(vote, QuestionSpec("Oui ?", ABSOLUTE), actor=ines) == first
    assert ItemBallot.objects.count() == 1


@pytest.mark.parametrize("who", ["malo", "omar", "noe", "lise", "admin"])
def test_only_the_facilitator_opens_a_vote(vote, who, request):
    with refused("assembly.conduct"):
        open_item_ballot(vote, QuestionSpec("Oui ?", ABSOLUTE), actor=request.getfixturevalue(who))


def test_one_votes_on_what_one_is_talking_about(evening, items, ines):
    with refused("pending"):
        open_item_ballot(items[1], QuestionSpec("Oui ?", ABSOLUTE), actor=ines)


def test_nothing_moves_on_while_a_vote_is_open(vote, items, ines):
    open_item_ballot(vote, QuestionSpec("Oui ?", ABSOLUTE), actor=ines)

    for act in (
        lambda: advance(vote.meeting, expected=vote.pk, actor=ines),
        lambda: close_meeting(vote.meeting, actor=ines),
    ):
        with refused("ballot_open"):
            act()
    assert AgendaItem.objects.get(pk=vote.pk).state == "current"


def test_the_decision_of_a_closed_item_is_the_circle_s(evening, ines, malo):
    arrive(evening, member=malo, actor=malo)
    item = add_item(evening, title="Situation de Paul", kind="vote", is_closed=True, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    link = open_item_ballot(item, QuestionSpec("Aidons-nous ?", MajorityRules()), actor=ines)
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)

    close_item_in_time(link, actor=ines)

    assert Decision.objects.get().is_closed


# A consent


def test_an_objection_improves_the_text(evening, ca, clock, ines, malo, rose):
    """Presented, objected to with its reason, amended, objected to no more: adopted, with its task."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=malo,
        review_on=date(2027, 5, 1), actor=rose,
    )  # fmt: skip
    present(proposal, actor=rose)
    item = add_item(evening, title="Visites", kind="consent", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    for _stage in range(3):
        proposal = next_stage(proposal, actor=ines)
    first = open_round(proposal, actor=ines)
    for member in (ines, rose):
        take_position(first, kind="consent", actor=member)
    with refused("round_open"):
        advance(evening, expected=item.pk, actor=ines)
    reason = {"kind": "limit", "consequence": "Personne ne tiendra.", "fact": "Deux volontaires.", "aim": "Durer"}
    take_position(first, kind="objection", objection=reason, actor=malo)
    proposal.refresh_from_db()
    assert proposal.state == "examination"

    next_stage(proposal, actor=ines)
    with refused("suggestion"):
        amend(proposal, text="Un mercredi sur deux.", actor=rose)
    later(clock, minutes=1)  # Malo says nothing
    amend(proposal, text="Un mercredi sur deux.", actor=rose)
    second = open_round(proposal, actor=ines)
    for member in (ines, malo, rose):
        take_position(second, kind="consent", actor=member)

    decision = Decision.objects.get()
    assert decision.text == "Un mercredi sur deux."
    assert decision.occasion == evening.topic
    task = give_task(evening, title="Afficher les dates", item=item, decision=decision, assignee=malo, actor=ines)
    assert DecisionTask.objects.get().task == task
    bead = next(step for step in thread_of(proposal).steps if step.title == "Afficher les dates")
    assert (bead.label, bead.note, bead.state) == ("Tâche", "Malo", "pending")
    assert bead.url == reverse("commissions:task", args=[task.pk])
    later(clock, minutes=20)
    told = to_data(Minutes(close_meeting(evening, actor=ines), may_read_closed=True))
    assert [d["number"] for d in told["items"][3]["decisions"]] == ["2026-001"]
    assert Objection.objects.count() == 1


@pytest.mark.parametrize("kind", ["majority", "choice"])
def test_no_ballot_opens_on_a_proposal_whose_question_waits(evening, ca, ines, malo, rose, kind):
    """Whatever the method; a poll decides nothing, and may be asked."""
    arrive(evening, member=malo, actor=malo)
    proposal = write_proposal(
        ca, title="Four", need="Il est cassé.", text="Un four neuf.", facilitator=ines, review_on=date(2027, 5, 1),
        process="majority", is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Four", kind="vote", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    question = ask(proposal, text="À quel prix ?", actor=malo)
    rules, options = (ABSOLUTE, ()) if kind == "majority" else (OptionRules("approval"), ("gaz", "bois"))
    with refused("unanswered"):
        open_item_ballot(item, QuestionSpec("Lequel ?", rules, options=options), actor=ines)
    poll = open_item_ballot(item, QuestionSpec("Un avis ?", ABSOLUTE, poll=True), actor=ines)
    close_item_in_time(poll, actor=ines)
    answer(question, text="Mille euros.", actor=rose)
    assert open_item_ballot(item, QuestionSpec("Lequel ?", rules, options=options), actor=ines).ballot.closed_at is None


def through_the_stages(proposal, facilitator):
    """As outside a meeting: one stage after the other, up to the last word of its author."""
    for _stage in range(3):
        proposal = next_stage(proposal, actor=facilitator)
    return proposal


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_board_without_an_article_decides_while_it_meets_alone(meeting, clock, ca, ines, malo, when):
    """To put a proposal to a meeting is not to hold it: outside it an opinion is given, without an article."""
    proposal = write_proposal(
        ca, title="Four", need="Il est cassé.", text="Un four neuf.", facilitator=ines, review_on=date(2027, 5, 1),
        is_presented=True, actor=malo,
    )  # fmt: skip
    clock.shift(-timedelta(minutes=1))
    add_item(meeting, title="Four", kind="consent", proposal=proposal, actor=ines)
    convene(meeting, actor=ines) if when == "before" else close_meeting(open_meeting(meeting, actor=ines), actor=ines)
    proposal.refresh_from_db()
    assert open_round(through_the_stages(proposal, ines), actor=ines).is_opinion


def test_a_meeting_that_is_convened_and_has_not_begun_counts_no_minutes(meeting, clock, ca, ines, malo, rose):
    """What is put to next week's evening goes on online meanwhile: in days, whoever called that evening."""
    proposal = write_proposal(
        ca, title="Four", need="Il est cassé.", text="Un four neuf.", facilitator=ines, review_on=date(2027, 5, 1),
        is_presented=True, actor=malo,
    )  # fmt: skip
    Circle.objects.filter(pk=ca.pk).update(online_article="statuts, art. 9")
    clock.shift(-timedelta(days=10))
    add_item(meeting, title="Four", kind="consent", proposal=proposal, actor=ines)
    convene(meeting, actor=ines)
    with refused("stage"):
        open_round(proposal, actor=ines)
    round = open_round(through_the_stages(proposal, ines), actor=ines)
    for member, answered in ((ines, "consent"), (malo, "consent"), (rose, "objection")):
        take_position(round, kind=answered, actor=member)
    next_stage(proposal, actor=ines)
    later(clock, days=2, seconds=-1)
    with refused("suggestion"):
        amend(proposal, text="Deux fours.", actor=malo)
    later(clock, seconds=1)
    assert amend(proposal, text="Deux fours.", actor=malo).number == 2


def test_a_task_of_a_circle_that_keeps_to_itself_is_no_bead_of_the_thread(evening, items, clock, ines):
    hidden = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    decision = Decision.objects.create(
        circle=evening.circle, title="Visites", text="Oui.", year=2026, serial=1, number="2026-001",
        process="majority", result="adoptée", occasion=evening.topic, decided_at=timezone.now(),
    )  # fmt: skip
    give_task(evening, title="Coller l’affiche", decision=decision, actor=ines)
    listening = Task.objects.create(circle=hidden, title="Écouter", created_at=timezone.now())
    DecisionTask.objects.create(decision=decision, task=listening)

    assert [step.title for step in tasks_of_decision(decision, ines)] == ["Coller l’affiche"]


def test_a_proposal_of_another_circle_is_decided_there(evening, vie_quotidienne, omar, ines):
    proposal = write_proposal(vie_quotidienne, title="Compost", text="Chaque jeudi.", actor=omar)

    with refused(proposal="circle"):
        add_item(evening, title="Compost", kind="consent", proposal=proposal, actor=ines)


# An assembly without its quorum


@pytest.fixture
def assembly(clock, db, ines, malo, rose) -> Meeting:
    """Convened by Inès and held with her alone: of its two votes only the first missed its quorum."""
    circle = Circle.objects.create(
        kind=Circle.Kind.ASSEMBLY,
        name="AG",
        slug="ag",
        meeting_quorum="1/2",
        second_article="l’article 14 des statuts",
        second_days=10,
    )
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    start = timezone.now() + timedelta(days=8)
    meeting = plan_meeting(circle, title="AG", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    bylaws = add_item(meeting, title="Statuts", kind="vote", minutes=20, note="Article 3", owner=rose, actor=ines)
    accounts = add_item(meeting, title="Comptes", kind="vote", actor=ines)
    convene(meeting, actor=ines)
    clock.move_to(start)
    meeting = open_meeting(meeting, actor=ines)
    put_to(meeting, bylaws, None, ines)
    arrive(meeting, member=malo, actor=malo)
    put_to(meeting, accounts, bylaws, ines)
    return close_meeting(meeting, actor=ines)


def put_to(meeting: Meeting, item: AgendaItem, after: AgendaItem | None, actor) -> None:
    advance(meeting, expected=after.pk if after else None, to=item, actor=actor)
    link = open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=actor)
    cast_vote(link.ballot, elector=actor, choice="for", actor=actor)
    close_item_in_time(link, actor=actor)


def test_an_assembly_is_convened_again_for_what_its_quorum_was_missing_for(assembly, client, ines, noe):
    client.force_login(ines)
    page = client.get(reverse("assembly:minutes", args=[assembly.pk])).content.decode()
    again = reverse("assembly:meeting-new") + f"?after={assembly.pk}"
    assert "Prévoir la seconde réunion" in page
    assert again in page
    form = client.get(again).context["form"]
    sent = {name: str(form[name].value()) for name in ("title", "day", "place", "link")}
    sent |= {"circle": assembly.circle.pk, "start": "18:30", "end": "20:30"}

    assert client.post(again, sent).status_code == 303

    second = Meeting.objects.exclude(pk=assembly.pk).get()
    assert second.title == "AG, seconde réunion"
    assert second.circle == assembly.circle
    assert (second.starts_at - assembly.starts_at).days > assembly.circle.second_days
    assert list(second.items.values_list("title", "minutes", "note", "owner__name")) == [
        ("Statuts", 20, "Article 3", "Rose")
    ]


@pytest.fixture
def second(assembly, ines) -> Meeting:
    """Planned for what its quorum was missing for, twelve days later."""
    start = timezone.now() + timedelta(days=12)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    return plan_second(assembly, title="AG, seconde réunion", actor=ines, **times)


def test_a_second_meeting_is_planned_once(second, assembly, ines, rose):
    times = {"starts_at": second.starts_at + timedelta(days=3), "ends_at": second.ends_at + timedelta(days=3)}
    with refused("settled"):
        plan_second(assembly, title="Encore", actor=rose, **times)

    assert Meeting.objects.get(second_of=assembly) == second


def test_a_second_convocation_says_that_it_is_and_what_that_means(second, ines, malo):
    convocation = convene(second, actor=ines)

    assert (convocation.days_needed, convocation.is_late) == (10, False)
    letter = Mail.objects.get(kind="convocation", to=malo.email, subject__contains="seconde convocation")
    assert "Ceci est la seconde convocation" in letter.text
    assert "Par l’article 14 des statuts, cette seconde réunion décide quel que soit le nombre" in letter.text
    assert "1. Statuts" in letter.text


def test_a_second_convocation_says_how_many_people_it_takes(second, ines, malo):
    Circle.objects.filter(pk=second.circle_id).update(second_quorum="2 people")
    convene(second, actor=ines)

    letter = Mail.objects.get(kind="convocation", to=malo.email, subject__contains="seconde convocation")
    assert "Par l’article 14 des statuts, cette seconde réunion décide avec un quorum de 2 personnes." in letter.text
    assert rules_of_gathering(Meeting.objects.get(pk=second.pk)).quorum == NumberOfPeople(2)


def test_a_second_convocation_keeps_its_own_delay(second, clock, ines):
    clock.move_to(second.starts_at - timedelta(days=10))  # nine clear days; the first delay is seven

    assert convene(second, actor=ines).is_late


def test_a_second_meeting_decides_by_the_quorum_of_its_article(second, clock, ines):
    convene(second, actor=ines)
    clock.move_to(second.starts_at)
    meeting = open_meeting(second, actor=ines)

    put_to(meeting, second.items.get(), None, ines)

    assert Decision.objects.get(occasion=second.topic).title == "Statuts"


def test_a_second_meeting_puts_the_same_question_to_the_vote(second, clock, ines):
    convene(second, actor=ines)
    clock.move_to(second.starts_at)
    item = advance(open_meeting(second, actor=ines), expected=None, actor=ines)

    with refused("fixed"):
        open_item_ballot(item, QuestionSpec("Dissoudre ?", MajorityRules()), actor=ines)

    assert open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines).ballot.quorum is None


def test_a_poll_after_the_vote_leaves_what_it_missed(assembly, ines):
    item = without_quorum(assembly)[0]
    poll = ItemBallot.objects.get(item__title="Comptes").ballot
    Ballot.objects.filter(pk=poll.pk).update(is_poll=True)
    ItemBallot.objects.filter(ballot=poll).update(item=item)

    assert without_quorum(assembly) == [item]


# A second meeting, and a text that was rewritten in between


@pytest.fixture
def put_again(assembly, clock, ines, malo, rose) -> AgendaItem:
    """Rose's text missed its quorum in the assembly; its second meeting is open, and talks about it."""
    Circle.objects.filter(pk=assembly.circle_id).update(meeting_quorum=">1/2")
    proposal = write_proposal(
        assembly.circle, title="Cotisation", need="Le toit.", text="Vingt euros.", facilitator=ines,
        review_on=date(2027, 5, 1), process="majority", is_presented=True, actor=rose,
    )  # fmt: skip
    start = timezone.now() + timedelta(days=9)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    first = plan_meeting(assembly.circle, title="AG", actor=ines, **times)
    item = add_item(first, title="Cotisation", kind="vote", proposal=proposal, actor=ines)
    convene(first, actor=ines)
    clock.move_to(start)
    put_to(open_meeting(first, actor=ines), item, None, ines)
    close_meeting(first, actor=ines)
    start = timezone.now() + timedelta(days=12)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    second = plan_second(first, title="AG, seconde réunion", actor=ines, **times)
    convene(second, actor=ines)
    clock.move_to(start)
    return advance(open_meeting(second, actor=ines), expected=None, actor=ines)


def rewrite(item: AgendaItem, rose) -> None:
    while item.proposal.state != "amending":
        item.proposal = next_stage(item.proposal, actor=item.proposal.facilitator)
    amend(item.proposal, text="Cent euros.", actor=rose)


def test_the_same_text_takes_the_quorum_of_the_second_meeting(put_again, ines):
    put_to(put_again.meeting, put_again, put_again, ines)

    assert Decision.objects.get(occasion=put_again.meeting.topic).text == "Vingt euros."


def test_a_rewritten_text_takes_the_quorum_of_a_first_meeting(put_again, clock, ines, rose, client):
    client.force_login(ines)
    told = "Cotisation\u00a0» a été réécrit"
    page, form = put_again.meeting.get_absolute_url(), reverse("assembly:ballot-new", args=[put_again.pk])
    assert told not in client.get(page).content.decode()
    later(clock, minutes=1)
    rewrite(put_again, rose)
    for address in (page, form + "?purpose=yes-no"):
        shown = client.get(address).content.decode()
        assert told in shown
        assert "dès que plus de" in shown

    link = open_item_ballot(put_again, QuestionSpec("Cent euros ?", MajorityRules()), actor=ines)

    assert link.ballot.quorum == read(">1/2")
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)
    close_item_in_time(link, actor=ines)
    link.ballot.refresh_from_db()
    assert link.ballot.outcome == "no_quorum"
    assert not Decision.objects.filter(occasion=put_again.meeting.topic).exists()


def test_a_text_that_went_back_to_its_author_is_another(put_again, clock, ines, rose):
    later(clock, minutes=1)
    proposal = resume(send_back(put_again.proposal, reason="À revoir", actor=ines), actor=rose)
    put_to_meeting(proposal, occasion=put_again.meeting.topic, actor=ines)

    assert ordinary_quorum(put_again).strict


def test_the_second_convocation_says_which_text_was_rewritten(put_again, clock, ines, malo, rose):
    later(clock, minutes=1)
    rewrite(put_again, rose)

    assert "Cotisation\u00a0» a été réécrit" in convocation_letter(put_again.meeting, [], put_again.convocation).text
    assert "Cotisation\u00a0» a été réécrit" in " ".join(word.text for word in before_opening(put_again.meeting))


def test_nothing_is_added_to_a_second_convocation(second, ines):
    item = second.items.get()
    for add in (
        lambda: add_item(second, title="Surprise", kind="vote", actor=ines),
        lambda: change_item(item, title="Dissoudre", kind="vote", minutes=5, actor=ines),
    ):
        with refused("second"):
            add()
    assert change_item(item, title="Statuts", kind="vote", minutes=5, actor=ines).minutes == 5


def test_without_an_article_there_is_no_second_convocation(assembly, client, ines):
    Circle.objects.update(second_article="")
    client.force_login(ines)
    start = timezone.now() + timedelta(days=20)

    assert "seconde réunion" not in client.get(reverse("assembly:minutes", args=[assembly.pk])).content.decode()
    with refused("article"):
        plan_second(
            Meeting.objects.get(pk=assembly.pk),
            title="Encore",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            actor=ines,
        )


def test_what_had_its_quorum_is_not_decided_again(assembly, ines):
    assert [item.title for item in without_quorum(assembly)] == ["Statuts"]


def test_a_second_meeting_needs_something_to_decide(evening, ines, noe, assembly):
    start = timezone.now() + timedelta(days=9)
    times = {"title": "Encore", "starts_at": start, "ends_at": start + timedelta(hours=1)}
    with refused("settled"):
        plan_second(evening, actor=ines, **times)
    with refused("assembly.plan"):
        plan_second(assembly, actor=noe, **times)
    assert Meeting.objects.count() == 2
