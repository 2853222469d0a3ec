"""What each part of a history is called in the Markdown file of a proposal."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from web.components import Text

LABELS: Mapping[str, Text] = {
    "format": pgettext_lazy("proposal file", "Format"),
    "title": pgettext_lazy("proposal file", "Title"),
    "circle": pgettext_lazy("proposal file", "Circle"),
    "subject": pgettext_lazy("proposal file", "Subject"),
    "author": pgettext_lazy("proposal file", "Author"),
    "facilitator": pgettext_lazy("proposal file", "Facilitator"),
    "decider": pgettext_lazy("proposal file", "Who decides"),
    "decision": pgettext_lazy("proposal file", "Decision"),
    "process": pgettext_lazy("proposal file", "Way to decide"),
    "method": pgettext_lazy("proposal file", "Ballot method"),
    "seats": pgettext_lazy("proposal file", "Seats"),
    "created_at": pgettext_lazy("proposal file", "Written"),
    "presented_at": pgettext_lazy("proposal file", "Presented"),
    "ended_at": pgettext_lazy("proposal file", "Ended"),
    "review_on": pgettext_lazy("proposal file", "Review"),
    "read_by": pgettext_lazy("proposal file", "Have read it"),
    "need": pgettext_lazy("proposal file", "Why now?"),
    "expected": pgettext_lazy("proposal file", "What is expected of it"),
    "evidence": pgettext_lazy("proposal file", "How one will know"),
    "end_reason": pgettext_lazy("proposal file", "How it ended"),
    "name": pgettext_lazy("proposal file", "Name"),
    "at": pgettext_lazy("proposal file", "Date"),
    "left_at": pgettext_lazy("proposal file", "Until"),
    "extended_at": pgettext_lazy("proposal file", "Extended"),
    "until": pgettext_lazy("proposal file", "Until"),
    "to": pgettext_lazy("proposal file", "To the circle"),
    "answered_at": pgettext_lazy("proposal file", "Answered"),
    "is_accepted": pgettext_lazy("proposal file", "Accepted"),
    "text": pgettext_lazy("proposal file", "Text"),
    "answer": pgettext_lazy("proposal file", "The answer"),
    "note": pgettext_lazy("proposal file", "What changed"),
    "sha256": pgettext_lazy("proposal file", "Mark (SHA-256)"),
    "erased_at": pgettext_lazy("proposal file", "Erased"),
    "sentence": pgettext_lazy("proposal file", "What became of it"),
    "reason": pgettext_lazy("proposal file", "Reason"),
    "version": pgettext_lazy("proposal file", "On version"),
    "quote": pgettext_lazy("proposal file", "Words of the text"),
    "replacement": pgettext_lazy("proposal file", "Words instead"),
    "became": pgettext_lazy("proposal file", "What became of it"),
    "settled_by": pgettext_lazy("proposal file", "Settled by"),
    "closed_at": pgettext_lazy("proposal file", "Closed"),
    "outcome": pgettext_lazy("proposal file", "Outcome"),
    "position": pgettext_lazy("proposal file", "Position"),
    "names": pgettext_lazy("proposal file", "Whose"),
    "consequence": pgettext_lazy("proposal file", "What would happen"),
    "fact": pgettext_lazy("proposal file", "What shows it"),
    "aim": pgettext_lazy("proposal file", "The aim that it touches"),
    "suggestion": pgettext_lazy("proposal file", "A way out"),
    "tested": pgettext_lazy("proposal file", "How it was examined"),
    "brought_by": pgettext_lazy("proposal file", "Brought in by"),
    "brought_at": pgettext_lazy("proposal file", "Brought in"),
}
"""What a fact, or a text, is called in the file: apart from the words of the pages, so that a kept file is still read
after a page says it better."""

HEADINGS: Mapping[str, Text] = {
    "stages": pgettext_lazy("proposal file", "Stage"),
    "pauses": pgettext_lazy("proposal file", "Pause"),
    "handings": pgettext_lazy("proposal file", "Handing on"),
    "versions": pgettext_lazy("proposal file", "Version"),
    "files": pgettext_lazy("proposal file", "File"),
    "erased_files": pgettext_lazy("proposal file", "Erased file"),
    "questions": pgettext_lazy("proposal file", "Question"),
    "reactions": pgettext_lazy("proposal file", "Reaction"),
    "edits": pgettext_lazy("proposal file", "Suggested change"),
    "comments": pgettext_lazy("proposal file", "Comment"),
    "advices": pgettext_lazy("proposal file", "Advice"),
    "rounds": pgettext_lazy("proposal file", "Round"),
    "answers": pgettext_lazy("proposal file", "Answer"),
    "objections": pgettext_lazy("proposal file", "Objection"),
    "concerns": pgettext_lazy("proposal file", "Concern"),
    "brought": pgettext_lazy("proposal file", "History brought in"),
}
"""What one row of a list is called, before its number."""

YES: Text = pgettext_lazy("proposal file", "yes")
