"""Documents and their versions."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history import actions, confirmations
from history.forms import DocumentForm, VersionForm
from history.models import Document
from history.queries import documents_for
from journal.actions import require
from members.requests import MemberRequest
from web.responses import perform, perform_form


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    require("history.visit_pages", request.user)
    context = {"documents": documents_for(request.user), "may_write": _may_write(request)}
    return render(request, "history/documents.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The document as it stands."""
    document = _readable(request, slug)
    version = document.versions.select_related("author")[0]
    context = {"document": document, "version": version, "is_last": True, "may_write": _may_write(request)}
    return render(request, "history/document.html", context)


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version, the latest first."""
    document = _readable(request, slug)
    context = {
        "document": document,
        "versions": document.versions.select_related("author"),
        "names_authors": request.user.is_authenticated,
    }
    return render(request, "history/document_versions.html", context)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, and what it changed, word by word."""
    document = _readable(request, slug)
    version = get_object_or_404(document.versions.select_related("author"), number=number)
    before = document.versions.filter(number=number - 1).first()
    after = document.versions.filter(number=number + 1).first()
    context = {
        "document": document,
        "version": version,
        "names_authors": request.user.is_authenticated,
        "before": before,
        "after": after,
        "others": [other for other in (before, after) if other],
    }
    return render(request, "history/document_version.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: MemberRequest) -> HttpResponse:
    require("history.write_documents", request.user)
    return perform_form(
        request,
        DocumentForm(request.POST or None),
        lambda data: actions.add_document(actor=request.user, **data),
        to=lambda document: document.get_absolute_url(),
        message=_("The document is kept."),
        template="history/document_form.html",
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the next version."""
    document = get_object_or_404(Document, slug=slug)
    require("history.write_documents", request.user)
    last = document.versions.select_related("author")[0]
    context: dict[str, Any] = {"document": document, "last": last}
    return perform_form(
        request,
        VersionForm(request.POST or None, initial={"text": last.text}),
        lambda data: actions.change_document(document, actor=request.user, **data),
        to=document.get_absolute_url(),
        message=lambda version: _("Version %(number)d is the one that holds now.") % {"number": version.number},
        template="history/document_edit.html",
        context=context,
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_POST
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document, slug=slug)
    is_public = request.POST.get("public", "1") != "0"
    return perform(
        request,
        lambda: actions.publish_document(document, actor=request.user, is_public=is_public),
        to=document.get_absolute_url(),
        message=_("Visitors may read it.") if is_public else _("Only members read it now."),
        confirmation=confirmations.publication() if is_public else None,
    )


def _readable(request: HttpRequest, slug: str) -> Document:
    document = get_object_or_404(Document, slug=slug)
    require("history.read", request.user, document)
    return document


def _may_write(request: HttpRequest) -> bool:
    return bool(rules.has_perm("history.write_documents", request.user))
