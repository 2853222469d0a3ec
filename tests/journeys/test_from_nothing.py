"""The same evening from an empty collective: everything it needs is made through the pages, by those who need it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from config.demo.evening import tonight as hours_of_tonight
from tests.journeys import evening as tonight
from tests.journeys.conftest import Visitor
from tests.journeys.evening import Evening
from tests.journeys.house import House, link_in
from tests.journeys.screens import Measures

PEOPLE = {
    "Inès": "ines@exemple.org",
    "Malo": "malo@exemple.org",
    "Omar": "omar@exemple.org",
    "Rose": "rose@exemple.org",
}
VISITS = "Ouvrir les visites chaque mercredi"
TEXT = "Une visite du lieu a lieu chaque mercredi à 18 h. Deux membres l’animent."
BETTER = "Une visite du lieu a lieu chaque mercredi à 18 h. Personne n’en anime plus d’une par mois."
OFFER = "Écrire une offre d’achat"
TASK = "Afficher la liste des visites"
NOTE = "Rose est en voyage ; Malo porte sa voix."


def look(person: Visitor, step: str) -> None:
    person.axe()
    person.quiet()
    person.shot(step)


def go(person: Visitor, *path: str) -> None:
    """Follow links by their words, as somebody who knows no address."""
    for words in path:
        person.page.get_by_role("link", name=words).first.click()


def begin_collective(home: House, ada: Visitor) -> None:
    """Ada follows the link that the terminal printed, and says who the collective is, and who founds it."""
    ada.page.goto(link_in(home.manage("first_administrator", "--base", home.doors[0])))
    look(ada, "01-found")
    ada.page.get_by_label("Le nom de votre collectif").fill("La Fabrique")
    lines = "\n".join(f"{name} <{address}>" for name, address in PEOPLE.items())
    ada.page.get_by_label("Qui le fonde ?").fill(f"Ada Ormeau, ada@exemple.org\n{lines}")
    ada.page.get_by_role("button", name="Fonder, puis créer le premier cercle").click()


def make_the_board(ada: Visitor) -> None:
    """A circle of the four who were invited."""
    ada.page.get_by_label("Nom", exact=True).fill("CA")
    ada.page.get_by_label("Ada Ormeau").uncheck()
    look(ada, "02-circle")
    ada.page.get_by_role("button", name="Créer ce cercle").click()
    expect(ada.page.get_by_role("heading", level=1)).to_contain_text("Qui en fait partie")
    look(ada, "03-people")


def read_invitations(ada: Visitor, door: str) -> dict[str, str]:
    """The letters lie in the outbox, since no mail server is there; Ada reads each to pass it on: name → link."""
    links = {}
    for name, address in PEOPLE.items():
        ada.page.goto(door)
        go(ada, "Ada", "Boîte d’envoi")
        ada.page.locator("main li a", has_text=address).first.click()
        ada.page.get_by_role("button", name="Le lire pour le transmettre").click()
        links[name] = link_in(ada.page.locator(".card.prose").inner_text())
    look(ada, "06-letter")
    return links


def accept(person: Visitor, link: str) -> None:
    """One's own name stands there already."""
    person.page.goto(link)
    look(person, "07-invitation")
    person.page.get_by_role("button", name="Entrer").click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(person.name.title()[:2])
    look(person, "08-home")


def set_the_rules(ada: Visitor) -> None:
    """Of the board, where everybody has come by now."""
    go(ada, "Commissions")
    ada.page.get_by_role("link", name="CA", exact=True).click()
    for name in PEOPLE:
        expect(ada.page.locator("aside")).to_contain_text(name)
    look(ada, "10-people")
    go(ada, "Modifier ses règles")
    ada.page.get_by_label("Jours francs entre la convocation et la réunion").fill("0")
    quorum, strict = ada.page.get_by_label("Quorum d’une réunion"), ada.page.get_by_label("le quorum doit être dépassé")
    quorum.select_option("people")
    ada.page.get_by_label("Combien de personnes").first.fill("3")
    expect(strict).to_be_hidden()
    look(ada, "10-rules-of-a-number")
    quorum.select_option("1/2")
    expect(strict).to_be_visible()
    ada.page.get_by_label("Un vote est gagné avec").select_option("absolute")
    look(ada, "10-rules")
    ada.page.get_by_role("button", name="Adopter ces règles").click()
    look(ada, "11-board")


def propose(person: Visitor, title: str, text: str, *, by: str) -> None:
    """Written for the board, with Inès to facilitate."""
    go(person, "Propositions", "Écrire une proposition")
    if person.page.get_by_label("Que proposez-vous ?").count() == 0:
        go(person, "CA")
    person.page.get_by_label("Que proposez-vous ?").fill(title)
    person.page.get_by_label("Pourquoi maintenant ?").fill("Les personnes qui arrivent connaissent mal le projet.")
    person.page.get_by_label("Le texte qui serait décidé").fill(text)
    person.page.get_by_label("Qui l’anime ?").select_option(label="Inès")
    person.page.get_by_text("Comment elle se décide, qui la lit").click()
    person.page.get_by_role("radio", name=by).check()
    look(person, f"12-{person.name}-writes")
    person.page.get_by_role("button", name="La présenter au cercle").click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(title)
    look(person, f"13-{person.name}-presented")


