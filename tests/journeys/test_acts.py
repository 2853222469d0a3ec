"""The network fails in the middle of an act: what did not arrive is said, tried again, and counts once."""

from collections.abc import Callable

from playwright.sync_api import Request, Route, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.test_tasks import COFFEE, column, find_the_board

ASKED_ONLINE = """
from datetime import timedelta
from django.utils import timezone
from commissions.models import Circle
from members.models import Member
from proposals import actions
omar, ines = (Member.objects.get(email__startswith=name) for name in ("omar.", "ines."))
written = actions.write_proposal(
    Circle.objects.get(slug="ca"), title="La lampe de la cour", text="On la change.", need="Il fait nuit.",
    facilitator=ines, review_on=timezone.localdate() + timedelta(days=90), is_presented=True, actor=omar,
)
while actions.next_stage(written, actor=ines).state != "amending":
    pass
actions.keep_text(written, actor=omar)
actions.open_round(written, actor=ines)
print(written.pk)
"""


def key_of(request: Request) -> str:
    """The name of this sending, among the parts of the form."""
    return (request.post_data or "").split('name="request_key"')[1].split()[0]


def test_an_act_that_does_not_arrive_waits_on_the_screen(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    omar = visitor("omar", phone=True)
    enter(omar, door, "Omar")
    find_the_board(omar)
    following(omar.page)
    sent: list[str] = []

    def cut(route: Route) -> None:
        """The first never leaves; the second is done, and its answer is lost; the third comes back."""
        sent.append(key_of(route.request))
        if len(sent) == 2:
            route.fetch()
        if len(sent) < 3:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    omar.page.route("**/taking/", cut)
    omar.page.get_by_role("button", name="Je m’en charge").filter(has_text=COFFEE).click()
    waiting = omar.page.get_by_role("alert")
    expect(waiting).to_contain_text("n’est pas encore enregistré : la connexion a été coupée.")
    expect(column(omar, "wanted")).to_contain_text(COFFEE)
    omar.axe()
    omar.shot("1-not-recorded")

    waiting.get_by_role("button", name="Réessayer").click()
    expect(column(omar, "taken")).to_contain_text(COFFEE, timeout=LONG)
    expect(waiting).to_contain_text("n’est pas encore enregistré")

    waiting.get_by_role("button", name="Réessayer").click()
    expect(waiting).to_have_count(0)
    expect(omar.page.locator(".toast")).to_have_count(1)
    expect(column(omar, "taken").locator(".task", has_text=COFFEE)).to_have_count(1)
    assert len(sent) == 3
    assert len(set(sent)) == 1


def test_without_our_script_the_same_button_posts_and_says_so(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    omar = visitor("omar", phone=True, javascript=False)
    enter(omar, door, "Omar")
    find_the_board(omar)
    omar.page.get_by_role("button", name="Je m’en charge").filter(has_text=COFFEE).click()
    expect(omar.page.locator(".messages")).not_to_be_empty()
    expect(column(omar, "taken")).to_contain_text(COFFEE)
    omar.shot("taken")


def test_a_position_that_another_window_changed_is_told_and_pressed_again(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """The second window stands still: nothing comes to it, and what it sends arrives."""
    home = house(demo=True)
    malo = visitor("malo")
    enter(malo, home.doors[0], "Malo")
    found = home.manage("shell", "-c", ASKED_ONLINE).split()[-1]
    page = malo.page
    page.goto(f"{home.doors[0]}/proposals/{found}/")
    following(page)
    other = page.context.new_page()
    other.route_web_socket("**", lambda socket: socket.close())
    other.goto(page.url)
    other.route("**/proposals/**", lambda route: route.abort("internetdisconnected"))

    page.locator("#mine").get_by_role("button", name="Je consens", exact=True).click()
    expect(page.locator("#mine")).to_contain_text("Vous consentez", timeout=LONG)
    aside = other.locator('#mine button[name="kind"][value="stand_aside"]')
    aside.click()
    expect(other.get_by_role("alert")).to_contain_text("Cela a changé depuis que vous avez ouvert la page")
    other.unroute("**/proposals/**")
    aside.click()
    expect(aside).to_have_attribute("aria-pressed", "true", timeout=LONG)


def test_a_task_of_somebody_else_is_taken_from_them_only_on_purpose(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """From the keyboard: the question has the focus, Escape gives it back to the button that asked."""
    door = house(demo=True).doors[0]
    omar, malo = visitor("omar"), visitor("malo")
    for person, name in ((omar, "Omar"), (malo, "Malo")):
        enter(person, door, name)
        find_the_board(person)
        following(person.page)
    malo.page.get_by_role("button", name=f"Je m’en charge : {COFFEE}").click()
    button = omar.page.get_by_role("button", name=f"Rendre la tâche : {COFFEE}")
    question = omar.page.get_by_role("alertdialog")

    button.focus()
    omar.page.keyboard.press("Enter")
    expect(question).to_contain_text(f"« {COFFEE} » n’est plus à son nom")
    expect(question.get_by_role("button", name="Annuler")).to_be_focused()
    omar.axe()
    omar.shot("asked")
    omar.page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(button).to_be_focused()
    expect(column(omar, "taken")).to_contain_text(COFFEE)

    omar.page.keyboard.press("Enter")
    question.get_by_role("button", name="Chercher quelqu’un").click()
    expect(column(omar, "wanted")).to_contain_text(COFFEE, timeout=LONG)
    omar.quiet()


def test_a_slip_is_taken_back_from_what_says_that_it_is_done(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    omar = visitor("omar", phone=True)
    enter(omar, house(demo=True).doors[0], "Omar")
    find_the_board(omar)
    following(omar.page)
    omar.page.get_by_role("button", name=f"Je m’en charge : {COFFEE}").click()
    omar.page.get_by_role("button", name=f"C’est fait : {COFFEE}").click()
    expect(column(omar, "taken")).not_to_contain_text(COFFEE, timeout=LONG)
    omar.axe()
    omar.page.locator(".toast").get_by_role("button", name="Annuler").click()
    expect(column(omar, "taken")).to_contain_text(COFFEE, timeout=LONG)
    omar.quiet()


SWAPPED = """async () => {
    const { morph } = await import("/static/realtime/morph.js");
    const region = document.body.appendChild(document.createElement("section"));
    region.dataset.region = "tried";
    const button = (act, value) => `<button formaction="/${act}/" value="${value}">${act}</button>`;
    const end = (before, after, focused) => {
        morph(region, "");
        morph(region, `<h2>Titre</h2>${before}`);
        region.querySelector(focused).focus();
        morph(region, `<h2>Titre</h2>${after}`);
        return document.activeElement.textContent;
    };
    const rows = `<p data-key="a">${button("x", 1)}</p><ul><li data-person="7">${button("y", 2)}</li></ul>`;
    const found = [
        end(rows, `<div>${button("z", 1)}</div><ul><li data-person="7">${button("w", 2)}</li></ul>`, "li button"),
        end(rows, `<ul><li data-person="8">${button("y", 2)}</li></ul>`, "li button"),
        end(rows, "<p>…</p>", "li button"),
    ];
    region.remove();
    return found;
}"""


def test_focus_goes_to_what_took_the_place_of_a_button_that_is_gone(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """What stands in the same row, what does the same elsewhere, else the title: never to the top of the page."""
    omar = visitor("omar")
    enter(omar, house(demo=True).doors[0], "Omar")
    find_the_board(omar)
    following(omar.page)
    assert omar.page.evaluate(SWAPPED) == ["w", "y", "Titre"]
