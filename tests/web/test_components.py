"""What the components of templates write, and that nothing typed by a person becomes HTML through them."""

import pytest
from django.core.paginator import Paginator
from django.forms import Form
from django.template import Context, Template
from django.test import RequestFactory

from web.components import Badge, Button, Notice
from web.templatetags.components import notice

HOSTILE = '"><script>alert(1)</script>'


class Thing:
    def get_absolute_url(self) -> str:
        return "/things/7/"


def draw(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{% button %} Go {% endbutton %}", '<button class="button">Go</button>'),
        (
            '{% button look="lamp big" %}Go{% endbutton %}',
            '<button class="button button--lamp button--big">Go</button>',
        ),
        (
            '{% button name="choice" value="" formnovalidate=True %}Go{% endbutton %}',
            '<button class="button" name="choice" value="" formnovalidate>Go</button>',
        ),
        (
            '{% button about="the lamp" %}Take off{% endbutton %}',
            '<button class="button">Take off<span class="visually-hidden">: the lamp</span></button>',
        ),
        (
            "{% button aria_pressed=yes disabled=no %}Go{% endbutton %}",
            '<button class="button" aria-pressed="true">Go</button>',
        ),
        ("{% button aria_pressed=no %}Go{% endbutton %}", '<button class="button" aria-pressed="false">Go</button>'),
        (
            '{% act "/there/" name="member" value=7 %}Go{% endact %}',
            '<button class="button" form="act" formaction="/there/" name="member" value="7">Go</button>',
        ),
        (
            '{% link_button "/there/" query="purpose=person" %}Go{% endlink_button %}',
            '<a class="button" href="/there/?purpose=person">Go</a>',
        ),
        (
            '{% link_button "/there/" next_page="/here/?a=1" %}Go{% endlink_button %}',
            '<a class="button" href="/there/?next=%2Fhere%2F%3Fa%3D1">Go</a>',
        ),
        ('{% link_button "/there/" next_page="" %}Go{% endlink_button %}', '<a class="button" href="/there/">Go</a>'),
        (
            '{% link_button "mailto:malo@localhost" %}Write{% endlink_button %}',
            '<a class="button" href="mailto:malo@localhost">Write</a>',
        ),
        ('{% link_button "#list" %}Go{% endlink_button %}', '<a class="button" href="#list">Go</a>'),
        ('{% link_button "account_login" %}Go{% endlink_button %}', '<a class="button" href="/account/login/">Go</a>'),
        (
            '{% section "Tasks" id="tasks" %}none{% endsection %}',
            '<section class="section stack" aria-labelledby="tasks-title">'
            '<h2 id="tasks-title">Tasks</h2>none</section>',
        ),
        (
            '{% section "Tasks" id="tasks" count=0 %}none{% endsection %}',
            '<section class="section stack" aria-labelledby="tasks-title">'
            '<h2 id="tasks-title">Tasks <span class="muted tabular">0</span></h2>none</section>',
        ),
        (
            '{% card "Tasks" id="tasks" look="lamp" level=3 %}none{% endcard %}',
            '<section class="card stack card--lamp" aria-labelledby="tasks-title">'
            '<h3 id="tasks-title">Tasks</h3>none</section>',
        ),
        (
            '{% more "Rules" data_key="rules" open=yes %}one{% endmore %}',
            '<details class="more" data-key="rules" open><summary>Rules</summary>one</details>',
        ),
        (
            '{% more "Other acts" about="the lamp" %}one{% endmore %}',
            '<details class="more"><summary>Other acts<span class="visually-hidden">: the lamp</span></summary>'
            "one</details>",
        ),
        (
            '{% fold "Agenda" id="agenda" note="3/8" look="card" %}one{% endfold %}',
            '<section class="fold card" id="agenda" aria-labelledby="agenda-title"><details data-key="agenda"><summary>'
            '<h2 id="agenda-title">Agenda</h2> <span class="fold__note">3/8</span></summary>one</details></section>',
        ),
        ('{% badge %}{{ "answer"|numbered:7 }}{% endbadge %}', '<span class="badge">answer-7</span>'),
        ("{% badge %}open{% endbadge %}", '<span class="badge">open</span>'),
        ("{% badges two %}", '<span class="badge">open</span><span class="badge badge--leaf">&lt;b&gt;</span>'),
        ("{% ready_badge two.1 %}", '<span class="badge badge--leaf">&lt;b&gt;</span>'),
        ('{% badge "leaf" %}open{% endbadge %}', '<span class="badge badge--leaf">open</span>'),
        (
            '{% labelled "word" "A word" hint="Short." optional=True %}<input id="word">{% endlabelled %}',
            '<div class="field"><label class="field__label" for="word">A word'
            ' <span class="field__optional">optional</span></label>'
            '<p class="field__hint" id="word-hint">Short.</p><input id="word"></div>',
        ),
        (
            '{% labelled "word" "A word" longest=500 %}<input id="word">{% endlabelled %}',
            '<div class="field"><label class="field__label" for="word">A word</label><input id="word">'
            '<p class="field__limit" id="word-limit" data-limit="500" data-text-left="Characters left: {number}" '
            'data-text-over="Too long by {number}: nothing is cut, shorten it before sending.">'
            "500 characters at most.</p></div>",
        ),
        (
            '{% wide_table "Hours" %}<tr></tr>{% endwide_table %}',
            '<div class="table-scroll" tabindex="0" role="group" aria-label="Hours">'
            '<table class="table"><tr></tr></table></div>',
        ),
        (
            '{% list_line "Malo" "/malo/" note="absent" %}!{% endlist_line %}',
            '<li class="list__row"><span><a class="list__title" href="/malo/">Malo</a>'
            ' <span class="list__note">absent</span></span>!</li>',
        ),
        (
            '{% list_line "Malo" %}{% endlist_line %}',
            '<li class="list__row"><span><span class="list__title">Malo</span></span></li>',
        ),
        (
            '{% link_line "Malo" "/malo/" note="absent" data_person=7 %}!{% endlink_line %}',
            '<li data-person="7"><a class="list__row" href="/malo/"><span><span class="list__title">Malo</span>'
            ' <span class="list__note">absent</span></span>!</a></li>',
        ),
        (
            '{% heading "Notes" "/there/" over="The meeting" %}<p>one</p>{% endheading %}',
            '<header class="heading"><p class="heading__over"><a href="/there/">The meeting</a></p>'
            "<h1>Notes</h1><p>one</p></header>",
        ),
        (
            '{% heading "Notes" over="Avant Minuit" %}{% endheading %}',
            '<header class="heading"><p class="heading__over">Avant Minuit</p><h1>Notes</h1></header>',
        ),
        ('{% heading "Notes" %}{% endheading %}', '<header class="heading"><h1>Notes</h1></header>'),
        ('{% dotted "one" none "" "two" %}', "one · two"),
    ],
)
def test_a_component_writes_its_element(source, html):
    assert draw(source, yes=[1], no=[], two=[Badge("open"), Badge("<b>", "leaf")]) == html


