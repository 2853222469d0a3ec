"""Finding things in French, by right, as they are now."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    change_item,
    change_meeting,
    close_meeting,
    extend_item,
    move_item,
    open_meeting,
    plan_meeting,
    remove_item,
    write_notes,
)
from commissions.actions import add_task, create_circle, describe_circle, end_mandate, set_rules
from commissions.models import Circle, Mandate
from config.clock import run_due
from config.demo.evening import tonight
from history.actions import add_document, add_event, change_document, change_event, publish_document
from history.models import Event, SearchEntry, UnindexedChange
from history.search import Indexed, Source, catch_up, find, refresh, reindex
from history.search.index import AT_ONCE, PUBLIC, sources, within
from history.search.words import ExcerptPiece, excerpt, plain, stemmed, stems, unmarked, wanted
from journal.actions import action
from members.models import Collective
from tests.conftest import person
from tests.journal.test_writers import at_once
from tests.refusals import refused

VISITOR = AnonymousUser()


def titles(query: str, who) -> list[str]:
    return ["".join(piece.text for piece in found.title) for found in find(query, person=who)]


def test_what_is_found_bears_the_day_where_the_collective_lives(ca, ines):
    """Half past midnight in Crest is still the year before in UTC."""
    starts_at = timezone.make_aware(datetime(2027, 1, 1, 0, 30))
    plan_meeting(ca, title="Vœux du bistro", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), actor=ines)
    reindex()
    assert SearchEntry.objects.get(title__contains="bistro").happened_on == date(2027, 1, 1)


@pytest.fixture
def bistro(ines):
    return add_event(
        actor=ines, title="Les réunions du bistro", text="L’objection d’Élise est levée.", happened_on=date(2018, 5, 1)
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("reunion", "réunions"),
        ("RÉUNION", "réunion"),
        ("réunions", "Réunion"),
        ("objection", "l’objection"),
        ("objections", "L'OBJECTION"),
        ("l’objection", "objections"),
        ("qu'adherent", "adhérents"),
        ("adhérente", "adhérents"),
        ("oeuvre", "œuvres"),
        ("animal", "animaux"),
        ("decide", "décidé"),
        ("energetique", "énergétiques"),
        ("e\u0301te\u0301", "été"),  # accents typed apart
    ],
)
def test_accents_plurals_capitals_and_elisions_do_not_matter(typed, written):
    (asked,) = wanted(typed)
    assert asked & set(stemmed(written).split())


@pytest.mark.parametrize(("one", "other"), [("bail", "balai"), ("vote", "voûte"), ("tour", "tournage")])
def test_other_words_stay_other_words(one, other):
    (asked,) = wanted(one)
    assert not asked & set(stemmed(other).split())


def test_an_elided_letter_is_no_word():
    assert "l" not in stemmed("l’eau d’ici qu’on aime").split()
    assert stemmed("aujourd’hui").split()[0] == "aujourd"


def test_small_words_are_asked_for_only_when_alone():
    assert wanted("les réunions de la CA") == wanted("réunions CA")
    assert wanted("de la") == [stems("de"), stems("la")]


def test_plain_leaves_letters_alone():
    assert plain("Œuvre d’ÉTÉ ç") == "oeuvre d'ete c"


def test_the_excerpt_shows_the_words_that_were_looked_for():
    text = "Mot " * 100 + "avant l’objection après " + "mot " * 100
    pieces = excerpt(text, wanted("objections"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["objection"]
    assert pieces[0] == ExcerptPiece("… ", False)
    assert len("".join(piece.text for piece in pieces)) < 260


def test_what_markdown_writes_around_words_is_not_shown():
    written = "# Titre\n\n- **Le patrimoine** : *mettre* en [valeur](https://exemple.fr/x) le lieu\n> 2 * 3, snake_case"
    assert unmarked(written) == "Titre\n\nLe patrimoine : mettre en valeur le lieu\n2 * 3, snake_case"


def test_an_excerpt_of_one_endless_word_ends():
    assert sum(len(piece.text) for piece in excerpt("a" * 5000, wanted("b"))) < 260


@pytest.mark.parametrize("query", ["réunion", "reunions", "REUNION bistro", "objection", "l'objection", "elise"])
def test_an_event_is_found(query, bistro, noe):
    assert titles(query, noe) == ["Les réunions du bistro"]


@pytest.mark.parametrize(
    "query", ["", "   ", "!!", "'", '"', "réunion -bistro OR NOT (", "a*b", "%_\\", "\x00", "réunion jardin"]
)
def test_what_is_not_found_or_makes_no_sense_is_no_error(query, bistro, noe):
    assert titles(query, noe) in ([], ["Les réunions du bistro"])


def test_every_word_must_be_there(bistro, noe):
    assert titles("réunion bistro", noe) == ["Les réunions du bistro"]
    assert titles("réunion jardin", noe) == []


def test_the_page_offers_what_holds_some_of_the_words_when_nothing_holds_them_all(client, bistro, noe):
    client.force_login(noe)
    url = reverse("history:search")
    assert "ne contient tous ces mots" not in client.get(url, {"q": "réunion bistro"}).content.decode()
    page = client.get(url, {"q": "réunion jardin"}).content.decode()
    assert "ne contient tous ces mots" in page
    assert "<mark>réunions</mark>" in page


def test_a_word_of_the_title_comes_first(ines, noe):
    add_event(actor=ines, title="Fête", text="On parle du jardin.", happened_on=date(2018, 1, 1))
    add_event(actor=ines, title="Jardin", text="On plante.", happened_on=date(2016, 1, 1))
    assert titles("jardins", noe) == ["Jardin", "Fête"]


def test_what_is_told_better_is_found_by_its_new_words_and_no_more_by_the_old(bistro, ines, noe):
    change_event(bistro, actor=ines, title="La cantine", happened_on=date(2018, 5, 1))
    assert titles("bistro", noe) == []
    assert titles("cantines", noe) == ["La cantine"]


@action
def tell_and_fail(*, actor) -> None:
    add_event(actor=actor, title="Le moulin", happened_on=date(2018, 5, 1))
    refresh(["event:1"])
    raise RuntimeError


def test_what_was_undone_is_not_found(ines, noe):
    with pytest.raises(RuntimeError):
        tell_and_fail(actor=ines)
    assert titles("moulin", noe) == []
    assert not SearchEntry.objects.filter(kind="event").exists()


def test_a_document_is_found_by_its_present_text(ines, noe):
    document = add_document(actor=ines, title="Charte", text="Horizontalité", kind="charter")
    change_document(document, actor=ines, text="Gouvernance partagée")
    assert titles("horizontalité", noe) == []
    assert titles("gouvernances partagees", noe) == ["Charte"]


def test_a_visitor_finds_what_is_published_and_nothing_else(ines, noe):
    document = add_document(actor=ines, title="Règlement", text="Fermer la porte.")
    assert titles("porte", VISITOR) == []
    assert titles("porte", noe) == ["Règlement"]
    publish_document(document, actor=ines, is_public=True)
    assert titles("porte", VISITOR) == ["Règlement"]
    publish_document(document, actor=ines, is_public=False)
    assert titles("porte", VISITOR) == []


def test_a_collective_closed_to_visitors_lets_them_find_nothing(bistro, noe):
    Collective.objects.update_or_create(pk=1, defaults={"is_public": False})
    assert titles("bistro", VISITOR) == []
    assert titles("bistro", noe) == ["Les réunions du bistro"]


def test_a_closed_account_finds_nothing_more_than_a_visitor(ines):
    gone = person("Gaël", is_active=False)
    add_document(actor=ines, title="Règlement", text="Fermer la porte.")
    assert titles("porte", gone) == []


def test_what_a_closed_circle_does_is_found_by_its_members_alone(admin, noe, omar):
    closed = create_circle(actor=admin, kind="working_group", name="Médiation", is_open=False)
    sami = person("Sami", closed)
    add_task(closed, title="Écouter les voisins", actor=sami)
    assert titles("voisin", sami) == ["Écouter les voisins"]
    assert [titles("voisin", who) for who in (noe, omar, admin, VISITOR)] == [[], [], [], []]
    end_mandate(Mandate.objects.get(member=sami), actor=admin)
    assert titles("voisin", sami) == []
    set_rules(closed, actor=admin, is_open=True)
    assert titles("voisin", noe) == ["Écouter les voisins"]


@pytest.mark.parametrize(("right", "found_by"), [(within, {"ines"}), (Circle.topic_of, {"ines", "noe"})])
def test_a_closed_item_of_an_open_circle_is_for_those_who_are_in_it(right, found_by, ca, ines, noe):
    case = Source("task", "", "", lambda keys: [Indexed("case:1", right(ca.pk), "Un cas délicat", "/")])
    with sources.replaced({"case": case}):
        refresh(["case:1"])
    everyone = {"ines": ines, "noe": noe, "visitor": VISITOR}
    assert {name for name, who in everyone.items() if titles("délicat", who)} == found_by


def test_what_is_gone_is_not_found(ca, ines):
    things = [
        Indexed("case:1", PUBLIC, "Un cas", "/", part="a"),
        Indexed("case:1", PUBLIC, "Un autre cas", "/", part="b"),
    ]
    with sources.replaced({"case": Source("task", "", "", lambda keys: things)}):
        refresh(["case:1"])
        assert set(titles("cas", ines)) == {"Un cas", "Un autre cas"}
        things.pop()
        refresh(["case:1"])
        assert titles("cas", ines) == ["Un cas"]


def test_circles_and_people_are_found_by_members(admin, ca, ines, noe):
    describe_circle(ca, actor=admin, name="CA", mission="Tenir les cordons de la bourse")
    assert titles("cordon", noe) == ["CA"]
    assert titles("cordon", VISITOR) == []
    call_command("reindex", verbosity=0)
    assert titles("ines", noe) == ["Inès"]
    assert titles("ines", VISITOR) == []


def entries() -> set[tuple[object, ...]]:
    """All that is indexed, but the number of each row."""
    catch_up()
    kept = [field.name for field in SearchEntry._meta.fields if field.name != "id"]
    return set(SearchEntry.objects.values_list(*kept))


def test_after_each_step_of_an_evening_the_index_is_what_would_be_made_anew(ca, ines):
    start, end = tonight(timezone.localtime())
    reindex()
    meeting = plan_meeting(ca, title="CA de mai", starts_at=start, ends_at=end, actor=ines)
    rent = add_item(meeting, title="Le bail", note="Le **loyer**", actor=ines)
    case = add_item(meeting, title="Situation de Paul", is_closed=True, actor=ines)
    gone = add_item(meeting, title="La fête", actor=ines)
    for step in (
        lambda: change_item(rent, title="Le bail du bistro", note="", minutes=5, kind="discussion", actor=ines),
        lambda: move_item(case, up=True, actor=ines),
        lambda: remove_item(gone, actor=ines),
        lambda: change_meeting(
            meeting, title="CA de juin", place="Salle 2", link="", starts_at=start, ends_at=end, actor=ines
        ),
        lambda: open_meeting(meeting, actor=ines),
        lambda: advance(meeting, expected=None, to=rent, actor=ines),
        lambda: extend_item(rent, granted=0, actor=ines),
        lambda: write_notes(rent, text="On attend le propriétaire.", base=0, actor=ines),
        lambda: write_notes(case, text="Un toit pour l’hiver.", base=0, actor=ines),
        lambda: close_meeting(meeting, actor=ines),
    ):
        step()
        followed = entries()
        reindex()
        assert followed == entries()
    assert titles("propriétaire", ines) == ["Le bail du bistro · CA de juin"]
    assert titles("loyer", ines) == titles("fête", ines) == []
    assert SearchEntry.objects.get(part=str(case.pk)).right == within(ca.pk)


def test_a_step_that_alters_no_text_reads_the_index_and_leaves_it_alone(ca, ines):
    start, end = tonight(timezone.localtime())
    meeting = plan_meeting(ca, title="CA", starts_at=start, ends_at=end, actor=ines)
    item = add_item(meeting, title="Le bail", actor=ines)
    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    catch_up()
    with CaptureQueriesContext(connection) as act:
        extend_item(item, granted=0, actor=ines)
    with CaptureQueriesContext(connection) as following:
        catch_up()
    assert words_of(act, "history_") == ["INSERT"]
    assert UnindexedChange.objects.count() == 0
    assert words_of(following, "history_searchentry") == ["SELECT"]


def words_of(asked: CaptureQueriesContext, table: str) -> list[str]:
    """How each statement that names these tables begins."""
    return [query["sql"].split()[0] for query in asked if f'"{table}' in query["sql"] or f" {table}" in query["sql"]]


def test_what_was_changed_before_a_process_died_is_found(ines, noe):
    add_event(actor=ines, title="Le moulin", happened_on=date(2018, 5, 1))
    assert not SearchEntry.objects.filter(title="Le moulin").exists()
    assert UnindexedChange.objects.count() == 1
    assert titles("moulin", noe) == ["Le moulin"]
    assert not UnindexedChange.objects.exists()


def test_what_is_hidden_from_visitors_is_not_found_by_them_though_the_index_has_not_followed(ines):
    document = add_document(actor=ines, title="Règlement", text="Fermer la porte.")
    publish_document(document, actor=ines, is_public=True)
    assert titles("porte", VISITOR) == ["Règlement"]
    publish_document(document, actor=ines, is_public=False)
    assert SearchEntry.objects.get(title="Règlement").right == PUBLIC
    assert titles("porte", VISITOR) == []


def test_the_clock_follows_too(bistro):
    run_due()
    assert SearchEntry.objects.filter(title="Les réunions du bistro").count() == 1
    assert not UnindexedChange.objects.exists()


def test_the_index_follows_in_several_transactions_where_much_has_changed(bistro, noe):
    UnindexedChange.objects.bulk_create(UnindexedChange(topics=f"event:{10**6 + n}") for n in range(AT_ONCE + 1))
    assert titles("bistro", noe) == ["Les réunions du bistro"]
    assert not UnindexedChange.objects.exists()


def test_many_who_search_at_once_write_each_entry_once(transactional_db):
    event = Event.objects.create(title="Le moulin", happened_on=date(2018, 5, 1), created_at=timezone.now())
    UnindexedChange.objects.bulk_create(UnindexedChange(topics=event.topic) for _ in range(20))
    assert at_once(8, lambda _number: catch_up()) == []
    assert SearchEntry.objects.filter(title="Le moulin").count() == 1
    assert not UnindexedChange.objects.exists()


def test_reindex_makes_the_same_index_again(bistro, ca, ines, noe, capsys):
    fields = ("kind", "topic", "part", "right", "title", "text", "url", "title_stems", "text_stems")
    call_command("reindex")
    before = set(SearchEntry.objects.values_list(*fields))
    SearchEntry.objects.all().delete()
    assert titles("bistro", noe) == []
    SearchEntry.objects.create(
        kind="task", topic="ghost:1", right=PUBLIC, title="Fantôme", title_stems="fantom", text_stems=""
    )
    call_command("reindex")
    assert set(SearchEntry.objects.values_list(*fields)) == before
    assert titles("bistro", noe) == ["Les réunions du bistro"]
    assert titles("fantôme", noe) == []


def test_the_search_uses_the_index_of_the_database(bistro, noe):
    catch_up()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'history_searchfts'")
            assert "USING gin" in cursor.fetchone()[0]
        else:
            cursor.execute("SELECT count(*) FROM history_searchfts WHERE history_searchfts MATCH 'bistro'")
            assert cursor.fetchone()[0] == 1


def test_the_page_marks_what_was_looked_for_and_keeps_the_query(client, bistro, noe):
    client.force_login(noe)
    page = client.get(reverse("history:search"), {"q": "reunion <b>"}).content.decode()
    assert "<b>" not in page
    page = client.get(reverse("history:search"), {"q": "objections reunion"}).content.decode()
    assert "<mark>réunions</mark>" in page
    assert "L’<mark>objection</mark> d’Élise" in page
    assert 'value="objections reunion"' in page


def test_what_was_typed_is_text_on_the_page(client, noe):
    client.force_login(noe)
    page = client.get(reverse("history:search"), {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in page


def test_whoever_may_not_write_leaves_no_trace_in_the_index(noe):
    with refused("history.tell"):
        add_event(actor=noe, title="Le moulin", happened_on=date(2018, 5, 1))
    catch_up()
    assert not SearchEntry.objects.filter(title="Le moulin").exists()


def test_a_circle_is_the_same_number_of_questions_however_much_is_found(noon, ines, noe, django_assert_max_num_queries):
    for number in range(30):
        add_event(actor=ines, title=f"Jardin {number}", happened_on=date(2018, 5, 1))
    assert Circle.objects.count() == 1
    catch_up()
    with django_assert_max_num_queries(6):
        assert len(find("jardin", person=noe)) == 30
