"""What somebody could type to make a page, a letter or a file do something else than show it.

By what would read it: HTML (each way that the cheat sheets of OWASP name), headers of a letter, a calendar, a feed, a
sheet of cells, Typst, Markdown, templates; and characters that turn, hide or end a text.
"""

import email
import email.policy
import re
from collections import Counter
from html.parser import HTMLParser

MARK = "data-hostile"
TYPED = (
    f"\"'><form {MARK} action=/stolen><meta {MARK} http-equiv=refresh content='600;url=/stolen/'>"
    f"<base {MARK} href=/stolen/>"
    f"<style {MARK}>*{{display:none}}</style><script {MARK}>window.hostile=1</script>"
    f"<img {MARK} src=x onerror=window.hostile=1></textarea></title></noscript><b {MARK}> "
)

TEXTS: dict[str, str] = {
    "html": TYPED,
    "script": ("<script>alert(1)</script><ScRiPt/x>alert(1)</sCrIpT ><<script>alert(1)//<</script>"),
    "handler": (
        '<img src=x onerror=alert(1)><svg/onload=alert(1)><body onpageshow="alert(1)"><details open ontoggle=alert(1)>'
    ),
    "attribute": "\" onmouseover=alert(1) x=\" ' autofocus onfocus=alert(1) ' ` style=`x",
    "address": (
        "javascript:alert(1) JaVaScRiPt:alert(1) java\tscript:alert(1) data:text"
        "/html,<script>alert(1)</script> vbscript:x"
    ),
    "quoted address": (
        '<a href="javascript:alert(1)">x</a><a href="&#106;avascript:alert(1)">x</a><iframe srcdoc="<script>">'
    ),
    "encoded": ("%3Cscript%3Ealert(1)%3C/script%3E &lt;script&gt; &#x3C;script&#x3E; \\u003cscript\\u003e \\x3cscript"),
    "foreign": (
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style"
        "></math><svg><a xlink:href='javascript:x'>"
    ),
    "closing": ("</title></style></textarea></script></noscript></template><!-- --!> --> <![CDATA[ ]]> <plaintext>"),
    "style": (
        "<div style='background:url(javascript:x)'><style>@import 'https://evil"
        ".example/x.css'</style><link rel=stylesheet href=//evil.example>"
    ),
    "header": (
        "Oui\r\nBcc: victim@evil.example\nX-Evil: 1\r\n\r\n<html>body</html>\u2028Cc: victi"
        "m@evil.example\x85To: x@evil.example"
    ),
    "encoded header": "=?utf-8?q?Oui?= =?utf-8?b?DQpCY2M6IHg=?= =0D=0ABcc: x@evil.example",
    "address of a letter": '"Rose" <rose@evil.example>, victim@evil.example; (x) @[127.0.0.1]',
    "calendar": (
        "Oui\nEND:VEVENT\nBEGIN:VEVENT\nATTENDEE:mailto:x@evil.example\r\nX-ALT-DESC;FMTTYPE=text/html:<script>,;\\n"
    ),
    "feed": (
        "]]> &xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'> <?xml version='1.1"
        "'?> <xi:include href='file:///etc/passwd'/>"
    ),
    "cell": ('=1+1 =cmd|\' /C calc\'!A0 +1 -1 @SUM(A1) \t=1 \r=1 =HYPERLINK("https://evil.example") ;=1,"=1"'),
    "typst": (
        '#panic("x") #import "x" #read("/etc/passwd") $x$ @ref `#eval` [#link("javascript:x")] \\ #{ } /* */ // <label>'
    ),
    "markdown": (
        "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <javascript:"
        "alert(1)> [x]: javascript:alert(1)\n\n# Un\n---\n| a |\n|---|"
    ),
    "template": (
        "{{ settings.SECRET_KEY }} {% load x %} {% include '/etc/passwd' %} ${7*7} #{7*7} %(name)s %s {0} {name}"
    ),
    "turned": "\u202eexe.fdp\u202c \u2066x\u2069 \u200b\u200d\ufeff a\u0301\u0301\u0301",
    "file name": '../../etc/passwd\\..\\x;filename=evil.exe"; \r\nSet-Cookie: a=b',
    "long": f"https://exemple.org/{'abcdefghij' * 18} {'mot' * 300}",
}

