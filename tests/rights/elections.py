"""Who may do what in elections without candidate. Inès facilitates; Malo and Rose sit in the CA with her."""

from typing import Any

from tests.rights.proposals import AUTHOR, both, pk, text
from tests.rights.table import FACILITATOR, MEMBERS, OF_THE_CIRCLE, Row
from tests.world import World

MALO = AUTHOR


def role(w: World) -> dict[str, Any]:
    return {
        "circle": w.ca.slug,
        "title": "Trésorerie",
        "mission": "Tenir les comptes.",
        "until": f"{w.today.year + 2}-01-01",
        "place": w.ca.slug,
        "role": "coordinator",
        "facilitator": w.ines.pk,
    }


def stage_seen(w: World) -> dict[str, Any]:
    return {"pk": w.election.pk, "stage": w.election.state}


def minutes(w: World) -> dict[str, Any]:
    return {"stage": w.election.state, "granted": 0}


def named(w: World) -> dict[str, Any]:
    return {"nominee": w.rose.pk, "reason": "elle sait compter"}


def reason(w: World) -> dict[str, Any]:
    return {"kind": "limit", "consequence": "trop de rôles", "fact": "déjà deux", "aim": "durer"}


def consent(w: World) -> dict[str, Any]:
    return {"kind": "consent"}


def proposed(w: World) -> dict[str, Any]:
    return {"person": w.rose.pk, "argument": "les raisons entendues"}


def why(w: World) -> dict[str, Any]:
    return {"reason": "Plus tard."}


def of(candidacy: str) -> Any:
    """The election of a name proposed."""
    return lambda w: {"pk": w.things[candidacy].election_id}


def noted_consent(w: World) -> dict[str, Any]:
    return {"member": w.rose.pk, "position": "consent"}


