"""Requests of somebody who is signed in: behind `@login_required` and in the API, the user is a member."""

from django.http import HttpRequest
from rest_framework.request import Request

from members.models import Member


class MemberRequest(HttpRequest):
    user: Member


class MemberAPIRequest(Request):
    user: Member
