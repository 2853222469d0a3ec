"""A request behind `@login_required`: its user is a member."""

from django.http import HttpRequest

from members.models import Member


class MemberRequest(HttpRequest):
    user: Member
