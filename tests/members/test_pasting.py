"""However people are pasted, each address is invited or comes back with its reason."""

import pytest
from django.urls import reverse

from members.models import Invitation
from members.pasting import read_people

ROSE, OMAR = ("rose@example.org", "Rose Martin"), ("omar@example.org", "Omar Diallo")
BARE = [("rose@example.org", ""), ("omar@example.org", "")]
WAYS = {
    "one a line": ("rose@example.org\nomar@example.org", BARE),
    "Windows' lines": ("rose@example.org\r\nomar@example.org\r\n", BARE),
    "old Macs' lines": ("rose@example.org\romar@example.org", BARE),
    "commas": ("rose@example.org, omar@example.org", BARE),
    "commas without spaces": ("rose@example.org,omar@example.org,", BARE),
    "semicolons": ("rose@example.org; omar@example.org;", BARE),
    "spaces": ("rose@example.org omar@example.org", BARE),
    "tabs": ("rose@example.org\tomar@example.org", BARE),
    "no-break spaces": ("rose@example.org\u00a0omar@example.org\u202f", BARE),
    "slashes": ("rose@example.org/omar@example.org", BARE),
    "bars": ("rose@example.org | omar@example.org", BARE),
    "a sentence": ("Rose@example.org et omar@example.org.", [("Rose@example.org", ""), ("omar@example.org", "")]),
    "angles": ("<rose@example.org>, <omar@example.org>", BARE),
    "quotes": ("'rose@example.org', \"omar@example.org\"", BARE),
    "guillemets": ("« rose@example.org » « omar@example.org »", BARE),
    "parentheses": ("(rose@example.org) (omar@example.org)", BARE),
    "mailto": ("mailto:rose@example.org mailto:omar@example.org?subject=Bonjour", BARE),
    "mailto, the other in copy": ("mailto:rose@example.org?subject=Bonjour&cc=omar@example.org", BARE),
    "trailing signs": ("rose@example.org. omar@example.org…", BARE),
    "a mark of byte order": ("\ufeffrose@example.org\n\u200bomar@example.org\u200e", BARE),
    "wide signs": ("rose＠example.org，omar＠example.org；", BARE),
    "bullets": ("- rose@example.org\n• omar@example.org", BARE),
    "empty lines": ("\n\nrose@example.org\n  \n\nomar@example.org\n", BARE),
    "twice": ("rose@example.org\nROSE@example.org, omar@example.org, rose@example.org", BARE),
    "names": ("Rose Martin <rose@example.org>\nOmar Diallo <omar@example.org>", [ROSE, OMAR]),
    "names on one line": ("Rose Martin <rose@example.org>, Omar Diallo <omar@example.org>", [ROSE, OMAR]),
    "names with semicolons": ("Rose Martin <rose@example.org>;Omar Diallo <omar@example.org>;", [ROSE, OMAR]),
    "names without angles": ("Rose Martin rose@example.org, Omar Diallo omar@example.org", [ROSE, OMAR]),
    "names in quotes": ('"Rose Martin" <rose@example.org>, "Omar Diallo" <omar@example.org>', [ROSE, OMAR]),
    "family names first": ('"Martin, Rose" <rose@example.org>; "Diallo, Omar" <omar@example.org>', [ROSE, OMAR]),
    "names after": ("rose@example.org (Rose Martin)\nomar@example.org - Omar Diallo", [ROSE, OMAR]),
    "names with a colon": ("Rose Martin : rose@example.org\nOmar Diallo – omar@example.org", [ROSE, OMAR]),
    "names and an aside": (
        "Rose Martin (trésorière) <rose@example.org>\nOmar Diallo [VQ] omar@example.org",
        [ROSE, OMAR],
    ),
    "a numbered list": ("1. Rose Martin rose@example.org\n2) Omar Diallo, omar@example.org", [ROSE, OMAR]),
    "columns": ("Rose\tMartin\trose@example.org\nOmar\tDiallo\tomar@example.org", [ROSE, OMAR]),
    "columns, the address first": ("rose@example.org\tRose\tMartin\nomar@example.org\tOmar\tDiallo", [ROSE, OMAR]),
    "columns with telephones": (
        "12;Rose;Martin;rose@example.org;06 12 34 56 78\n13;Omar;Diallo;omar@example.org;",
        [ROSE, OMAR],
    ),
    "columns in quotes": ('"Rose","Martin","rose@example.org"\n"Omar","Diallo","omar@example.org"', [ROSE, OMAR]),
    "a letter's head": ("To: Rose Martin <rose@example.org>\nCc : Omar Diallo <omar@example.org>", [ROSE, OMAR]),
    "an address and its link": (
        "Rose Martin <rose@example.org<mailto:rose@example.org>>, Omar Diallo <omar@example.org>",
        [ROSE, OMAR],
    ),
    "and": ("Rose Martin <rose@example.org> et Omar Diallo <omar@example.org>", [ROSE, OMAR]),
    "the same, once named": (
        "rose@example.org\nRose Martin <rose@example.org>\nOmar Diallo <omar@example.org>",
        [ROSE, OMAR],
    ),
    "an apostrophe": ("Anne d’Arc <anne.o'brien@example.org>", [("anne.o'brien@example.org", "Anne d’Arc")]),
    "a name turned around": ("Rose\u202e Martin <rose@example.org>", [ROSE]),
}


