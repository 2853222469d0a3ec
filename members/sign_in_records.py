"""How a session signed in, as allauth keeps it: the only place that reads what it keeps for itself.

What allauth offers in public is the signal `authentication_step_completed`; a receiver would have to keep the same a
second time, in the same session. `tests/members/test_sign_in_records.py` fails when allauth changes.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records

from members.requests import MemberRequest

RECENT = 60 * 60  # seconds during which a code that was typed still proves who is there


def came_by_code(request: MemberRequest) -> bool:
    """Whether this session began with an emailed code within the hour."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "code" and time.time() - record["at"] < RECENT for record in records)
