"""A letter as it is handed to the mail server: its text, the same as simple HTML, and its headers."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.models import Mail
from members.notification_letters import LETTER, choices_url
from members.queries import collective

JOINED = "\u2060"  # nothing to see, and no line ends there
ADDRESS = re.compile(r"https?://\S+")
NUMBERED = re.compile(r"\d+\. ")  # « 2. Voter : le four à pain. 1 minute. »
NAMED = re.compile(r"(?P<label>.+?)\s*:\s+(?P<url>https?://\S+)")  # « Tout ce qui vous attend : https://… »


@dataclass(frozen=True)
class WrittenLine:
    """One line of a letter: words, or the address of a page as a link that says what it opens.

    `is_title` is the first line about one of several things.
    """

    text: str
    url: str = ""
    is_button: bool = False
    is_title: bool = False


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The message. What follows up on one thing is shown as one thread; what can be refused can be in one click."""
    subject = mail.subject.replace("=?", f"={JOINED}?")  # or a mail program would decode it (RFC 2047)
    message = EmailMultiAlternatives(subject, mail.text, to=[mail.to])
    headers = message.extra_headers
    headers["Message-ID"] = f"<mail-{mail.pk}-{int(mail.created_at.timestamp())}@{settings.MAIL_DOMAIN}>"
    headers["Auto-Submitted"] = "auto-generated"  # no "out of office" comes back (RFC 3834)
    if mail.about:
        headers["References"] = headers["In-Reply-To"] = f"<{mail.about.replace(':', '-')}@{settings.MAIL_DOMAIN}>"
    if mail.kind == LETTER:
        headers["List-Unsubscribe"] = f"<{choices_url(mail.key)}>"  # RFC 2369
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    elif mail.notifications.exists():  # a convocation is not refused: the page says which letters are
        headers["List-Unsubscribe"] = f"<{choices_url(mail.topic)}>"
    message.attach_alternative(html_of(mail), "text/html")
    for attachment in mail.attachments.all():
        message.attach(attachment.name, bytes(attachment.content), attachment.mimetype)
    return message


def html_of(mail: Mail) -> str:
    """The letter as HTML that every mail program shows: the same words, its addresses as links, its styles
    (`letters/letter.css`) on each element."""
    from css_inline import CSSInliner  # loaded when a letter leaves, which few processes see

    language = mail.member.language if mail.member else settings.LANGUAGE_CODE
    with override(language):
        context = {
            "subject": mail.subject,
            "blocks": [_lines(block) for block in re.split(r"\n{2,}", mail.text.strip())],
            "collective": collective().name,
            "language": language,
        }
        page = render_to_string("members/letters/letter.html", context)
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(page)


def _lines(block: str) -> list[WrittenLine]:
    """An address on a line of its own is a button, named by the line above where that ends in a colon; one at the end
    of its line is a link named by that line."""
    lines: list[WrittenLine] = []
    for place, text in enumerate(block.split("\n")):
        if place == 0 and NUMBERED.match(text):
            lines.append(WrittenLine(text, is_title=True))
        elif not ADDRESS.fullmatch(text.strip()):
            named = NAMED.fullmatch(text.strip())
            lines.append(WrittenLine(named["label"], iri_to_uri(named["url"])) if named else WrittenLine(text))
        elif lines and lines[-1].text.rstrip().endswith(":"):
            label = lines.pop().text.rstrip().rstrip(":").rstrip()
            lines.append(WrittenLine(label, iri_to_uri(text.strip()), is_button=True))
        else:
            lines.append(WrittenLine(_("Open the page"), iri_to_uri(text.strip()), is_button=True))
    return lines
