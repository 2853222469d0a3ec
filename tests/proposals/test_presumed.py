"""Presumed consent: by the circle's rules, after a reminder, and shown apart everywhere. And a quorum of none."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from commissions.forms.circles import RulesForm
from commissions.models import Circle, Mandate
from commissions.sentences import rules_in_words
from journal.actions import CLOCK
from journal.clock import now, telling
from members.due import tell_notifications
from members.models import Mail, Member, Mute, Notification, RefusedAddress
from members.outbox import wording_now
from members.panels import waiting_for
from proposals import actions
from proposals.answers import position_asked
from proposals.due import remind_all_silent
from proposals.models import Decision, Round
from proposals.presenters.rounds import ShownRound
from proposals.process import State
from proposals.queries import rounds_of
from proposals.queries.deadlines import stage_of
from proposals.sentences import before_answering
from proposals.traces import answers_of
from tests.proposals.told import body, verbs


@pytest.fixture
def presuming(scene, settings):
    """A circle that presumes consent, and asks for no minimum; Malo and Inès consent, the others are silent."""
    settings.MAIL_LEAVES = True
    Circle.objects.update(presumes_consent=True, consent_quorum=None)
    scene.circle.refresh_from_db()
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    return scene


def remind(scene, before: timedelta = timedelta(hours=36), *, is_sent: bool = True) -> Round:
    """The clock comes that long before the round ends, twice; then the letters leave."""
    with telling(stage_of(scene.proposal).ends_at - before):
        remind_all_silent()
        remind_all_silent()
    reminders = Notification.objects.filter(key__endswith=":reminder")
    if is_sent and reminders:
        with telling(reminders.latest("leaves_at").leaves_at + timedelta(minutes=1)):
            tell_notifications()
            Mail.objects.filter(notifications__in=reminders).update(sent_at=now())
    return scene.round


def end(scene) -> None:
    """The clock comes at the end that was announced."""
    with telling(stage_of(scene.proposal).ends_at):
        actions.end_stage(scene.proposal, actor=CLOCK)


def test_no_minimum_asks_for_none(scene):
    Circle.objects.update(consent_quorum=None)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    assert scene.round.quorum == 0
    scene.answers("rose", "consent")
    scene.let_time_pass()
    assert scene.state == State.ADOPTED


def test_without_a_minimum_somebody_else_than_its_author_consents_all_the_same(scene):
    Circle.objects.update(consent_quorum=None)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    scene.answers("malo", "consent")
    scene.let_time_pass()
    assert scene.state == State.OBJECTIONS


def test_silence_is_presumed_once_a_reminder_was_sent(presuming):
    presuming.answers("malo", "consent")
    assert remind(presuming).reminded_at is not None
    assert verbs().count("round.reminded") == 1
    end(presuming)
    assert presuming.state == State.ADOPTED
    assert body("round.closed")["presumed"] == 4
    assert "consentements présumés 4" in Decision.objects.get().result


def test_without_a_reminder_silence_is_nothing(presuming):
    presuming.answers("malo", "consent")
    end(presuming)
    assert (presuming.state, body("round.extended")["answered"]) == (State.OBJECTIONS, 1)


def test_it_is_shown_apart_in_words_and_in_the_minutes(presuming):
    presuming.answers("malo", "consent")
    remind(presuming)
    assert "presumed" not in [seat.kind for seat in rounds_of(presuming.proposal)[0].seats]
    end(presuming)
    view = rounds_of(presuming.proposal)[0]
    assert [seat.kind for seat in view.seats] == ["presumed", "consent", "presumed", "presumed", "presumed"]
    assert ("consentement présumé", "Inès, Paul, Rose, Zoé") in [
        (label, str(names)) for label, names in answers_of(view)
    ]
    assert [answer.words for answer in ShownRound(view).answers].count("consentement présumé") == 4


def test_files_tell_presumed_consents_apart(presuming, client):
    presuming.answers("malo", "consent")
    remind(presuming)
    end(presuming)
    client.force_login(presuming.paul)
    number, proposal = Decision.objects.get().number, presuming.proposal.pk

    data = client.get(reverse("proposals:decision-json", args=[number])).json()
    answers = {one["position"]: one["names"] for one in data["answers"]}
    assert answers == {"consentement": "Malo", "consentement présumé": "Inès, Paul, Rose, Zoé"}
    assert "consentements présumés 4" in data["result"]
    told = client.get(reverse("proposals:decision-md", args=[number])).content.decode().replace("\u00a0", " ")
    assert "- consentement : Malo\n- consentement présumé : Inès, Paul, Rose, Zoé\n" in told
    history = client.get(reverse("proposals:proposal-json", args=[proposal])).json()
    assert history["rounds"][0]["answers"] == data["answers"]


def test_presumed_consents_count_for_no_quorum(presuming):
    Circle.objects.update(consent_quorum="1/2")
    Round.objects.update(quorum=3)
    presuming.answers("malo", "consent")
    remind(presuming)
    end(presuming)
    assert presuming.state == State.OBJECTIONS


def test_an_objection_stands_whatever_is_presumed(presuming):
    presuming.answers("rose", "objection")
    remind(presuming)
    end(presuming)
    assert presuming.state == State.EXAMINATION


def test_what_silence_means_is_said_where_one_is_asked(presuming):
    (waiting,) = waiting_for(presuming.zoe)
    assert waiting.title.startswith("Donner votre position, ou votre silence vaut consentement présumé")
    assert "présumé" in ShownRound(rounds_of(presuming.proposal)[0]).quorum
    assert any("silence" in sentence or "présumé" in sentence for sentence in rules_in_words(presuming.circle))


def says_silence(scene, member) -> bool:
    """Whether they are told so where it waits for them; the page where they answer says the same."""
    (waiting,) = [one for one in waiting_for(member) if one.kind == "position"]
    is_said = waiting.title.startswith("Donner votre position, ou votre silence vaut consentement présumé")
    page = position_asked(member, scene.proposal.topic).before
    assert any("votre consentement est présumé" in sentence for sentence in page) is is_said
    return is_said


def test_before_the_reminder_it_is_said_to_whom_it_may_still_reach(presuming):
    assert says_silence(presuming, presuming.zoe)
    with telling(stage_of(presuming.proposal).ends_at):
        assert not says_silence(presuming, presuming.zoe)


@pytest.mark.parametrize("scope", ["kind:position", "proposal", "circle"])
def test_it_is_not_said_to_whom_wants_no_such_letter(presuming, scope):
    topics = {"proposal": presuming.proposal.topic, "circle": presuming.circle.topic}
    Mute.objects.create(member=presuming.zoe, scope=topics.get(scope, scope), muted_at=now())
    assert not says_silence(presuming, presuming.zoe)
    assert says_silence(presuming, presuming.paul)


def test_it_is_not_said_to_whom_no_letter_reaches(presuming):
    RefusedAddress.objects.create(member=presuming.zoe, address=presuming.zoe.email, refused_at=now())
    Member.objects.filter(pk=presuming.paul.pk).update(email=f"paul@{Member.WITHOUT_ADDRESS}")
    presuming.paul.refresh_from_db()
    assert not says_silence(presuming, presuming.zoe)
    assert not says_silence(presuming, presuming.paul)


def test_once_reminded_in_time_it_is_said_until_the_end_whatever_they_want_since(presuming):
    remind(presuming)
    Mute.objects.create(member=presuming.zoe, scope="kind:position", muted_at=now())
    assert says_silence(presuming, presuming.zoe)


def test_it_is_not_said_where_the_reminder_did_not_leave_a_day_before(presuming):
    remind(presuming, is_sent=False)
    assert says_silence(presuming, presuming.zoe)
    with telling(stage_of(presuming.proposal).ends_at - timedelta(hours=23)):
        assert not says_silence(presuming, presuming.zoe)
        tell_notifications()
        Mail.objects.filter(notifications__key__endswith=":reminder").update(sent_at=now())
        assert not says_silence(presuming, presuming.zoe)


def test_it_is_not_said_to_whom_the_reminder_was_not_written(presuming):
    Mute.objects.create(member=presuming.zoe, scope="kind:position", muted_at=now())
    remind(presuming)
    Mute.objects.all().delete()
    assert not says_silence(presuming, presuming.zoe)
    assert says_silence(presuming, presuming.paul)


def test_it_is_not_said_while_nothing_ends_the_round(presuming, evening):
    actions.put_to_meeting(presuming.proposal, occasion=evening, actor=presuming.malo)
    presuming.proposal.refresh_from_db()
    assert not says_silence(presuming, presuming.zoe)


def test_a_reminder_that_leaves_too_late_does_not_say_it(presuming):
    remind(presuming, is_sent=False)
    end_at, reminded = stage_of(presuming.proposal).ends_at, Notification.objects.filter(key__endswith=":reminder")
    with telling(reminded.latest("leaves_at").leaves_at + timedelta(minutes=1)):
        tell_notifications()
    letter = Mail.objects.get(notifications__in=reminded.filter(member=presuming.zoe))
    assert letter.subject.startswith("Donner votre position, ou votre silence vaut consentement présumé")
    with telling(end_at - timedelta(hours=23)):
        renewed = wording_now(letter)
    assert renewed is not None
    assert renewed.subject.startswith("Donner votre position\xa0: ")


def test_nobody_is_reminded_where_silence_is_nothing(scene):
    scene.bring_to(State.OBJECTIONS)
    assert remind(scene).reminded_at is None


def names(view) -> dict[str, str]:
    return {label: str(people) for label, people in answers_of(view)}


def test_who_was_told_nothing_is_simply_silent(presuming):
    """Zoé's address takes no letters, Paul wants none of this kind, Rose has left."""
    presuming.answers("malo", "consent")
    RefusedAddress.objects.create(member=presuming.zoe, address=presuming.zoe.email, refused_at=now())
    Mute.objects.create(member=presuming.paul, scope="kind:position", muted_at=now())
    Mandate.objects.filter(member=presuming.rose).update(until=date(2026, 2, 1))
    remind(presuming)
    end(presuming)
    (view,) = rounds_of(presuming.proposal)
    assert names(view) == {"consentement": "Malo", "consentement présumé": "Inès", "pas de réponse": "Paul, Zoé"}
    assert (body("round.closed")["presumed"], presuming.state) == (1, State.ADOPTED)
    assert Decision.objects.get().result.startswith("1 réponse sur 4\xa0;")


