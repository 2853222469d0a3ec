"""Requests of programs: in the API, the user is a member."""

from rest_framework.request import Request

from members.models import Member


class MemberAPIRequest(Request):
    user: Member
