"""The session ends while somebody writes: nothing is said to be kept that is not, and nothing typed is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, Route, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, press
from tests.journeys.house import House
from tests.journeys.test_acts import key_of
from tests.journeys.test_evening import enter
from tests.journeys.test_tasks import COFFEE, column, find_the_board

TEXT = "La fibre arrive au printemps ; d’ici là, on coupe les vidéos."
PASSWORD = "la lampe du soir"
CHOOSE = (
    "from members.models import Member; m = Member.objects.get(email='{email}'); m.set_password('{password}'); m.save()"
)
LATEST_CODE = "from members.models import Mail; print(Mail.objects.filter(kind__contains='code').latest('pk').text)"


def sign_out(person: Visitor) -> None:
    """In another tab of the same browser."""
    tab = person.page.context.new_page()
    tab.goto(person.page.url.split("/", 3)[0] + "//" + person.page.url.split("/")[2] + "/account/logout/")
    tab.get_by_role("button", name="Me déconnecter de ce navigateur").click()
    tab.get_by_role("link", name="Se connecter").first.wait_for()
    tab.close()


def notes_of(ines: Visitor) -> Page:
    """She opens the board's meeting, and goes to its notes."""
    page = ines.page
    page.locator('a[href^="/meetings/"]', has_text="CA").first.click()
    following(page)
    press(ines, "/meetings/…/opening/")
    expect(page.locator('button[formaction$="/steps/"]').filter(visible=True).first).to_be_visible(timeout=LONG)
    page.goto(f"{page.url.split('#')[0]}notes/")
    following(page)
    return page


