"""Checks that everything visible is translated: run by the environment's Python.

Extracts the messages of each app afresh, in a copy, and compares them with the app's French
catalogue: nothing missing, empty, fuzzy or left over, the same placeholders on both sides, and in French
no-break spaces beside signs, typographic apostrophes, dashes and dots, no elision by hand, and one
translation for what two apps say.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
FRENCH_FAULTS = {  # what a French message may not hold, outside its HTML tags
    "a space that may break before or after a sign": re.compile(r" [:;?!»%€](?=[\s<.,)…»’]|$)|« "),
    "no space before or after a sign": re.compile(r"\w[!?;»](?=\s|$)|«\w"),
    "a straight apostrophe": re.compile(r"\w'\w"),
    "three dots instead of …": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"\S[ \u00a0]{2,}\S"),
    "a hyphen as a dash": re.compile(r"[\w»] - [\w«]"),
    "a straight quotation mark": re.compile(r'(?<=\s)"\w|\w"(?=[\s.,])'),
    "an elision by hand, which the name decides (`journal/elision.py`)": re.compile(r"(?:\b[dljmtsn]|qu)’%\("),
}
TAG = re.compile(r"</?[a-z][^<>@]*>|`[^`]+`|https?://\S+")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def main() -> int:
    total, faults = 0, []
    chosen: dict[tuple[str | None, str, str], tuple[str, str]] = {}  # per message: the app, and its translation
    for app in sorted(path.parent.name for path in ROOT.glob("*/apps.py")):
        wanted = extract(ROOT / app)
        catalogue = ROOT / app / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        held = list(polib.pofile(str(catalogue))) if catalogue.exists() else []
        have = {key(entry): entry for entry in held if not entry.obsolete}
        total += len(wanted)
        for message in wanted:
            entry = have.pop(key(message), None)
            if entry is None or "fuzzy" in entry.flags or not entry.translated():
                faults.append(f"{app}: not translated: {message.msgid!r}")
            elif wrong_placeholders(entry):
                faults.append(f"{app}: other placeholders: {message.msgid!r}")
            else:
                faults += [f"{app}: {fault}: {message.msgid!r}" for fault in french_faults(entry)]
                other, translation = chosen.setdefault(key(message), (app, entry.msgstr))
                if translation != entry.msgstr:  # Django reads one of them, for both
                    faults.append(f"{app}: translated otherwise in {other}: {message.msgid!r}")
        faults += [f"{app}: no longer used: {entry.msgid!r}" for entry in have.values()]
    print("\n".join(faults))
    print(f"{total} messages, {len(faults)} faults")
    return 1 if faults else 0


def extract(app: Path) -> list[polib.POEntry]:
    """The messages of an app's code and templates, as gettext finds them today."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("*.po", "*.mo", "__pycache__", "static"))
        catalogue = copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        # -P: an app's own modules are not to be taken for the standard library's.
        command = [sys.executable, "-P", "-m", "django", "makemessages", "-l", "fr", "-e", "html,txt,md,py"]
        command += ["--no-location", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True)
        return list(polib.pofile(str(catalogue))) if catalogue.exists() else []


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def wrong_placeholders(entry: polib.POEntry) -> bool:
    """Whether a translation uses a placeholder that the message does not have, or leaves one out."""
    allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if not entry.msgid_plural:
        return set(PLACEHOLDER.findall(entry.msgstr)) != allowed
    return any(not set(PLACEHOLDER.findall(text)) <= allowed for text in entry.msgstr_plural.values())


def french_faults(entry: polib.POEntry) -> list[str]:
    """Which signs of a French message are not as French sets them."""
    texts = [TAG.sub("", text) for text in [entry.msgstr, *entry.msgstr_plural.values()]]
    return [fault for fault, pattern in FRENCH_FAULTS.items() if any(pattern.search(text) for text in texts)]


if __name__ == "__main__":
    sys.exit(main())