@pytest.mark.parametrize(
    "tag", ["notice 'clay'", "badge 'clay'", "empty_state", "button", "act '/x/'", "post_form", "heading 'x'"]
)
def test_what_a_person_typed_stays_text(tag):
    name = tag.split()[0]
    assert "<script>" not in draw(f"{{% {tag} %}}{{{{ typed }}}}{{% end{name} %}}", typed=HOSTILE)


@pytest.mark.parametrize("attribute", ["title", "value", "about", "aria_label", "data_name"])
def test_what_a_person_typed_closes_no_attribute(attribute):
    html = draw(f"{{% button {attribute}=typed %}}Go{{% endbutton %}}", typed=HOSTILE)
    assert "<script>" not in html
    assert '"><' not in html.replace('button"><span', "")


def test_a_notice_and_an_empty_state_carry_a_picture():
    assert draw('{% notice "clay" %}No{% endnotice %}').startswith('<div class="notice notice--clay"><svg')
    assert draw("{% ready_notice ready %}", ready=Notice("clay", "No")) == draw('{% notice "clay" %}No{% endnotice %}')
    html = draw('{% empty_state "/new/" "Begin" %}Nothing yet.{% endempty_state %}')
    assert html.endswith('<p>Nothing yet.</p><p><a class="button" href="/new/">Begin</a></p></div>')


