"""Somebody of the circle helps to word an objection, which nobody else sees before the close."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions.actions import end_mandate
from commissions.models import Circle, Mandate
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions
from proposals.models import Objection, WordingHelp
from proposals.panels import waiting_for
from proposals.presenters.act_bar import proposal_bar
from proposals.presenters.own_panel import part_of
from proposals.process import State
from tests.proposals import told
from tests.proposals.scene import REASON
from tests.proposals.test_pages import browser, post
from tests.proposals.test_process_api import refusal
from tests.refusals import refused
from web.drafts import save
from web.models import Draft

WORDS = {"kind": "limit", "consequence": "alors Rose ferait tout", "fact": "", "aim": "", "suggestion": ""}


@pytest.fixture
def objected(scene):
    """Rose objects and lacks the words; the round is open."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    return scene


@pytest.fixture
def helped(objected):
    """She asked Paul to help."""
    actions.ask_for_help(objected.objection, helper=objected.paul, actor=objected.rose)
    return objected


def test_the_helper_writes_the_reason(helped):
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert helped.objection.consequence == "alors Rose ferait tout"
    assert helped.objection.kind == "limit"


def test_the_journal_says_nothing_of_it(objected):
    before = told.verbs()
    actions.ask_for_help(objected.objection, helper=objected.paul, actor=objected.rose)
    actions.help_to_word(objected.objection, reason=WORDS, actor=objected.paul)
    assert told.verbs() == before


@pytest.mark.parametrize("name", ["malo", "ines", "zoe", "paul"])
def test_only_whoever_objects_asks_for_help(objected, name):
    with refused("proposals.ask_help"):
        actions.ask_for_help(objected.objection, helper=objected.paul, actor=getattr(objected, name))


@pytest.mark.parametrize("name", ["malo", "ines", "zoe", "rose"])
def test_only_whoever_was_asked_helps(helped, name):
    with refused("proposals.help_to_word"):
        actions.help_to_word(helped.objection, reason=WORDS, actor=getattr(helped, name))


def test_help_is_asked_of_somebody_else_who_is_asked_too(objected, admin):
    for person in (objected.rose, admin):
        with refused(helper="helper"):
            actions.ask_for_help(objected.objection, helper=person, actor=objected.rose)


def test_asked_twice_it_is_asked_once_and_another_takes_the_place(helped):
    first = WordingHelp.objects.get()
    assert actions.ask_for_help(helped.objection, helper=helped.paul, actor=helped.rose) == first
    actions.ask_for_help(helped.objection, helper=helped.zoe, actor=helped.rose)
    assert WordingHelp.objects.get().helper == helped.zoe
    with refused("proposals.help_to_word"):
        actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)


def test_who_is_asked_again_after_another_is_written_to_again(helped):
    for helper in (helped.zoe, helped.paul, helped.paul):
        actions.ask_for_help(helped.objection, helper=helper, actor=helped.rose)
    assert asked_by_letter() == [helped.paul.pk, helped.zoe.pk, helped.paul.pk]


def asked_by_letter() -> list[int]:
    return list(Notification.objects.filter(kind="wording").order_by("pk").values_list("member", flat=True))


def test_written_again_by_its_author_it_keeps_its_helper(helped):
    helped.answers("rose", "objection", reason=REASON)
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert Objection.objects.get().consequence == "alors Rose ferait tout"


def test_once_the_positions_are_shown_the_helper_s_part_is_over(helped):
    objection = helped.objection
    helped.all_answer("consent", rose="objection")
    with refused("stage"):
        actions.help_to_word(objection, reason=WORDS, actor=helped.paul)


def test_nobody_but_the_helper_has_the_page(helped):
    address = reverse("proposals:helping", args=[helped.objection.position_id])
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert "alors Rose ferait tout" in browser(helped.paul).get(address).content.decode()
    for person in (helped.rose, helped.malo, helped.ines, helped.zoe):
        client = browser(person)
        assert client.get(address).status_code == 404
        mine = client.get(reverse("proposals:mine", args=[helped.proposal.pk])).content.decode()
        assert "alors Rose ferait tout" not in mine
        assert "vous demande de l’aider" not in mine