ROWS = [
    Row("proposals:election-new", "GET", OF_THE_CIRCLE, query=lambda w: {"circle": w.ca.slug}),
    Row(
        "proposals:election-new",
        "GET",
        OF_THE_CIRCLE,
        query=lambda w: {"circle": w.ca.slug, "role": w.role.pk},
        note="of a role",
    ),
    Row("proposals:election-new", "POST", OF_THE_CIRCLE, data=role),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("election")),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("election_role"), note="the role"),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("election_changing"), note="changes"),
    Row("proposals:election", "GET", MEMBERS, kwargs=lambda w: {"pk": w.accepting.election_id}, note="acceptance"),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("elected"), note="somebody is elected"),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("full_election"), note="much was said"),
    Row("proposals:election-mine", "GET", MEMBERS, kwargs=pk("election"), is_page=False),
    Row("proposals:election-mine", "GET", MEMBERS, kwargs=pk("full_election"), is_page=False, note="much was said"),
    *both("proposals:election-role", FACILITATOR, pk("election_role"), role),
    Row("proposals:election-stage", "POST", FACILITATOR, kwargs=pk("election_role")),
    Row("proposals:election-extension", "POST", FACILITATOR, kwargs=pk("election")),
    *both("proposals:election-pause", FACILITATOR, pk("election"), lambda w: {"days": 7, "reason": "Les congés."}),
    Row("proposals:election-pause-ending", "POST", FACILITATOR, kwargs=pk("election_changing")),
    Row("proposals:election-stage-minutes", "POST", FACILITATOR, kwargs=stage_seen, data=lambda w: {"granted": "0"}),
    Row("proposals:election-facilitator", "POST", OF_THE_CIRCLE, kwargs=pk("election")),
    Row("proposals:election", "GET", MEMBERS, kwargs=pk("election_to_facilitate"), note="somebody is asked"),
    Row("proposals:election-facilitation-refusal", "POST", MALO, kwargs=pk("election_to_facilitate")),
    *both("proposals:election-setting-aside", FACILITATOR, pk("election")),
    *both("proposals:election-nomination", OF_THE_CIRCLE, pk("election"), named),
    *both("proposals:election-change", OF_THE_CIRCLE, pk("election_changing"), named),
    *both("proposals:election-noting", FACILITATOR, pk("election"), lambda w: {"member": w.rose.pk, **named(w)}),
    Row("proposals:nomination-confirmation", "POST", MALO, kwargs=pk("noted_nomination"), note="the person"),
    Row("proposals:nomination-removal", "POST", OF_THE_CIRCLE, kwargs=pk("noted_nomination")),
    *both(
        "proposals:candidacies",
        FACILITATOR,
        pk("election_proposing"),
        proposed,
    ),
    *both("proposals:candidacy-answer", OF_THE_CIRCLE, pk("candidacy"), consent),
    *both("proposals:candidacy-objection", OF_THE_CIRCLE, pk("candidacy"), reason),
    *both("proposals:candidacy-wording", FACILITATOR | MALO, pk("election_objection"), reason),
    *both(
        "proposals:candidacy-helper",
        MALO,
        lambda w: {"pk": w.election_worded.candidacy_id},
        lambda w: {"helper": w.ines.pk},
    ),
    *both("proposals:candidacy-helping", FACILITATOR, pk("election_worded"), reason),
    Row("proposals:candidacy-closing", "POST", FACILITATOR, kwargs=pk("candidacy")),
    *both("proposals:candidacy-acceptance", MALO, pk("accepting"), text),
    *both("proposals:candidacy-declining", MALO, pk("accepting"), text),
    *both("proposals:candidacy-noting", FACILITATOR, pk("candidacy"), noted_consent),
    Row("proposals:candidacy-lifting", "POST", MALO, kwargs=pk("election_objection")),
    Row("proposals:answer-confirmation", "POST", MALO, kwargs=pk("noted_answer"), note="the person"),
    Row("proposals:answer-removal", "POST", OF_THE_CIRCLE, kwargs=pk("noted_answer")),
    # the API
    Row("api-election-list", "GET", MEMBERS),
    Row("api-election-list", "POST", OF_THE_CIRCLE, data=role),
    Row("api-election-detail", "GET", MEMBERS, kwargs=pk("election")),
    Row("api-election-detail", "GET", MEMBERS, kwargs=pk("full_election"), note="much was said"),
    Row("api-election-nomination", "POST", OF_THE_CIRCLE, kwargs=pk("election"), data=named),
    Row("api-election-change", "POST", OF_THE_CIRCLE, kwargs=pk("election_changing"), data=named),
    Row("api-election-stage", "POST", FACILITATOR, kwargs=pk("election_role")),
    Row("api-election-extension", "POST", FACILITATOR, kwargs=pk("election")),
    Row(
        "api-election-pause",
        "POST",
        FACILITATOR,
        kwargs=pk("election"),
        data=lambda w: {"days": 7, "reason": "Les congés."},
    ),
    Row("api-election-pause-ending", "POST", FACILITATOR, kwargs=pk("election_changing")),
    Row("api-election-minutes", "POST", FACILITATOR, kwargs=pk("election"), data=minutes),
    Row("api-election-facilitator", "POST", OF_THE_CIRCLE, kwargs=pk("election")),
    Row("api-election-facilitation-refusal", "POST", MALO, kwargs=pk("election_to_facilitate")),
    Row(
        "api-election-setting-aside",
        "POST",
        FACILITATOR,
        kwargs=pk("election"),
        data=lambda w: {"reason": "Plus tard."},
    ),
    Row("api-election-candidacy", "POST", FACILITATOR, kwargs=pk("election_proposing"), data=proposed),
    Row("api-election-answer", "POST", OF_THE_CIRCLE, kwargs=of("candidacy"), data=consent),
    Row("api-election-closing", "POST", FACILITATOR, kwargs=of("candidacy")),
    Row("api-election-lifting", "POST", MALO, kwargs=lambda w: {"pk": w.election_objection.candidacy.election_id}),
    Row(
        "api-election-helper",
        "POST",
        MALO,
        kwargs=lambda w: {"pk": w.election_worded.candidacy.election_id},
        data=lambda w: {"helper": w.ines.pk},
    ),
    Row("api-election-acceptance", "POST", MALO, kwargs=of("accepting")),
    Row("api-election-declining", "POST", MALO, kwargs=of("accepting")),
    Row("live:election", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.election.pk)}),
]
