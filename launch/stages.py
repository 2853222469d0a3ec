"""The stages of `run.py test` and `run.py check`: each says its count, none is skipped."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from launch import dead_code, postgres, safe_html, templates
from launch import names as naming
from launch.environment import PYTHON, ROOT, VENV, apt_install
from launch.say import Stop, say

APPS = ("config", "history", "assembly", "proposals", "commissions", "votes", "members", "web", "realtime", "journal")
TEST_VAR = ROOT / "var" / "test"
ONE_WORKER = ("-n", "0")  # two at once failed now and then on two cores


def browser() -> Path:
    """Chromium, installed by apt where that is allowed."""
    for attempt in range(2):
        for name in ("chromium", "chromium-browser", "google-chrome"):
            if path := shutil.which(name):
                return Path(path)
        if attempt or not apt_install("chromium"):
            break
    raise Stop("The journeys need Chromium.\nType:  sudo apt install chromium\nand then this command again.")


def gettext() -> None:
    if not shutil.which("xgettext") and not apt_install("gettext"):
        raise Stop("The translations are checked with gettext.\nType:  sudo apt install gettext\nand then try again.")


def lint() -> str:
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("djlint", ".", "--lint", "--quiet")
    if unsafe := safe_html.faults(ROOT, APPS):
        say("\n".join(unsafe))
        raise Failed(f"{len(unsafe)} places where a text becomes HTML")
    if upward := templates.faults(ROOT, APPS):
        say("\n".join(upward))
        raise Failed(f"{len(upward)} templates that point up")
    if unread := templates.layout_faults(ROOT, APPS):
        say("\n".join(unread))
        raise Failed(f"{len(unread)} places of templates that are hard to read")
    folders = [*APPS, "launch", "tests"]
    pages = sum(1 for name in folders for _ in (ROOT / name).rglob("*.html"))
    python_files = sum(1 for name in folders for _ in (ROOT / name).rglob("*.py"))
    return f"{python_files} files of Python, {pages} templates"


def types() -> str:
    return run("mypy", *APPS, "launch", "run.py").strip().splitlines()[-1]


def names() -> str:
    places = (*APPS, "launch")
    if faults := naming.faults(ROOT, places) + naming.variable_faults(ROOT, places):
        say("\n".join(faults))
        raise Failed(f"{len(faults)} names that clash, or say nothing")
    return "each class has a name of its own, each variable says what it holds"


def unreached() -> str:
    if dead := dead_code.faults(ROOT, APPS, VENV / "bin" / "vulture"):
        say("\n".join(dead))
        raise Failed(f"{len(dead)} things that nothing reaches")
    return "everything is reached"


def contracts() -> str:
    output = run("lint-imports")
    return next((line for line in output.splitlines() if line.startswith("Contracts:")), output.strip())


def translations() -> str:
    gettext()
    return run_python("launch/translations.py").strip().splitlines()[-1]


def suite_on_sqlite(*arguments: str) -> str:
    return pytest("tests", "-m", "not journey", *arguments)


def suite_on_postgres(*arguments: str) -> str:
    with postgres.cluster() as url:
        return pytest("tests", "-m", "not journey", *arguments, settings={"DATABASE_URL": url})


def journeys(*arguments: str) -> str:
    settings = {"CHROMIUM": str(browser())}
    with postgres.cluster() as url:
        settings["JOURNEYS_DATABASE_URL"] = url
        return pytest("tests/journeys", "-p", "no:asyncio", *ONE_WORKER, *arguments, settings=settings)


def short_bench(*_arguments: str) -> str:
    output = run_python("-m", "tests.bench", "--short")
    say(output.rstrip())
    return "no ratio is far off"


CHECKS: dict[str, Callable[..., str]] = {
    "lint": lint,
    "types": types,
    "contracts": contracts,
    "names": names,
    "dead code": unreached,
    "translations": translations,
}
STAGES: dict[str, Callable[..., str]] = {
    **CHECKS,
    "sqlite": suite_on_sqlite,
    "postgres": suite_on_postgres,
    "journeys": journeys,
    "bench": short_bench,
}


def run_stages(names: list[str], arguments: list[str]) -> int:
    """Run the stages in order, to the end even when one fails; 0 when all passed.

    `arguments` go to pytest (as in `run.py test sqlite -- -k proxy`).
    """
    passed = failed = 0
    began = time.monotonic()
    summary = []
    for name in names:
        say(f"\n── {name} ──")
        start = time.monotonic()
        try:
            count = STAGES[name](*(arguments if name not in CHECKS else ()))
        except Failed as failure:
            count, mark = str(failure), "✗"
        else:
            mark = "✓"
        summary.append(f"{mark} {name}: {count} ({time.monotonic() - start:.0f} s)")
        say(summary[-1])
        tests = re.search(r"(\d+) passed", count)
        passed += int(tests[1]) if tests else int(mark == "✓")
        broken = [int(number) for number in re.findall(r"(\d+) (?:failed|errors?)", count)]
        failed += max(sum(broken), 1) if mark == "✗" else 0
    say("\n" + "\n".join(summary))
    say(f"{time.monotonic() - began:.0f} s in all")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


class Failed(Exception):
    """A stage found something; its text is the stage's count."""


def run(tool: str, *arguments: str) -> str:
    return capture([VENV / "bin" / tool, *arguments])


def run_python(*arguments: str) -> str:
    return capture([PYTHON, *arguments])


def capture(command: list[Path | str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "AVANT_MINUIT_VAR": str(TEST_VAR)}, capture_output=True, text=True
    )
    if done.returncode:
        say((done.stdout + done.stderr).rstrip())
        raise Failed("see above")
    return done.stdout


def pytest(*arguments: str, settings: dict[str, str] | None = None) -> str:
    """Run pytest in two workers, show what it prints, the ten slowest too, and give back its closing line."""
    environment = {**os.environ, "AVANT_MINUIT_VAR": str(TEST_VAR), "PYTHONUNBUFFERED": "1", **(settings or {})}
    TEST_VAR.mkdir(parents=True, exist_ok=True)
    last = ""
    usual = ["--color=no", "-n", "2", "--dist", "loadgroup", "--durations=10"]
    command: list[Path | str] = [PYTHON, "-m", "pytest", *usual, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            say(line.rstrip())
            last = line.strip() if re.search(r"\d+ (passed|failed|error)", line) else last
    if process.returncode:
        raise Failed(last or f"pytest ended with {process.returncode}")
    return re.sub(r" in [\d.:s ()]+$", "", last.strip("= "))