def test_it_goes_through_the_pages(objected):
    address = reverse("proposals:helper", args=[objected.round.pk])
    rose = browser(objected.rose)
    assert (
        "La formuler à plusieurs" in rose.get(reverse("proposals:mine", args=[objected.proposal.pk])).content.decode()
    )
    assert post(rose, "helper", objected.round.pk, helper=objected.paul.pk).status_code == 303
    assert browser(objected.zoe).get(address).status_code == 404
    paul = browser(objected.paul)
    assert (
        "Rose vous demande de l’aider"
        in paul.get(reverse("proposals:mine", args=[objected.proposal.pk])).content.decode()
    )
    post(paul, "helping", objected.objection.position_id, **WORDS)
    assert objected.objection.consequence == "alors Rose ferait tout"


def test_what_waits_for_the_helper_names_neither_the_objection_nor_its_author(helped):
    (line,) = [line for line in fetch(waiting_for(helped.paul)) if line.kind == "wording"]
    assert "bjection" not in line.title
    assert "Rose" not in line.title
    assert not [line for line in fetch(waiting_for(helped.zoe)) if line.kind == "wording"]


def test_the_bar_of_a_phone_offers_it_and_does_not_say_what_it_is(helped):
    helped.answers("paul", "consent")
    bar = proposal_bar(part_of(helped.paul, helped.proposal))
    assert (bar.name, bar.text) == ("word", "Aider à trouver les mots")
    assert proposal_bar(part_of(helped.zoe, helped.proposal)).name == "position"


# Before the round opens


@pytest.fixture
def written(scene):
    """Rose will not be there, objects beforehand, and asked Paul to help."""
    scene.bring_to(State.AMENDING)
    written = actions.object_beforehand(scene.proposal, reason={"consequence": "alors…"}, actor=scene.rose)
    actions.ask_for_help(written, helper=scene.paul, actor=scene.rose)
    return written


def test_beforehand_the_helper_writes_the_reason_and_nobody_else_sees_it(scene, written):
    before = told.verbs()
    actions.help_to_word(written, reason=WORDS, actor=scene.paul)
    written.refresh_from_db()
    assert (written.consequence, written.kind, written.member) == ("alors Rose ferait tout", "limit", scene.rose)
    assert told.verbs() == before
    for person in (scene.malo, scene.ines, scene.zoe):
        page = browser(person).get(scene.proposal.get_absolute_url()).content.decode()
        assert "alors Rose ferait tout" not in page
        assert "vous demande de l’aider" not in page


def test_beforehand_only_whoever_objects_asks_and_only_whoever_was_asked_helps(scene, written):
    for person in (scene.malo, scene.ines, scene.zoe, scene.paul):
        with refused("proposals.ask_help"):
            actions.ask_for_help(written, helper=scene.zoe, actor=person)
    for person in (scene.malo, scene.ines, scene.zoe, scene.rose):
        with refused("proposals.help_to_word"):
            actions.help_to_word(written, reason=WORDS, actor=person)


def test_beforehand_help_is_asked_of_another_member_of_the_circle(scene, written, omar):
    for person in (scene.rose, omar):
        with refused(helper="helper"):
            actions.ask_for_help(written, helper=person, actor=scene.rose)


def test_beforehand_asked_twice_it_is_asked_once_and_another_takes_the_place(scene, written):
    first = WordingHelp.objects.get()
    assert actions.ask_for_help(written, helper=scene.paul, actor=scene.rose) == first
    actions.ask_for_help(written, helper=scene.zoe, actor=scene.rose)
    assert WordingHelp.objects.get().helper == scene.zoe


def test_beforehand_who_is_asked_again_after_another_is_written_to_again(scene, written):
    for helper in (scene.zoe, scene.paul, scene.paul):
        actions.ask_for_help(written, helper=helper, actor=scene.rose)
    assert asked_by_letter() == [scene.paul.pk, scene.zoe.pk, scene.paul.pk]
    actions.take_back_beforehand(scene.proposal, actor=scene.rose)
    for person in (scene.paul, scene.zoe):
        assert OVER in told_of(person, "helping-beforehand", written.pk)


def test_who_helped_beforehand_goes_on_helping_in_the_round(scene, written):
    actions.open_round(scene.proposal, actor=scene.ines)
    with refused("opened"):
        actions.ask_for_help(written, helper=scene.zoe, actor=scene.rose)
    actions.help_to_word(scene.objection, reason=WORDS, actor=scene.paul)
    assert scene.objection.consequence == "alors Rose ferait tout"


