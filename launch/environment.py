"""The environment in `.venv`: made once, installed from hashed requirements, quick the second time."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.say import Stop, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def prepare(*requirements: str) -> None:
    """Make `.venv` and install the named requirement files, unless that is done already.

    Raises Stop, saying what to type, when Python's `venv` is missing or nothing can be downloaded.
    """
    files = [ROOT / name for name in requirements]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    stamp = VENV / f"installed-{digest}"
    if not stamp.exists():
        make_venv()
        with step("installing the libraries", slow="the first time: a minute or two, from the network"):
            install(files)
        stamp.touch()
    compile_translations()


def make_venv() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    with step("making the environment in .venv"):
        made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
        if made.returncode and apt_install("python3-venv"):
            shutil.rmtree(VENV, ignore_errors=True)
            made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            "Python cannot make an environment here: its 'venv' part is missing.\n"
            "Type:  sudo apt install python3-venv\nand then this command again."
        )


def install(files: Sequence[Path]) -> None:
    wanted = [part for file in files for part in ("-r", str(file))]
    done = subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *wanted],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise Stop(
            "The libraries could not be installed. The first time needs the network: check the connection,\n"
            "then type the same command again; what was downloaded is kept.\n\n" + "\n".join(reasons[-6:])
        )


def compile_translations() -> None:
    """Compile each `.po` that is newer than its `.mo` (the latter are not kept in the history)."""
    stale = [
        str(po)
        for po in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))
        if not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        code = "import polib, sys\nfor po in sys.argv[1:]: polib.pofile(po).save_as_mofile(po[:-2] + 'mo')"
        subprocess.run([PYTHON, "-c", code, *stale], check=True)


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is allowed without asking; whether it worked."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode):
        return False
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"installing {', '.join(packages)} with apt", slow="may take some minutes"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
            if subprocess.run([*sudo, *command], env=settings, capture_output=True).returncode:
                return False
    return True


def python(
    *arguments: str | Path, settings: Mapping[str, str] | None = None, quiet: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run the environment's Python in the project's folder and wait for it; what it returned."""
    return subprocess.run(
        [PYTHON, *arguments], cwd=ROOT, env={**os.environ, **(settings or {})}, capture_output=quiet, text=True
    )


def manage(*arguments: str, settings: Mapping[str, str] | None = None) -> None:
    """Run `manage.py`, and stop with what it said if it fails."""
    done = python("manage.py", *arguments, settings=settings, quiet=True)
    if done.returncode:
        raise Stop(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}".rstrip())