def convene(ines: Visitor) -> str:
    """When, where, what about; then the letter leaves. Gives the meeting's path."""
    now = timezone.localtime()
    start, end = hours_of_tonight(now)
    if start <= now:  # so late that the evening is tomorrow's
        start, end = start + timedelta(days=1), end + timedelta(days=1)
    page = ines.page
    go(ines, "Réunions", "Prévoir une réunion")
    page.get_by_label("Titre").fill("CA de ce soir")
    page.get_by_label("Jour").fill(f"{start:%Y-%m-%d}")
    page.get_by_label("Début").or_(page.get_by_label("Commence à")).first.fill(f"{start:%H:%M}")
    page.locator('input[name="end"]').fill(f"{end:%H:%M}")
    page.get_by_label("Lieu").fill("Le grand foyer")
    look(ines, "14-plan")
    page.get_by_role("button", name="Prévoir cette réunion").click()
    for title, kind, minutes, proposal in (
        ("Accueil et tour de table", "information", 5, None),
        (VISITS, "consentement", 20, VISITS),
        (OFFER, "vote", 25, OFFER),
    ):
        page.get_by_label("De quoi s’agit-il ?").fill(title)
        page.get_by_label("Nature").select_option(label=kind)
        page.get_by_label("Minutes").fill(str(minutes))
        if proposal:
            page.get_by_label("Proposition").select_option(label=proposal)
        page.get_by_role("button", name="Mettre à l’ordre du jour").click()
        expect(page.locator(".agenda__list")).to_contain_text(title)
    look(ines, "15-agenda")
    go(ines, "Écrire la convocation : l’ordre du jour est prêt")
    look(ines, "16-convocation")
    page.get_by_role("button", name="Envoyer la convocation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CA de ce soir")
    look(ines, "17-convened")
    return "/" + page.url.split("/", 3)[3].split("?")[0]


def pass_the_letter_on(ada: Visitor, malo: Visitor, meeting: str) -> None:
    """The convocation that is for Malo, with its agenda and the file for his calendar; he follows its link."""
    ada.page.goto(ada.page.url.split("/circles")[0])
    go(ada, "Ada", "Boîte d’envoi")
    ada.page.locator("main li a", has_text="Malo").filter(has_text="ordre du jour").click()
    letter = ada.page.locator(".card.prose")
    for title in (VISITS, OFFER):
        expect(letter).to_contain_text(title)
    file = ada.page.locator('main a[href*="/attachments/"]')
    calendar = ada.page.request.get(ada.page.url.split("/administration")[0] + str(file.get_attribute("href"))).text()
    assert "BEGIN:VEVENT" in calendar
    assert "CA de ce soir" in calendar.replace("\r\n ", "")
    look(ada, "18-letter")
    link = letter.locator(f'a[href*="{meeting}"]').first.get_attribute("href")
    assert link
    malo.page.goto(link)
    malo.page.get_by_role("button", name="Je viens").click()
    expect(malo.page.locator("#mine")).to_contain_text("Vous avez répondu que vous venez.")
    look(malo, "19-comes")


def trust(rose: Visitor, malo: Visitor, door: str, meeting: str) -> None:
    """Rose cannot come: Malo accepts to vote for her."""
    rose.page.goto(door)
    go(rose, "CA de ce soir")
    assert rose.page.url.endswith(meeting)
    rose.page.get_by_role("button", name="Je ne pourrai pas venir").click()
    expect(rose.page.locator("#mine")).to_contain_text("Vous avez répondu que vous ne venez pas.")
    tonight.show_part(rose)
    rose.page.get_by_text("Donner mon pouvoir à quelqu’un").click()
    rose.page.get_by_label("Je donne mon pouvoir à").select_option(label="Malo")
    look(rose, "20-trust")
    rose.page.get_by_role("button", name="Donner mon pouvoir").click()
    expect(rose.page.locator("#mine")).to_contain_text("Vous demandez à Malo de porter votre pouvoir.")
    malo.page.reload()
    tonight.show_part(malo)
    malo.page.get_by_role("button", name="J’accepte ce pouvoir").click()
    expect(malo.page.locator("#mine")).to_contain_text("Vous portez le pouvoir de Rose.")
    rose.page.reload()
    expect(rose.page.locator("#mine")).to_contain_text("Malo porte votre pouvoir.")


def test_the_evening_from_an_empty_collective(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house()
    door = home.doors[0]
    ada, ines, malo = visitor("ada"), visitor("ines"), visitor("malo", phone=True)
    omar, rose = visitor("omar", dark=True), visitor("rose", phone=True, dark=True)
    begin_collective(home, ada)
    make_the_board(ada)
    links = read_invitations(ada, door)
    for person, name in ((ines, "Inès"), (malo, "Malo"), (omar, "Omar"), (rose, "Rose")):
        accept(person, links[name])
    set_the_rules(ada)
    propose(omar, VISITS, TEXT, by="par consentement")
    propose(malo, OFFER, "Le CA écrit aux propriétaires une offre d’achat.", by="à la majorité")
    meeting = convene(ines)
    pass_the_letter_on(ada, malo, meeting)
    trust(rose, malo, door, meeting)

    evening = Evening(ines, malo, omar, home, meeting, (door, door, door), measures)
    evening.come_in()
    tonight.open_it(evening)
    tonight.begin(evening, "Accueil et tour de table")
    tonight.speak(evening)
    tonight.write(evening, NOTE)
    tonight.begin(evening, VISITS)
    tonight.decide_by_consent(evening, BETTER)
    tonight.give_a_task(evening, TASK, "Omar")
    tonight.begin(evening, OFFER)
    result = "4 votants (3 présents, 1 pouvoir) sur 4 ; quorum 2 atteint ; pour 2, contre 1, abstentions 1"
    tonight.decide_by_majority(evening, result, proxies=1)
    tonight.close_it(evening)

    rose.page.goto(door)
    look(rose, "30-home-afterwards")
    go(rose, "Réunions", "CA de ce soir")
    for text in (NOTE, result, TASK, "Malo", BETTER):
        expect(rose.page.locator("main")).to_contain_text(text)
    look(rose, "31-minutes")
    assert "verifies" in home.manage("journal", "verify")