def test_taken_back_it_asks_nobody_any_more(scene, written):
    actions.take_back_beforehand(scene.proposal, actor=scene.rose)
    assert not WordingHelp.objects.exists()
    assert not [line for line in fetch(waiting_for(scene.paul)) if line.kind == "wording"]


def test_beforehand_it_goes_through_the_pages(scene, written):
    rose, paul = browser(scene.rose), browser(scene.paul)
    mine = reverse("proposals:mine", args=[scene.proposal.pk])
    assert reverse("proposals:helper-beforehand", args=[scene.proposal.pk]) in rose.get(mine).content.decode()
    assert post(rose, "helper-beforehand", scene.proposal.pk, helper=scene.zoe.pk).status_code == 303
    assert post(rose, "helper-beforehand", scene.proposal.pk, helper=scene.paul.pk).status_code == 303
    address = reverse("proposals:helping-beforehand", args=[written.pk])
    assert address in paul.get(mine).content.decode()
    assert "alors…" in paul.get(address).content.decode()
    assert browser(scene.zoe).get(address).status_code == 404
    post(paul, "helping-beforehand", written.pk, **WORDS)
    written.refresh_from_db()
    assert written.consequence == "alors Rose ferait tout"
    (line,) = [line for line in fetch(waiting_for(scene.paul)) if line.kind == "wording"]
    assert "bjection" not in line.title


def test_help_is_for_one_objection(scene, written):
    with pytest.raises(IntegrityError), transaction.atomic():
        WordingHelp.objects.update(written=None)


# The round opens while somebody helps beforehand


def drafted(person, place) -> list[Draft]:
    return list(Draft.objects.filter(member=person, place=place))


def test_once_the_round_is_open_the_page_goes_on_where_the_words_live_with_what_was_typed(scene, written):
    old = reverse("proposals:helping-beforehand", args=[written.pk])
    save(scene.paul, old, [("consequence", ["alors Rose ferait tout"])])
    actions.open_round(scene.proposal, actor=scene.ines)
    new = reverse("proposals:helping", args=[scene.objection.position_id])
    paul = browser(scene.paul)
    sent = paul.get(old, {"next": "/"})
    assert (sent.status_code, sent["Location"]) == (303, f"{new}?next=%2F")
    assert (drafted(scene.paul, old), len(drafted(scene.paul, new))) == ([], 1)
    assert "alors Rose ferait tout</textarea>" in paul.get(new).content.decode()
    for person in (scene.rose, scene.zoe, scene.ines):
        assert browser(person).get(old).status_code == 404


def test_what_is_sent_from_a_page_that_was_open_before_is_the_reason_of_the_position(scene, written):
    actions.open_round(scene.proposal, actor=scene.ines)
    post(browser(scene.paul), "helping-beforehand", written.pk, **WORDS)
    assert scene.objection.consequence == "alors Rose ferait tout"


def test_sent_once_the_positions_are_shown_it_comes_back_with_what_was_typed(scene, written):
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer("consent", rose="objection")
    paul = browser(scene.paul)
    sent = paul.post(reverse("proposals:helping-beforehand", args=[written.pk]), WORDS)
    assert sent.status_code == 422
    assert "alors Rose ferait tout</textarea>" in sent.content.decode()
    objection = Objection.objects.get()
    assert objection.consequence != "alors Rose ferait tout"
    shown = paul.get(reverse("proposals:helping", args=[objection.position_id]))
    assert (shown.status_code, shown["Location"]) == (303, scene.proposal.get_absolute_url())


# What one was asked to help to word is no such objection any more


def told_of(person, name: str, pk: int) -> str:
    """What the page of help says, that leads on to that of the proposal."""
    client = browser(person)
    sent = client.get(reverse(f"proposals:{name}", args=[pk]))
    assert sent.status_code == 303
    return client.get(sent["Location"]).content.decode()


OVER = "On n’attend plus votre aide pour ces mots"


def test_where_the_text_changed_before_everybody_is_asked_the_helper_is_told_and_may_still_write(scene, written):
    scene.walk_to(State.AMENDING)
    actions.amend(scene.proposal, text="Un samedi sur trois.", actor=scene.malo)
    assert browser(scene.paul).get(reverse("proposals:helping-beforehand", args=[written.pk])).status_code == 200
    actions.open_round(scene.proposal, actor=scene.ines)
    assert "Le texte a changé depuis\xa0: Rose donne sa position" in told_of(
        scene.paul, "helping-beforehand", written.pk
    )
    post(browser(scene.paul), "helping-beforehand", written.pk, **WORDS)
    written.refresh_from_db()
    assert written.consequence == "alors Rose ferait tout"