def test_an_address_that_refuses_the_reminder_itself_presumes_nothing(presuming):
    presuming.answers("malo", "consent")
    remind(presuming)
    for member in (presuming.ines, presuming.paul, presuming.rose, presuming.zoe):
        RefusedAddress.objects.create(member=member, address=member.email, refused_at=now())
    end(presuming)
    assert presuming.state == State.OBJECTIONS


def test_where_no_letter_has_left_silence_is_nothing(presuming):
    presuming.answers("malo", "consent")
    remind(presuming, is_sent=False)
    end(presuming)
    assert presuming.state == State.OBJECTIONS


@pytest.mark.parametrize("before", [timedelta(hours=23), timedelta(minutes=5)])
def test_where_the_clock_woke_late_the_round_ends_a_day_after_the_reminder(presuming, before):
    presuming.answers("malo", "consent")
    announced = stage_of(presuming.proposal).ends_at
    remind(presuming, before)
    left = Mail.objects.filter(notifications__key__endswith=":reminder").latest("sent_at").sent_at
    later = stage_of(presuming.proposal).ends_at
    assert later > announced
    assert timedelta(days=1) <= later - left <= timedelta(days=1, hours=1)
    assert body("round.put_off")["ends_at"]
    assert verbs().count("round.put_off") == 1
    with telling(announced + timedelta(minutes=1)):
        assert actions.end_stage(presuming.proposal, actor=CLOCK) is False
    end(presuming)
    assert (presuming.state, body("round.closed")["presumed"]) == (State.ADOPTED, 4)


