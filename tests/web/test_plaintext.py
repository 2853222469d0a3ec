"""A text that is no HTML is escaped by the page that shows it."""

from django.template import Context, Template
from django.utils.safestring import SafeString

from web.plaintext import plain, render_text


def test_a_text_template_makes_a_plain_text() -> None:
    text = render_text("account/email/login_code_message.txt", {"member": {"name": "<form>"}, "code": "1"})
    assert type(text) is str
    assert "<form>" in text  # a letter is read as it was written


def test_a_page_escapes_it() -> None:
    page = Template("{{ text|linebreaks }}").render(Context({"text": plain(SafeString("<form>"))}))
    assert page == "<p>&lt;form&gt;</p>"
