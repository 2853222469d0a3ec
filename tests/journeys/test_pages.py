"""Every page of the table of rights in a real browser: nothing hinders anybody, the console is silent."""

import json
from collections.abc import Callable

from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.house import House


def test_every_page_is_accessible_and_silent(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(doors=0)
    world = json.loads(home.run("-m", "tests.journeys.furnish").strip().splitlines()[-1])
    door = home.open_door()
    people: dict[tuple[str, bool], Visitor] = {}

    def person(role: str, *, dark: bool) -> Visitor:
        if (role, dark) not in people:
            people[role, dark] = someone = visitor(role, phone=True, dark=dark)
            if role in world["sessions"]:
                cookie = {"name": world["cookie"], "value": world["sessions"][role], "url": door}
                someone.page.context.add_cookies([cookie])
        return people[role, dark]

    faults = []
    for page in world["pages"]:
        for dark in (False, True):
            someone = person(page["role"], dark=dark)
            someone.said.clear()
            response = someone.page.goto(door + page["path"])
            someone.page.wait_for_load_state("load")
            try:
                assert response is not None
                assert response.status < 400, response.status
                someone.axe()
                someone.quiet()
                wide = someone.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= PHONE["width"], f"{wide} px wide on a phone of {PHONE['width']}"
            except AssertionError as fault:
                faults.append(f"{page['name']} as {page['role']}, {'dark' if dark else 'light'}: {fault}")
    assert len(world["pages"]) > 20
    assert not faults, "\n\n".join(faults)
