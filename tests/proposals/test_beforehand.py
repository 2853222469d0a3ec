"""Somebody who will be absent objects in writing, and it counts as if they were there."""

from django.urls import reverse

from commissions.models import Circle, Mandate
from members.combined_reads import fetch
from proposals import actions
from proposals.models import Position, WrittenObjection
from proposals.panels import waiting_for
from proposals.process import State
from proposals.queries import rounds_of
from tests.proposals.scene import REASON
from tests.proposals.told import everything, verbs
from tests.refusals import refused


def test_it_is_their_position_when_the_round_opens(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.open_round(scene.proposal, actor=scene.ines)

    assert rounds_of(scene.proposal)[0].objections == ()  # hidden, like the others
    assert not WrittenObjection.objects.exists()
    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    assert scene.state == State.EXAMINATION
    assert (scene.objection.position.member, scene.objection.consequence) == (scene.rose, REASON["consequence"])


def answered(scene) -> list[str]:
    return [seat.member.name for seat in rounds_of(scene.proposal)[0].seats if seat.has_answered]


def test_nothing_of_it_is_told_before_the_positions_show(scene, client):
    """Not even that Rose has answered: only an objection is written beforehand."""
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    before = set(verbs())
    actions.open_round(scene.proposal, actor=scene.ines)

    assert set(verbs()) - before == {"round.opened", "stage.opened"} - before
    assert REASON["consequence"] not in everything()
    assert answered(scene) == []
    client.force_login(scene.paul)
    told = client.get(f"/api/v1/proposals/{scene.proposal.pk}/").json()["rounds"][0]
    assert (told["answered"], [seat for seat in told["seats"] if seat["has_answered"]]) == (0, [])

    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    assert answered(scene) == ["Inès", "Malo", "Paul", "Rose", "Zoé"]


def test_answered_again_in_the_round_it_shows_like_any_answer(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.answers("rose", "consent")
    assert answered(scene) == ["Rose"]


def test_on_a_former_version_it_does_not_count_and_its_writer_is_asked_again(scene, client):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.amend(scene.proposal, text="À deux personnes, en alternance.", actor=scene.malo)
    client.force_login(scene.rose)
    assert "le texte a changé depuis" in client.get(scene.proposal.get_absolute_url()).content.decode()
    assert [waiting.kind for waiting in fetch(waiting_for(scene.rose))] == ["objection"]

    actions.open_round(scene.proposal, actor=scene.ines)
    assert not Position.objects.exists()
    assert [waiting.kind for waiting in fetch(waiting_for(scene.rose))] == ["position"]
    form = client.get(reverse("proposals:objection", args=[scene.round.pk])).content.decode()
    assert REASON["fact"] in form  # her words are there to begin from
    scene.all_answer()
    assert (scene.state, WrittenObjection.objects.count()) == (State.ADOPTED, 0)


def test_written_again_on_the_version_as_it_stands_it_counts(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.amend(scene.proposal, text="À deux personnes, en alternance.", actor=scene.malo)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.open_round(scene.proposal, actor=scene.ines)
    assert Position.objects.get().member == scene.rose


def test_it_is_written_again_and_taken_back(scene):
    scene.bring_to(State.PRESENTED)
    for consequence in ("Personne en août.", "Personne en juillet."):
        actions.object_beforehand(scene.proposal, reason={"consequence": consequence}, actor=scene.rose)
    assert WrittenObjection.objects.get().consequence == "Personne en juillet."

    actions.take_back_beforehand(scene.proposal, actor=scene.rose)
    actions.take_back_beforehand(scene.proposal, actor=scene.rose)

    assert not WrittenObjection.objects.exists()
    assert not {"position.written", "position.taken_back"} & set(verbs())


def test_in_the_round_they_may_still_change_it(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.answers("rose", "consent")
    assert Position.objects.get().kind == "consent"


def test_who_left_the_circle_meanwhile_is_not_asked(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    Mandate.objects.filter(member=scene.rose).delete()
    actions.open_round(scene.proposal, actor=scene.ines)
    assert not Position.objects.exists()


def test_an_empty_one_is_refused_and_so_is_a_late_one(scene):
    scene.bring_to(State.AMENDING)
    with refused("empty"):
        actions.object_beforehand(scene.proposal, reason={"fact": "  "}, actor=scene.rose)
    actions.open_round(scene.proposal, actor=scene.ines)
    with refused("stage"):
        actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)


def test_who_is_not_of_the_circle_does_not_object(scene, noe, lise, omar, admin):
    scene.bring_to(State.PRESENTED)
    for person in (noe, lise, omar, admin):
        with refused("proposals.object_beforehand"):
            actions.object_beforehand(scene.proposal, reason=REASON, actor=person)


def test_the_page_offers_it_keeps_what_was_typed_and_shows_it_to_its_author_alone(scene, client):
    scene.bring_to(State.PRESENTED)
    page, form = (
        reverse("proposals:proposal", args=[scene.proposal.pk]),
        reverse("proposals:beforehand", args=[scene.proposal.pk]),
    )
    client.force_login(scene.rose)
    assert "Objecter par écrit" in client.get(page).content.decode()
    assert client.post(form, {"kind": "??", "fact": "Trois samedis."}).status_code == 422
    assert client.post(form, REASON).status_code == 303
    assert "Votre objection par écrit" in client.get(page).content.decode()
    assert REASON["fact"] in client.get(form).content.decode()
    client.force_login(scene.paul)
    assert REASON["fact"] not in client.get(form).content.decode()
    assert "Votre objection par écrit" not in client.get(page).content.decode()


def test_whoever_would_not_be_asked_is_told_beforehand_and_writes_nothing(scene):
    Circle.objects.filter(pk=scene.circle.pk).update(asks_membership=True)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.AMENDING)
    with refused("voice"):
        actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    assert not WrittenObjection.objects.exists()


def test_the_words_of_whoever_is_not_asked_after_all_stay_theirs(scene):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    Mandate.objects.filter(member=scene.rose).delete()
    actions.open_round(scene.proposal, actor=scene.ines)
    assert WrittenObjection.objects.get().consequence == REASON["consequence"]


def test_who_consents_finds_again_what_they_wrote_on_a_former_version(scene, client):
    scene.bring_to(State.AMENDING)
    actions.object_beforehand(scene.proposal, reason=REASON, actor=scene.rose)
    actions.amend(scene.proposal, text="À deux personnes, en alternance.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.answers("rose", "consent")
    assert not WrittenObjection.objects.exists()
    client.force_login(scene.rose)
    assert REASON["fact"] in client.get(reverse("proposals:objection", args=[scene.round.pk])).content.decode()