ACTIVE = {"script", "style", "img", "iframe", "form", "meta", "base", "svg", "math", "link", "object", "details"}
# Of which a page has so many, whatever is typed: the others fold or mark a text that is long, or are drawn by us.
COUNTED = (ACTIVE - {"svg", "details"}) | {"html", "head", "title", "body", "embed", "textarea", "template", "noscript"}
ADDRESSES = {"href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "srcdoc", "background"}
# Leads to another site, or runs, as a browser reads it: without blanks (https://url.spec.whatwg.org, 4.4).
UNSAFE = re.compile(r"(?!(https?|webcals?|mailto):)[a-z][a-z0-9+.-]*:|[/\\\\]{2}", re.IGNORECASE)
HEADERS_OF_A_LETTER = {
    *("content-type", "mime-version", "subject", "from", "to", "date", "message-id", "auto-submitted", "references"),
    *("in-reply-to", "list-unsubscribe", "list-unsubscribe-post"),
}
TAGS_OF_A_LETTER = {"html", "head", "meta", "title", "style", "body", "div", "p", "br", "a", "strong"}


class Tags(HTMLParser):
    """The tags of a text of HTML, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.each: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []  # what a browser gets or sends by itself, or runs
        self.handlers: list[str] = []
        self.feed(text)
        self.close()

    @property
    def tags(self) -> set[str]:
        return set(self.each)

    @property
    def counted(self) -> Counter[str]:
        return Counter(tag for tag in self.each if tag in COUNTED)

    @property
    def unsafe_links(self) -> list[str]:
        return [link for link in self.links if UNSAFE.match(re.sub(r"[\x00-\x20]", "", link))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.each.append(tag)
        addresses = [value or "" for name, value in attrs if name in ADDRESSES]
        self.links += addresses
        self.fetched += addresses if tag != "a" else []
        self.fetched += [value or "" for name, value in attrs if name == "style"]
        self.handlers += [name for name, _value in attrs if name.startswith("on")]


def check_harmless(html: str) -> None:
    """No tag that acts, no handler, no link but to pages and addresses."""
    seen = Tags(html)
    assert not seen.tags & ACTIVE
    assert seen.handlers == []
    assert not seen.unsafe_links, seen.unsafe_links


def check_page(html: str, counted: Counter[str]) -> None:
    """Just as many tags that act as in the same page of harmless words; nothing that runs, or is fetched from afar."""
    seen = Tags(html)
    assert seen.counted == counted, (seen.counted - counted, counted - seen.counted)
    assert seen.handlers == []
    assert not seen.unsafe_links, seen.unsafe_links
    assert not (afar := [text for text in seen.fetched if re.search("stolen|evil|javascript:", text)]), afar


def check_letter(raw: bytes, to: str) -> None:
    """One addressee, no header and no tag but ours, in two parts that say the same."""
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert {name.lower() for name in read} <= HEADERS_OF_A_LETTER
    assert read["to"] == to
    assert "\n" not in str(read["subject"])
    parts = {part.get_content_type(): part for part in read.walk() if not part.is_multipart()}
    assert {"text/plain", "text/html"} <= set(parts)
    seen = Tags(parts["text/html"].get_content())
    assert not (others := seen.tags - TAGS_OF_A_LETTER), others
    assert seen.handlers == []
    assert [link for link in seen.links if not link.startswith(("http://", "https://"))] == []


def check_saved_name(disposition: str) -> None:
    """The header of a file names it once, without a folder, and not hidden."""
    message = email.message_from_string(f"Content-Disposition: {disposition}", policy=email.policy.default)
    header = message["content-disposition"]
    assert header.content_disposition in {"attachment", "inline"}
    assert set(header.params) == {"filename"}
    assert not re.search(r"[/\\\r\n]|^\.", header.params["filename"])
