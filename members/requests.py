"""Requests of somebody who is signed in: behind `@login_required`, the user is a member."""

from django.http import HttpRequest

from members.models import Member


class MemberRequest(HttpRequest):
    user: Member
