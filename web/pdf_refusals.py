"""Why a PDF is not taken, as the process that cleans it says it by its status (`web.pdf_cleaner`)."""

import enum


class PdfRefusal(enum.IntEnum):
    """Another status: the process was ended, for having taken too much time or memory."""

    PASSWORD = 3
    UNREADABLE = 4
    HOLDS_FILES = 5  # an envelope around other files, whose one page says so
    NEEDS_A_PROGRAM = 6  # a form that has no page before a program has drawn it (dynamic XFA)
    TOO_MUCH = 7