def test_what_is_wrong_with_a_form_is_a_notice():
    form = Form({})
    form.add_error(None, HOSTILE)
    html = draw("{% form_errors form %}", form=form)
    assert html.startswith('<div class="notice notice--clay"><svg')
    assert html.endswith("<p>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p></div>")
    assert draw("{% form_errors form %}", form=Form({})) == ""


def test_what_is_folded_may_carry_a_picture():
    html = draw('{% more "Ask" icon="plus" %}x{% endmore %}')
    assert html.startswith('<details class="more"><summary><svg')
    assert html.endswith("</svg> Ask</summary>x</details>")


def test_only_the_picture_of_a_button_is_seen():
    html = draw('{% button icon="pencil" only_icon=True %}Change{% endbutton %}')
    assert html.endswith('</svg><span class="visually-hidden">Change</span></button>')


def test_a_link_leads_to_the_page_of_a_thing():
    html = draw("{% link_button thing %}See{% endlink_button %}", thing=Thing())
    assert html == '<a class="button" href="/things/7/">See</a>'


def test_a_button_that_a_presenter_gives_acts_or_leads_somewhere():
    act = Button("Go", "/there/", look="quiet", name="expected", value="")
    assert draw("{% ready_button ready %}", ready=act) == (
        '<button class="button button--quiet" form="act" formaction="/there/" name="expected" value="">Go</button>'
    )
    assert '>Go<span class="visually-hidden">: the lamp</span></button>' in draw(
        '{% ready_button ready about="the lamp" %}', ready=act
    )
    link = Button(HOSTILE, "/there/?a=1", is_link=True)
    html = draw("{% ready_button ready about=typed %}", ready=link, typed=HOSTILE)
    assert html.startswith('<a class="button" href="/there/?a=1">')
    assert "<script>" not in html


def test_what_a_presenter_gives_stays_text():
    html = draw(
        "{% ready_notice notice %}{% ready_badge badge %}", notice=Notice("clay", HOSTILE), badge=Badge(HOSTILE)
    )
    assert html.count("&lt;script&gt;") == 2
    assert "<script>" not in html


def test_a_form_carries_the_token_and_a_key_for_this_sending():
    request = RequestFactory().get("/")
    source = '{% post_form "/there/" look="stack" data_act=True %}x{% endpost_form %}'
    html = draw(source, request=request, csrf_token="T")
    assert html.startswith(
        '<form method="post" action="/there/" class="stack" data-act><input type="hidden" name="csrf'
    )
    assert 'name="request_key"' in html
    assert draw("{% post_form %}x{% endpost_form %}") == '<form method="post">x</form>'


def test_a_form_says_which_page_to_come_back_to():
    html = draw("{% post_form next_page=page %}x{% endpost_form %}", page="/here/?a=1&b=2")
    assert html == '<form method="post"><input type="hidden" name="next" value="/here/?a=1&amp;b=2">x</form>'
    assert draw("{% post_form next_page=page %}x{% endpost_form %}", page="") == '<form method="post">x</form>'


def test_a_text_that_python_gives_a_component_stays_text():
    assert notice(HOSTILE, "clay").endswith("<p>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p></div>")


def test_a_long_list_leads_to_its_pages_filtered_as_it_is():
    page = Paginator(list(range(5)), 2).get_page(2)
    request = RequestFactory().get("/?circle=ca&page=2")
    html = draw("{% page_links page 'Pages' %}", page=page, request=request)
    assert html.startswith('<nav class="row" aria-label="Pages"><a class="button" href="?circle=ca&amp;page=1">')
    assert 'href="?circle=ca&amp;page=3"' in html
    assert draw("{% page_links page 'Pages' %}", page=Paginator([1], 2).get_page(1), request=request) == ""


def test_one_of_several_long_lists_has_a_name_for_its_pages():
    page = Paginator(list(range(5)), 2).get_page(1)
    request = RequestFactory().get("/?page=3")
    html = draw("{% page_links page 'Pages' name='ended' %}", page=page, request=request)
    assert 'href="?page=3&amp;ended=2"' in html


def test_the_title_of_a_fold_is_broken_where_a_word_of_it_has_no_room_in_any_line():
    assert 'class="fold fold--long-word"' in draw('{% fold title "a" %}x{% endfold %}', title="1. https://" + "a" * 200)
    assert 'class="fold"' in draw('{% fold title "a" %}x{% endfold %}', title="Anticonstitutionnellement vôtre " * 9)
