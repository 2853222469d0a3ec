"""Who may do what with people, accounts and letters."""

from tests.rights.table import ADMINISTRATOR, EVERYONE, MEMBERS, NOBODY, Row

ROWS = [
    # signing in
    Row("account_login", "GET", EVERYONE),
    Row("account_login", "POST", EVERYONE, data=lambda w: {"login": "noe@example.org", "password": "x"}),
    Row("account_request_login_code", "GET", EVERYONE),
    Row("account_request_login_code", "POST", EVERYONE, data=lambda w: {"email": "noe@example.org"}),
    # Without a code on its way this leads to where one asks for it; members are led home.
    Row("account_confirm_login_code", "GET", EVERYONE, is_page=False),
    Row("account_confirm_login_code", "POST", EVERYONE),
    Row("account_logout", "GET", EVERYONE, is_page=False),
    Row("account_logout", "POST", EVERYONE),
    Row("account_change_password", "GET", MEMBERS, is_page=False),
    Row("account_change_password", "POST", MEMBERS),
    Row("account_set_password", "GET", MEMBERS),
    Row("account_set_password", "POST", MEMBERS),
    Row("members:invitation", "GET", EVERYONE, kwargs=lambda w: {"token": w.tokens["invitation"]}),
    Row(
        "members:invitation",
        "POST",
        EVERYONE,
        kwargs=lambda w: {"token": w.tokens["invitation"]},
        data=lambda w: {"name": "Zoé", "language": "fr"},
    ),
    Row("members:enter", "GET", NOBODY, note="outside the demonstration"),
    Row("members:enter", "POST", NOBODY, note="outside the demonstration"),
    # oneself
    Row("members:me", "GET", MEMBERS),
    Row("members:profile", "GET", MEMBERS),
    Row("members:profile", "POST", MEMBERS, data=lambda w: {"name": "Autrement", "language": "fr"}),
    Row("members:key", "GET", MEMBERS),
    Row("members:key", "POST", MEMBERS),
    Row("members:key-removal", "POST", MEMBERS),
    Row("members:password-forgetting", "POST", NOBODY, note="for whoever has just typed a code"),
    Row("members:signing-out-everywhere", "POST", MEMBERS),
    # the others
    Row("members:members", "GET", MEMBERS),
    Row("members:members", "GET", MEMBERS, query=lambda w: {"q": "ines", "standing": "paid"}, note="search"),
    Row("members:member", "GET", MEMBERS, kwargs=lambda w: {"pk": w.many[0].pk}),
    # accounts and settings
    Row("members:people", "GET", ADMINISTRATOR),
    Row("members:account", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.many[0].pk}),
    Row("members:invite", "GET", ADMINISTRATOR),
    Row("members:invite", "POST", ADMINISTRATOR, data=lambda w: {"people": "zoe@example.org"}),
    Row("members:withdrawal", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.invitation.pk}),
    Row("members:address", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row(
        "members:address",
        "POST",
        ADMINISTRATOR,
        kwargs=lambda w: {"pk": w.rose.pk},
        data=lambda w: {"email": "rosa@example.org"},
    ),
    Row("members:closing", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row("members:reopening", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row("members:naming", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row("members:naming-end", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row("members:residency", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.rose.pk}),
    Row(
        "members:residency",
        "POST",
        ADMINISTRATOR,
        kwargs=lambda w: {"pk": w.rose.pk},
        data=lambda w: {"trade": "Potière", "pole": "crafts", "since": w.today},
    ),
    Row(
        "members:residency-end",
        "POST",
        ADMINISTRATOR,
        kwargs=lambda w: {"pk": w.many[0].residencies.get().pk},
        data=lambda w: {"until": w.today},
    ),
    Row("members:memberships", "GET", ADMINISTRATOR, kwargs=lambda w: {"year": w.today.year}),
    Row(
        "members:memberships",
        "POST",
        ADMINISTRATOR,
        kwargs=lambda w: {"year": w.today.year},
        data=lambda w: {"paid": [w.lise.pk], "paid_on": w.today},
    ),
    Row(
        "members:membership-cancelling", "POST", ADMINISTRATOR, kwargs=lambda w: {"year": w.today.year, "pk": w.rose.pk}
    ),
    Row("members:collective", "GET", ADMINISTRATOR),
    Row("members:collective", "POST", ADMINISTRATOR, data=lambda w: {"name": "X", "grace_days": 60, "language": "fr"}),
    Row("members:outbox", "GET", ADMINISTRATOR),
    Row("members:mail", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.mail.pk}),
    Row("members:mail-reading", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.mail.pk}),
    Row("members:attachment", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.attachment.pk}, is_page=False),
    # the API
    Row("me-detail", "GET", MEMBERS),
    Row("me-detail", "PATCH", MEMBERS, data=lambda w: {"about": "Au foyer le mardi."}),
    Row("members-list", "GET", MEMBERS),
]
