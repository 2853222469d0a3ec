#!/usr/bin/env python3
"""What a person types.

    python3 run.py demo       the demo collective, on http://localhost:8000
    python3 run.py serve      a real collective, empty at first
    python3 run.py test       everything that is tested, the browser included
    python3 run.py check      lint, types, import contracts, names, dead code, translations
    python3 run.py bench      speed and memory, as ratios to a baseline of the same run
    python3 run.py lock       write the hashed requirements again

Needs nothing but Python 3.11 to 3.14; each command installs what it needs in `.venv`.
"""

import argparse
import os
import sys

if not (3, 11) <= sys.version_info[:2] < (3, 15):
    sys.exit(
        "Avant Minuit needs Python 3.11 to 3.14; this is %d.%d.\n"
        "Type for instance:  python3.11 run.py demo" % sys.version_info[:2]
    )

from launch import serving
from launch.environment import ROOT, VENV, prepare, python
from launch.say import Stop, warn
from launch.stages import CHECKS, STAGES, browser, run_stages


def main() -> int:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (("demo", "the demo collective"), ("serve", "a real collective")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--port", type=int, default=8000)
        command.add_argument("--lan", action="store_true", help="open it to the phones in the room")
        if name == "demo":
            command.add_argument("--fresh", action="store_true", help="start the evening again")
            command.add_argument("--smoke", action="store_true", help="start, use it once, and stop")
    test = commands.add_parser("test", help="all tests, or the named stages")
    test.add_argument("stage", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    commands.add_parser("check", help=", ".join(CHECKS))
    commands.add_parser("bench", help="NAME …, --json FILE", add_help=False)
    commands.add_parser("lock", help="write requirements.txt and requirements-test.txt again")
    typed, rest = split(sys.argv[1:])
    options, unknown = parser.parse_known_args(typed)
    if unknown and options.command != "bench":
        parser.error(f"unknown: {' '.join(unknown)}")
    try:
        return perform(options, unknown, rest)
    except Stop as stop:
        warn(f"\n{stop}")
        return 1
    except KeyboardInterrupt:
        return 130


def perform(options: argparse.Namespace, unknown: list[str], rest: list[str]) -> int:
    if options.command == "demo" and options.smoke:
        prepare("requirements.txt")
        return python("-m", "launch.smoke").returncode
    if options.command == "demo":
        return serving.demo(port=options.port, lan=options.lan, fresh=options.fresh)
    if options.command == "serve":
        return serving.serve(port=options.port, lan=options.lan)
    if options.command == "lock":
        return lock()

    prepare("requirements.txt", "requirements-test.txt")
    if options.command == "bench":
        return python("-m", "tests.bench", *unknown, settings={"CHROMIUM": str(browser())}).returncode
    if options.command == "check":
        return run_stages(list(CHECKS), [])
    if strange := set(options.stage) - set(STAGES):
        raise Stop(f"No such stage: {', '.join(sorted(strange))}. There are: {', '.join(STAGES)}.")
    return run_stages(options.stage or list(STAGES), rest)


def lock() -> int:
    """Compile the requirement files with their hashes (needs `uv` in the environment)."""
    if not (VENV / "bin" / "uv").exists():
        raise Stop("Type:  .venv/bin/pip install uv\nand then this command again.")
    for name in ("requirements", "requirements-test"):
        flags = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--quiet"]
        done = python("-m", "uv", "pip", "compile", *flags, "-o", f"{name}.txt", f"{name}.in")
        if done.returncode:
            return done.returncode
    return 0


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What stands before `--`, and what stands behind it (for pytest)."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
