"""What every page carries: its language and light, its places, its policy, its weight."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.test import Client, RequestFactory

from config.styleguide import components
from web import nav, preferences
from web.refusals import reason_for

pytestmark = pytest.mark.django_db


def render(source: str, **context) -> str:
    return Template("{% load web %}" + source).render(Context(context))


def test_a_visitor_chooses_the_language_and_comes_back(visitor):
    response = visitor.post("/preferences/", {"language": "fr"}, headers={"Referer": "http://testserver/form/"})
    assert (response.status_code, response["Location"]) == (303, "http://testserver/form/")
    assert '<html lang="fr"' in visitor.get("/form/").content.decode()


def test_a_language_that_we_do_not_speak_changes_nothing(visitor):
    visitor.post("/preferences/", {"language": "xx"})
    assert '<html lang="en"' in visitor.get("/form/").content.decode()


def test_the_choice_is_told_to_the_floor_that_keeps_it(visitor):
    told = []
    with preferences.keepers.replaced({"test": lambda request, language: told.append(language)}):
        visitor.post("/preferences/", {"language": "fr"})
    assert told == ["fr"]


def test_the_light_is_kept_and_let_go_again(visitor):
    visitor.post("/preferences/", {"theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in visitor.get("/form/").content.decode()
    visitor.post("/preferences/", {"theme": "auto"})
    assert "data-theme" not in visitor.get("/form/").content.decode()


def test_a_light_that_does_not_exist_is_not_written_into_the_page(visitor):
    visitor.cookies["theme"] = '"><script>'
    assert "data-theme" not in visitor.get("/form/").content.decode()


def test_preferences_are_posted(visitor):
    assert visitor.get("/preferences/").status_code == 405


def test_nothing_inline_may_run_or_style(visitor):
    policy = visitor.get("/form/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_member_is_named_on_the_page_and_a_visitor_is_led_in(visitor, noe):
    page = visitor.get("/form/").content.decode()
    assert "data-me" not in page
    assert 'href="/account/login/"' in page
    client = Client()
    client.force_login(noe)
    assert f'data-me="{noe.pk}"' in client.get("/form/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_every_page_of_the_demo_says_so(visitor, settings, demo):
    settings.DEMO = demo
    assert ("This is a demonstration" in visitor.get("/form/").content.decode()) == demo
    assert ("This is a demonstration" in visitor.get("/nowhere/").content.decode()) == demo


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "home"),
        ("/meetings/", "meetings"),
        ("/meetings/12/", "meetings"),
        ("/meetings/12/minutes/", "meetings"),
        ("/proposals/3/", "proposals"),
        ("/circles/ca/", "circles"),
        ("/tasks/", "circles"),
        ("/memory/", "memory"),
        ("/decisions/2026-014/", "memory"),
        ("/me/", None),
    ],
)
def test_the_navigation_has_five_places_and_says_where_one_stands(settings, path, current):
    settings.ROOT_URLCONF = "config.urls"
    places = dict(zip(nav.places, nav.shown("", path), strict=True))
    assert list(places) == ["home", "meetings", "proposals", "circles", "memory"]
    assert [name for name, place in places.items() if place.is_current] == ([current] if current else [])


def test_a_page_may_say_itself_where_it_stands(settings):
    settings.ROOT_URLCONF = "config.urls"
    assert [place.is_current for place in nav.shown("memory", "/meetings/1/")] == [False, False, False, False, True]


class Fields(forms.Form):
    title = forms.CharField(label="Title", help_text="A few words.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    public = forms.BooleanField(label="Public", required=False)


def test_a_field_says_its_limit_and_the_browser_cuts_nothing():
    class Titled(forms.Form):
        title = forms.CharField(max_length=120)

    html = render("{% field form.title %}", form=Titled())
    assert 'aria-describedby="id_title-limit"' in html
    assert 'id="id_title-limit" data-limit="120"' in html
    assert "120 characters at most." in html
    assert "maxlength" not in html
    refusal = Titled({"title": "m" * 121})
    assert refusal.errors.as_data()["title"][0].code == "max_length"
    assert "m" * 121 in render("{% field form.title %}", form=refusal)


def test_a_field_ties_its_label_its_hint_and_its_mistake_to_its_control():
    html = render("{% field form.title %}", form=Fields({}))
    assert '<label class="field__label" for="id_title">Title</label>' in html
    assert 'id="id_title-hint">A few words.</p>' in html
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'id="id_title-error"' in html
    assert 'aria-invalid="true"' in html


def test_what_may_be_left_out_says_so():
    assert "optional" in render("{% field form.note %}", form=Fields())
    assert "optional" not in render("{% field form.title %}", form=Fields())


def test_choices_are_a_group_with_a_legend():
    html = render("{% field form.kind %}", form=Fields({}))
    assert "<legend" in html
    assert "Kind</legend>" in html
    assert html.count('type="radio"') == 2
    assert "<label for=" not in html.split("</legend>")[0]


def test_the_form_of_acts_carries_the_token_and_a_key_of_its_own():
    request = RequestFactory().get("/")
    one, other = (render("{% act_form %}", request=request) for _ in range(2))
    assert 'id="act" method="post"' in one
    assert "csrfmiddlewaretoken" in one
    assert one.split('name="request_key"')[1] != other.split('name="request_key"')[1]


def test_an_icon_is_drawn_and_not_spoken():
    html = render("{% icon 'hand' %}")
    assert html.startswith("<svg")
    assert 'aria-hidden="true"' in html


def test_a_refusal_says_what_its_app_registered_or_what_it_says_itself():
    request = RequestFactory().get("/")
    request.user = type("Somebody", (), {"is_authenticated": True})()
    assert reason_for(PermissionDenied("tests.enter"), request).startswith("Only the keeper of the keys")
    assert reason_for(PermissionDenied("The vote is over."), request) == "The vote is over."
    assert reason_for(PermissionDenied("unknown.perm"), request).startswith("Your place in the collective")
    assert reason_for(None, request).startswith("Your place in the collective")


def test_the_style_guide_shows_every_picture():
    told = components.context()
    assert {"evenings", "tables", "count", "thread", "map", "story"} <= set(told)


def test_an_icon_is_a_picture_that_no_screen_reader_says():
    html = Template('{% load web %}{% icon "lamp" 24 %}').render(Context())

    tag = html[: html.index(">") + 1]
    assert tag.startswith('<svg width="24" height="24" viewBox="0 0 24 24"')
    assert 'class="icon" aria-hidden="true" focusable="false"' in tag
    assert "xmlns" not in tag