@pytest.mark.parametrize("kind", ["consent", "objection"])
def test_once_its_writer_has_answered_about_the_new_text_the_helper_is_told(scene, written, kind):
    scene.walk_to(State.AMENDING)
    actions.amend(scene.proposal, text="Un samedi sur trois.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.answers("rose", kind)
    assert OVER in told_of(scene.paul, "helping-beforehand", written.pk)
    for person in (scene.rose, scene.zoe):
        assert browser(person).get(reverse("proposals:helping-beforehand", args=[written.pk])).status_code == 404


def test_what_was_taken_back_says_so_to_whoever_was_asked(scene, written):
    actions.take_back_beforehand(scene.proposal, actor=scene.rose)
    assert OVER in told_of(scene.paul, "helping-beforehand", written.pk)


def test_a_letter_of_before_each_asking_had_a_key_of_its_own_still_tells_what_became(scene, written):
    Notification.objects.filter(kind="wording").update(key=f"written:{written.pk}")
    actions.take_back_beforehand(scene.proposal, actor=scene.rose)
    assert OVER in told_of(scene.paul, "helping-beforehand", written.pk)


def test_whoever_consents_after_all_is_helped_no_more_by_either_address(scene, written):
    actions.open_round(scene.proposal, actor=scene.ines)
    position = scene.objection.position_id
    scene.answers("rose", "consent")
    assert OVER in told_of(scene.paul, "helping", position)
    assert OVER in told_of(scene.paul, "helping-beforehand", written.pk)
    assert browser(scene.zoe).get(reverse("proposals:helping", args=[position])).status_code == 404


# Whoever was asked has left the circle, which is closed


def leave(scene) -> None:
    """Paul sits in the circle no more."""
    Circle.objects.update(is_open=False)
    end_mandate(Mandate.objects.get(member=scene.paul, circle=scene.circle), actor=scene.paul)


def has_nothing_of(person, address: str) -> None:
    """Neither the page of help, nor what waits for them, nor the API says anything of the words or of who wrote
    them; what is sent is not written."""
    client = browser(person)
    pages = [
        client.get(address, follow=True),
        client.post(address, WORDS, follow=True),
        client.get("/"),
        client.get(reverse("api-wording-help-list")),
    ]
    texts = [page.content.decode() for page in pages]
    assert not [text for text in texts if "alors" in text or "Rose" in text]
    assert not [line for line in fetch(waiting_for(person)) if line.kind == "wording"]
    assert pages[3].json()["results"] == []


def test_who_has_left_the_circle_helps_no_more_and_another_is_asked(helped):
    actions.help_to_word(helped.objection, reason={**WORDS, "consequence": "alors…"}, actor=helped.paul)
    help = WordingHelp.objects.get()
    leave(helped)
    with refused("proposals.help_to_word"):
        actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    has_nothing_of(helped.paul, reverse("proposals:helping", args=[helped.objection.position_id]))
    assert browser(helped.paul).get(reverse("api-wording-help-detail", args=[help.pk])).status_code == 404
    assert refusal(helped.paul, "api-wording-help-wording", help.pk, **WORDS) == 404
    assert helped.objection.consequence == "alors…"
    actions.ask_for_help(helped.objection, helper=helped.zoe, actor=helped.rose)
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.zoe)
    assert helped.objection.consequence == "alors Rose ferait tout"


def test_beforehand_who_has_left_the_circle_helps_no_more_nor_once_the_round_is_open(scene, written):
    help = WordingHelp.objects.get()
    leave(scene)
    with refused("proposals.help_to_word"):
        actions.help_to_word(written, reason=WORDS, actor=scene.paul)
    address = reverse("proposals:helping-beforehand", args=[written.pk])
    has_nothing_of(scene.paul, address)
    assert refusal(scene.paul, "api-wording-help-wording", help.pk, **WORDS) == 404
    actions.open_round(scene.proposal, actor=scene.ines)
    has_nothing_of(scene.paul, address)
    assert scene.objection.consequence == "alors…"