def test_notes_typed_after_the_session_ended_go_out_after_signing_in_in_place(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    home.manage("shell", "-c", CHOOSE.format(email="ines.vallon@demo.example", password=PASSWORD))
    door = home.doors[0]
    ines = visitor("ines", phone=True)
    enter(ines, door, "Inès")
    page = notes_of(ines)
    sign_out(ines)
    state = page.locator(".notes__state").first
    page.locator("textarea").first.fill(TEXT)
    expect(state).to_contain_text("Pas encore enregistré : vous n’êtes plus connecté·e.", timeout=LONG)
    expect(page.locator("#live")).to_have_attribute("data-state", "out", timeout=LONG)
    assert TEXT in page.evaluate("JSON.stringify(localStorage)")
    ines.shot("1-out")

    page.get_by_role("button", name="Me reconnecter").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("J’ai un mot de passe").click()
    ines.axe()
    ines.shot("2-dialog")
    dialog.get_by_label("Votre adresse électronique").last.fill("ines.vallon@demo.example")
    dialog.get_by_label("Votre mot de passe").fill("pas le bon")
    dialog.get_by_role("button", name="Me connecter avec mon mot de passe").click()
    expect(dialog).to_contain_text("L’adresse ou le mot de passe est incorrect")
    dialog.get_by_label("Votre mot de passe").fill(PASSWORD)
    dialog.get_by_role("button", name="Me connecter avec mon mot de passe").click()
    expect(dialog).to_have_count(0, timeout=LONG)
    expect(state).to_have_text("Enregistré", timeout=LONG)
    expect(page.locator("#live")).to_have_attribute("data-state", "live", timeout=LONG)
    assert TEXT not in page.evaluate("JSON.stringify(localStorage)")
    with page.expect_response(lambda response: response.request.method == "POST") as kept:
        page.locator("textarea").first.fill(f"{TEXT} On en reparle en mai.")
    assert kept.value.status == 200
    expect(state).to_have_text("Enregistré", timeout=LONG)
    page.reload()
    expect(page.locator("textarea").first).to_have_value(f"{TEXT} On en reparle en mai.")


def test_an_act_goes_out_once_after_a_code_was_typed_in_place(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    omar = visitor("omar")
    enter(omar, home.doors[0], "Omar")
    find_the_board(omar)
    following(omar.page)
    sent: list[str] = []

    def hear(request: Request) -> None:
        if request.url.endswith("/taking/"):
            sent.append(key_of(request))

    omar.page.on("request", hear)
    sign_out(omar)
    omar.page.get_by_role("button", name="Je m’en charge").filter(has_text=COFFEE).click()
    dialog = omar.page.get_by_role("dialog")
    dialog.get_by_label("Votre adresse électronique").first.fill("omar.sainfoin@demo.example")
    dialog.get_by_role("button", name="Demander un code").click()
    code = dialog.get_by_label("Le code reçu")
    expect(code).to_be_focused()
    letter = home.manage("shell", "-c", LATEST_CODE)
    code.fill(next(line.strip() for line in letter.splitlines() if line.startswith("    ")))
    expect(column(omar, "wanted")).to_contain_text(COFFEE)
    dialog.get_by_role("button", name="Entrer").click()
    expect(column(omar, "taken")).to_contain_text(COFFEE, timeout=LONG)
    expect(dialog).to_have_count(0)
    expect(omar.page.get_by_role("alert")).to_have_count(0)
    assert len(sent) == 2
    assert len(set(sent)) == 1


def test_somebody_else_who_signs_in_neither_sends_nor_sees_it(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    ines = visitor("ines")
    enter(ines, door, "Inès")
    page = notes_of(ines)
    sign_out(ines)
    tab = page.context.new_page()
    tab.goto(f"{door}/enter/")
    tab.get_by_role("button", name="Malo").click()
    tab.wait_for_url(f"{door}/")
    page.locator("textarea").first.fill(TEXT)
    expect(page.locator(".notes__state").first).to_contain_text("quelqu’un d’autre est connecté", timeout=LONG)
    tab.goto(page.url)
    following(tab)
    expect(tab.locator("textarea").first).to_have_value("")
    expect(tab.locator("main")).not_to_contain_text(TEXT)
    tab.goto(f"{door}/enter/")
    tab.get_by_role("button", name="Inès").click()
    tab.wait_for_url(f"{door}/")
    page.close()
    ines.page = tab
    tab.goto(page.url)
    expect(tab.locator("textarea").first).to_have_value(TEXT)
    expect(tab.locator(".notes__state").first).to_have_text("Enregistré", timeout=LONG)


def test_an_answer_that_is_not_ours_is_no_acknowledgement(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """A portal of the network, a page of somebody's, JSON of somebody's: each comes with a 200."""
    door = house(demo=True).doors[0]
    omar = visitor("omar")
    enter(omar, door, "Omar")
    find_the_board(omar)
    following(omar.page)
    foreign: list[dict[str, object]] = [
        {"status": 200, "content_type": "text/html", "body": "<h1>Bienvenue sur le wifi</h1>"},
        {"status": 200, "content_type": "application/json", "body": '{"message": "ok", "to": "/"}'},
        {"status": 200, "content_type": "application/json", "body": '{"form": {"fields": {}}}'},
        {"status": 302, "headers": {"Location": "/account/login/"}},
        {"status": 204},
    ]

    def answer(route: Route) -> None:
        route.fulfill(**foreign.pop(0)) if foreign else route.continue_()  # type: ignore[arg-type]

    omar.page.route("**/taking/", answer)
    taking = omar.page.get_by_role("button", name="Je m’en charge").filter(has_text=COFFEE)
    while foreign:
        with omar.page.expect_request("**/taking/"):
            taking.click()
        expect(omar.page.get_by_role("alert")).to_contain_text("n’est pas encore enregistré")
        expect(taking).not_to_have_attribute("aria-busy", "true")
        expect(column(omar, "wanted")).to_contain_text(COFFEE)
    omar.page.get_by_role("alert").get_by_role("button", name="Réessayer").click()
    expect(column(omar, "taken")).to_contain_text(COFFEE, timeout=LONG)
    expect(omar.page.get_by_role("alert")).to_have_count(0)


def test_a_reaction_typed_into_a_closed_page_is_there_again(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """What is typed into an act's form stays on the device under its person's number, and no longer once it is kept."""
    door = house(demo=True).doors[0]
    malo, path = visitor("malo"), "/proposals/"
    enter(malo, door, "Malo")
    malo.page.goto(door + path)
    addresses = malo.page.locator('main a[href^="/proposals/"]').evaluate_all(
        "all => [...new Set(all.map((a) => a.href))]"
    )
    for address in addresses:
        malo.page.goto(address)
        field = malo.page.locator("main form[data-act] textarea").first
        if field.count():
            break
    else:
        raise AssertionError(addresses)
    malo.page.locator("main details:has(form[data-act] textarea)").evaluate_all(
        "all => all.forEach((one) => (one.open = true))"
    )
    field.fill(TEXT)
    malo.page.close(run_before_unload=False)
    malo.page = malo.page.context.new_page()
    malo.page.goto(address)
    field = malo.page.locator("main form[data-act] textarea").first
    expect(field).to_have_value(TEXT)


def begin_a_task(omar: Visitor) -> Page:
    """A long text in a form that posts; then the session ends."""
    find_the_board(omar)
    omar.page.get_by_role("link", name="Ajouter une tâche").click()
    page = omar.page
    page.locator("main [name=title]").fill("Repeindre la porte du foyer")
    page.locator("main textarea").first.fill(TEXT * 20)
    sign_out(omar)
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes plus connecté·e")
    expect(page.locator(".kept")).to_contain_text(TEXT * 20)
    omar.shot("1-given-back")
    return page


def test_a_long_text_is_sent_again_without_javascript(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    omar = visitor("omar", phone=True, javascript=False)
    enter(omar, door, "Omar")
    page = begin_a_task(omar)
    again = page.get_by_role("button", name="L’envoyer : je suis reconnecté·e")
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes plus connecté·e")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Me reconnecter").click()
    tab = opened.value
    tab.get_by_role("link", name="Entrer dans la démonstration en un clic").click()
    tab.get_by_role("button", name="Omar").click()
    tab.wait_for_url(f"{door}/")
    tab.close()
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page était ouverte depuis trop longtemps")
    omar.fits()
    omar.shot("2-old-token")
    page.get_by_role("button", name="L’envoyer maintenant, en tant qu’Omar Sainfoin").click()
    expect(page.locator(".messages")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Repeindre la porte du foyer")


def test_a_long_text_is_sent_again_after_signing_in_in_place(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    omar = visitor("omar")
    enter(omar, door, "Omar")
    page = begin_a_task(omar)
    omar.axe()
    page.get_by_role("link", name="Me reconnecter").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="Entrer dans la démonstration en un clic").click()
    dialog.get_by_role("button", name="Omar").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="L’envoyer : je suis reconnecté·e").click()
    expect(page.locator(".messages, .toast")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Repeindre la porte du foyer")


def test_back_after_signing_out_shows_nothing_and_before_it_needs_no_network(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    omar = visitor("omar", javascript=False)
    enter(omar, door, "Omar")
    page = omar.page
    page.goto(f"{door}/members/")
    expect(page.locator("main")).to_contain_text("Abel Aubépine")
    page.goto(f"{door}/account/logout/")
    page.context.set_offline(True)
    page.go_back()
    expect(page.locator("main")).to_contain_text("Abel Aubépine")
    page.context.set_offline(False)
    page.goto(f"{door}/account/logout/")
    page.get_by_role("button", name="Me déconnecter de ce navigateur").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
    page.go_back()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Abel Aubépine")


def test_back_after_the_session_ended_by_itself_shows_nothing_and_else_what_it_showed(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    omar = visitor("omar")
    enter(omar, home.doors[0], "Omar")
    page = omar.page
    page.goto(f"{home.doors[0]}/members/")
    expect(page.locator("main")).to_contain_text("Abel Aubépine")
    page.goto(f"{home.doors[0]}/decisions/")
    page.go_back()
    expect(page.locator("main")).to_contain_text("Abel Aubépine")
    expect(page.locator("main")).to_be_visible()

    page.goto(f"{home.doors[0]}/decisions/")
    page.context.set_offline(True)
    page.go_back()
    expect(page.locator("main")).to_contain_text("Abel Aubépine")
    expect(page.locator("main")).to_be_visible()
    page.context.set_offline(False)

    page.goto(f"{home.doors[0]}/decisions/")
    home.manage("shell", "-c", "from django.contrib.sessions.models import Session; Session.objects.all().delete()")
    page.go_back()
    expect(page.get_by_role("button", name="Demander un code")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Abel Aubépine")
