"""What the server holds no memory for until somebody asks for it."""

import json
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.journal.test_verify import database_url

LATE = {
    *("PIL", "puremagic", "pikepdf", "web.images"),  # files that are attached
    *("typst", "openpyxl", "icalendar", "dateutil", "holidays"),  # what is taken away, and when
    *("cryptography", "polib", "html5lib"),
    *("markdown", "bleach", "nh3", "segno", "Stemmer"),  # the first text rendered, code drawn, word indexed
    "css_inline",  # what a letter wears, as it leaves
    *("config.api", "rest_framework.views", "rest_framework.compat", "drf_spectacular.openapi", "django_filters"),
    *("requests", "yaml", "pygments", "django.contrib.postgres"),  # what only the API's framework asks for
}
ASKED = """
import asyncio, json, sys
from asgiref.testing import ApplicationCommunicator
from config.asgi import application

async def answered(path, cookie):
    headers = [(b"host", b"localhost"), (b"cookie", f"sessionid={cookie}".encode())]
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 5), "server": ("localhost", 80),
    }
    page = ApplicationCommunicator(application, scope)
    await page.send_input({"type": "http.request"})
    return (await page.receive_output(30))["status"]

async def asked():
    life = ApplicationCommunicator(application, {"type": "lifespan"})
    await life.send_input({"type": "lifespan.startup"})
    await life.receive_output(30)
    statuses = [await answered("/account/login/", ""), await answered("/", ""), await answered("/", sys.argv[1])]
    loaded = sorted(sys.modules)
    statuses.append(await answered("/api/v1/me/", sys.argv[1]))
    print(json.dumps({"statuses": statuses, "before": loaded, "after": sorted(sys.modules)}))
    await life.send_input({"type": "lifespan.shutdown"})
    await life.receive_output(30)

asyncio.run(asked())
"""


def test_what_few_ask_for_is_loaded_when_they_do(transactional_db, client, malo, ca):
    client.force_login(malo)
    environment = {
        "DATABASE_URL": database_url(),
        "AVANT_MINUIT_VAR": str(settings.VAR_DIR),
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "AVANT_MINUIT_CLOCK": "0",
    }
    cookie = client.cookies["sessionid"].value
    command = [sys.executable, "-c", ASKED, cookie]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    postgres = {"django.contrib.postgres"} if connection.vendor == "postgresql" else set()
    assert told["statuses"] == [200, 200, 200, 200]
    assert LATE & set(told["before"]) <= postgres
    assert {"config.api", "rest_framework.views"} <= set(told["after"])


def test_only_the_api_names_its_addresses():
    """Before somebody asks for one of them, the server does not know their names."""
    root = Path(settings.BASE_DIR)
    names = re.compile(r"""(reverse\w*\(|\{% url )\s*["'](api-|schema["']|journal-list|me-detail|members-list)""")
    apps = (
        "assembly",
        "commissions",
        "config",
        "history",
        "journal",
        "members",
        "proposals",
        "realtime",
        "votes",
        "web",
    )
    files = [file for app in apps for kind in ("*.py", "*.html", "*.txt") for file in (root / app).rglob(kind)]
    assert len(files) > 500
    assert [str(file) for file in files if names.search(file.read_text())] == []


ARENAS = """
import ctypes, sys, threading
from config.memory import share_one_arena

if sys.argv[1] == "shared":
    share_one_arena()
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
everybody = threading.Barrier(5)

def take():
    library.malloc(1000)
    everybody.wait()

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
everybody.wait()
file = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
"""


def test_all_threads_take_their_memory_from_one_arena(tmp_path):
    def arenas(which):
        told = tmp_path / which
        subprocess.run([sys.executable, "-c", ARENAS, which, told], cwd=settings.BASE_DIR, check=True)
        return told.read_text().count("<heap nr=")

    assert arenas("shared") == 1
    assert arenas("usual") > 1
