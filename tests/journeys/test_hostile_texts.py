"""HTML typed into every text: no page, letter or export makes an element of it. Long words widen no page."""

import json
from collections.abc import Callable

from tests.hostile import MARK
from tests.journeys.conftest import Visitor
from tests.journeys.house import House
from tests.journeys.test_pages import Tour

# The document as its scripts left it, and as a reader without scripts gets it: `<noscript>` and `<template>` are read.
MADE = """([html, mark]) => {
  const plain = new DOMParser().parseFromString(html, "text/html")
  const roots = [document, plain, ...[...plain.querySelectorAll("template")].map((one) => one.content)]
  const made = `[${mark}], base, meta[http-equiv=refresh], form[action*=stolen]`
  return roots.flatMap((root) => [...root.querySelectorAll(made)]).map((one) => one.outerHTML.slice(0, 120))
}"""
FEWEST = 60  # pages that show something of what was typed: a walk past empty pages would show nothing


def test_no_text_becomes_an_element(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(doors=0)
    world = json.loads(home.run("-m", "tests.journeys.furnish", "--hostile").strip().splitlines()[-1])
    assert {"assembly.Meeting.place", "members.Member.name", "votes.Ballot.question"} <= set(world["typed"])
    tour = Tour(home.open_door(), world, visitor)
    shown = 0
    for page, someone in tour.visits():
        with tour.noting(page, "page"):
            html = someone.page.request.get(tour.door + page["path"]).text()
            tour.open(page, someone)
            shown += f"{MARK} action" in html
            assert someone.page.evaluate(MADE, [html, MARK]) == []
            assert someone.page.evaluate("() => window.hostile") is None
            assert "stolen" not in someone.page.url
    for file in world["files"]:
        someone = tour.person(file["role"])
        with tour.noting(file, "file"):
            answer = someone.page.request.get(tour.door + file["path"])
            assert answer.headers["x-content-type-options"] == "nosniff"
            if answer.headers["content-type"].startswith("text/html"):
                assert someone.page.evaluate(MADE, [answer.text(), MARK]) == []
    assert not tour.faults, "\n\n".join(tour.faults)
    assert shown >= FEWEST


# What reaches beyond the page's right edge, if the page can be scrolled sideways: the innermost of it.
WIDER = """() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > room + 1)
  return wide.slice(-3).map((one) => one.outerHTML.slice(0, 160))
}"""
NARROW = {"width": 360, "height": 740}


def test_a_link_of_200_characters_widens_no_page(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(doors=0)
    world = json.loads(home.run("-m", "tests.journeys.furnish", "--long").strip().splitlines()[-1])
    assert {"commissions.Task.title", "assembly.Meeting.place", "members.Member.name"} <= set(world["typed"])
    tour = Tour(home.open_door(), world, visitor)
    shown = 0
    for page, someone in tour.visits():
        with tour.noting(page, "360 px"):
            someone.page.set_viewport_size(NARROW)
            tour.open(page, someone)
            shown += "abcdefghijabcdefghij" in someone.page.content()
            assert someone.page.evaluate(WIDER) == []
    assert not tour.faults, "\n\n".join(tour.faults)
    assert shown >= FEWEST
