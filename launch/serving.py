"""`run.py demo` and `run.py serve`: from nothing to a collective that answers on this machine."""

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launch.environment import PYTHON, ROOT, manage, prepare, python
from launch.say import Stop, say, step

# Where the data lie: where the environment says, else here. A demo has a folder of its own in it, since it is emptied.
VAR = os.environ.get("AVANT_MINUIT_VAR", "")
DEMO_VAR = Path(VAR or ROOT / "var").resolve() / "demo"
REAL_VAR = Path(VAR or ROOT / "var" / "collective").resolve()
# What libraries bring and no page of ours shows.
UNSHOWN = [f"--ignore={name}" for name in ("account", "mfa", "rest_framework")]


def demo(*, port: int, lan: bool, fresh: bool) -> int:
    """Serve the demo collective; what was done in it is kept until `--fresh`."""
    prepare("requirements.txt")
    if fresh:
        forget(DEMO_VAR)
    settings = {"AVANT_MINUIT_VAR": str(DEMO_VAR), "AVANT_MINUIT_DEMO": "1"}
    ready(settings)
    with step("loading the demo collective", slow="once: some seconds"):
        manage("load_demo", settings=settings)
    return listen(
        settings,
        port=port,
        lan=lan,
        welcome="Enter as any of five people in one click, from the page of welcome. Everybody in it is invented.\n"
        "Start the evening again with:  python3 run.py demo --fresh",
    )


def serve(*, port: int, lan: bool) -> int:
    """Serve a real collective, empty at first; the first administrator enters by a one-time link."""
    prepare("requirements.txt")
    settings = {"AVANT_MINUIT_VAR": str(REAL_VAR)}
    ready(settings)
    port = free_port(port, lan=lan)
    base = f"http://{lan_address() if lan else 'localhost'}:{port}"
    link = python("manage.py", "first_administrator", "--base", base, settings=settings, quiet=True)
    if link.returncode:
        raise Stop(link.stdout + link.stderr)
    return listen(settings, port=port, lan=lan, welcome=link.stdout.strip())


def ready(settings: Mapping[str, str]) -> None:
    Path(settings["AVANT_MINUIT_VAR"]).mkdir(parents=True, exist_ok=True)
    with step("preparing the database"):
        manage("migrate", "--no-input", "-v", "0", settings=settings)
    with step("gathering styles and scripts"):
        manage("collectstatic", "--no-input", "-v", "0", *UNSHOWN, settings=settings)


def forget(folder: Path) -> None:
    """Empty a demo's folder, and only a demo's."""
    for path in sorted(folder.glob("*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def listen(settings: Mapping[str, str], *, port: int, lan: bool, welcome: str) -> int:
    wanted, port = port, free_port(port, lan=lan)
    if port != wanted:
        say(f"· port {wanted} is taken: using {port}")
    address = lan_address() if lan else "localhost"
    hosts = ["localhost", "127.0.0.1", "[::1]", *([address] if lan else [])]
    url = f"http://{address}:{port}/"
    say(f"\nAvant Minuit is open:  {url}\n{welcome}\nStop with Ctrl-C; nothing is lost.\n")
    if lan:
        python("-c", "import segno, sys; segno.make(sys.argv[1]).terminal(compact=True)", url)
    environment = {"SITE_URL": url, **os.environ, **settings, "ALLOWED_HOSTS": ",".join(hosts)}
    if environment.get("AVANT_MINUIT_CLOCK") == "0":  # what falls due is another process's work: say how that one does
        status = python("manage.py", "clock", "--status", settings=settings, quiet=True)
        say((status.stdout + status.stderr).strip())
    host = "0.0.0.0" if lan else "127.0.0.1"
    process = subprocess.Popen(
        [PYTHON, "manage.py", "serve", "--host", host, "--port", str(port)], cwd=ROOT, env=environment
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        say("Stopped.")
        return 0


def free_port(wanted: int, *, lan: bool = False) -> int:
    """The wanted port, or the next of twenty that nobody holds."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("0.0.0.0" if lan else "127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Stop(f"The ports {wanted} to {wanted + 19} are all taken. Choose one:  --port NUMBER")


def lan_address() -> str:
    """This machine's address in the room's network (nothing is sent to find it)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            raise Stop("This machine is on no network: connect it to the room's wifi first.") from error
        return str(probe.getsockname()[0])
