"""People: who belongs to the collective, who is up to date, how they sign in, what is mailed to them.

Invariants, each proved by a test in `tests/members/`:

- Nobody signs up: an account begins with an invitation, and an invitation serves once.
- A membership is of one calendar year; it still counts until the grace date of the next one.
- An address that is unknown gets the same answers as one that is known.
- A mail is queued once for one thing (`kind`, `key`, `to`), and leaves at most once.
- Someone deactivated, or signed out everywhere, has no session, no token and no open page left.
- An administrator administers accounts and settings, and nothing else. There is always one.
"""