def test_where_the_clock_woke_after_the_end_nobody_is_reminded_and_silence_is_nothing(presuming):
    presuming.answers("malo", "consent")
    assert remind(presuming, timedelta(hours=-1)).reminded_at is None
    end(presuming)
    assert presuming.state == State.OBJECTIONS


def test_a_reminder_in_time_leaves_the_end_as_it_was_announced(presuming):
    announced = stage_of(presuming.proposal).ends_at
    remind(presuming)
    assert (stage_of(presuming.proposal).ends_at, "round.put_off" in verbs()) == (announced, False)


def test_the_silence_of_its_author_is_no_consent_of_somebody_else(presuming):
    for name in ("ines", "paul", "rose", "zoe"):
        presuming.answers(name, "stand_aside")
    remind(presuming)
    end(presuming)
    assert presuming.state == State.OBJECTIONS
    end(presuming)
    assert (presuming.state, rounds_of(presuming.proposal)[0].seats[1].kind) == (State.SET_ASIDE, "presumed")


def test_in_a_meeting_silence_is_nothing(presuming, evening):
    presuming.answers("malo", "consent")
    remind(presuming)
    actions.put_to_meeting(presuming.proposal, occasion=evening, actor=presuming.malo)
    with telling(now() + timedelta(days=10)):
        actions.close_round(presuming.round, actor=presuming.ines)
    assert presuming.state == State.OBJECTIONS


def test_without_a_mail_server_the_rules_the_round_and_what_waits_say_that_no_silence_is_presumed(presuming, settings):
    settings.MAIL_LEAVES = False
    said = "Aucun courriel de rappel ne part d’ici"
    assert any(said in sentence for sentence in rules_in_words(presuming.circle))
    quorum = ShownRound(rounds_of(presuming.proposal)[0]).quorum
    assert "le silence vaudrait consentement présumé. " + said in quorum
    assert before_answering(presuming.round, presuming.zoe) == []
    (waiting,) = [one for one in waiting_for(presuming.zoe) if one.kind == "position"]
    assert waiting.title == f"Donner votre position\u00a0: {presuming.proposal.title}"
    form = RulesForm(instance=presuming.circle, person=presuming.ines)
    assert said in form.fields["presumes_consent"].help_text


def test_without_a_mail_server_nobody_is_reminded_and_the_round_ends_when_it_said(presuming, settings):
    settings.MAIL_LEAVES = False
    ends_at = stage_of(presuming.proposal).ends_at
    assert remind(presuming, before=timedelta(hours=2)).reminded_at is None
    assert stage_of(presuming.proposal).ends_at == ends_at
    assert "round.reminded" not in verbs()


def test_with_one_they_say_that_a_reminder_does(presuming):
    assert not any("Aucun serveur" in sentence for sentence in rules_in_words(presuming.circle))
    field = RulesForm(instance=presuming.circle, person=presuming.ines).fields["presumes_consent"]
    assert "Aucun serveur" not in field.help_text
    assert len(before_answering(presuming.round, presuming.zoe)) == 1