@pytest.mark.parametrize(("pasted", "people"), WAYS.values(), ids=WAYS)
def test_everybody_is_found(pasted: str, people: list[tuple[str, str]]) -> None:
    assert [(one.email, one.name) for one in read_people(pasted)] == people


@pytest.mark.parametrize(("pasted", "people"), WAYS.values(), ids=WAYS)
def test_everybody_is_invited(admin, client, pasted: str, people: list[tuple[str, str]]) -> None:
    client.force_login(admin)
    answer = client.post(reverse("members:invite"), {"people": pasted}, follow=True)
    assert answer.status_code == 200
    invited = Invitation.objects.order_by("pk").values_list("email", "name")
    assert list(invited) == [(email.lower(), name) for email, name in people]


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        ("Nom;Prénom;Courriel\nMartin;Rose;rose@example.org", ["Nom;Prénom;Courriel"]),
        ("rose@example.org, omar@, zoe@@example.org", ["omar@", "zoe@@example.org"]),
        ("Omar Diallo <omar@example>\nrose@example.org", ["Omar Diallo &lt;omar@example&gt;"]),
        ("omar (at) example.org\nrose@example.org", ["omar (at) example.org"]),
        ("Omar, Zoé\nrose@example.org", ["Omar, Zoé"]),
        ("omar (at) example.org; rose@example.org", ["omar (at) example.org"]),
        ("rose@example.org, Omar <omar [at] example.org>", ["Omar &lt;omar [at] example.org"]),
        ("rose@example.org, zoe arobase example.org, omar.diallo", ["zoe arobase example.org", "omar.diallo"]),
        ("omarexample.org, Rose Martin rose@example.org", ["omarexample.org"]),
        ("Omar Diallo omar%40example.org; rose@example.org", ["Omar Diallo omar%40example.org"]),
        ("rose@example.org ines@example.org", ["ines@example.org"]),
        ("omar @ example.org\nrose@example.org", ["omar &lt;@&gt;", "example.org"]),
    ],
)
def test_what_is_no_address_comes_back_with_its_reason(admin, ines, client, pasted: str, left: list[str]) -> None:
    client.force_login(admin)
    sent = {"people": pasted, "request_key": "of this sending"}
    for _again in range(2):
        answer = client.post(reverse("members:invite"), sent)
        assert answer.status_code == 422
        assert list(Invitation.objects.values_list("email", flat=True)) == ["rose@example.org"]
    page = answer.content.decode()
    box = page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert box.strip().splitlines() == left
    assert all(page.count(line) >= 2 for line in left)  # in the box, and with its reason
