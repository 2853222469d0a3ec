"""The server as a whole: bodies, lanes, static files, headers. Through real connections."""

import json
import socket
import threading
import urllib.error
import urllib.request

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import include, path, resolve
from django.views.decorators.csrf import csrf_exempt

from config import connections, wsgi_bridge
from config.application import THREADS
from tests.realtime.conftest import server  # noqa: F401
from tests.waiting import wait_until
from web import lanes

pytestmark = [pytest.mark.servers, pytest.mark.urls("tests.config.test_server")]

gate = threading.Event()
arrived = threading.Semaphore(0)  # once for each request that is held
closed = threading.Event()
reached: list[str] = []


@csrf_exempt
def echo(request, name=""):
    reached.append(request.path)
    told = {name: request.META.get(name, "") for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_TWICE", "HTTP_COOKIE")}
    return HttpResponse(json.dumps({"body": len(request.body), "path": request.path, **told}))


@csrf_exempt
def held(request):
    arrived.release()
    gate.wait(20)
    return HttpResponse("held")


def streamed(request):
    def chunks():
        try:
            for number in range(1000):
                yield b"%d," % number + b"x" * 10_000
        finally:
            closed.set()

    return StreamingHttpResponse(chunks())


urlpatterns = [
    path("echo/<str:name>/", echo, name="echo"),
    path("held/", held, name="held"),
    path("hashed/", held, name="hashed"),
    path("conduct/", echo, name="conduct"),
    path("streamed/", streamed),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def afresh():
    gate.clear()
    closed.clear()
    while arrived.acquire(blocking=False):
        pass
    reached.clear()
    yield
    gate.set()


def ask(server, path, data=None, headers=None):  # noqa: F811
    request = urllib.request.Request(server.url + path, data=data, headers=headers or {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def hold_every_thread(server, requests):  # noqa: F811
    """So many requests that wait for the gate, in threads; returns once the pool has no thread left."""
    crowd = [threading.Thread(target=ask, args=(server, "/held/", b"vote")) for _ in range(requests)]
    for one in crowd:
        one.start()
    for _thread in range(THREADS):
        assert arrived.acquire(timeout=10)
    return crowd


def half_a_post(server, path, announced=1000, sent=b"half", **headers):  # noqa: F811
    connection = socket.create_connection(("127.0.0.1", server.port), 5)
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {announced}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + sent)
    return connection


def test_a_post_arrives_whole(server):  # noqa: F811
    answer = json.loads(ask(server, "/echo/%C3%A9t%C3%A9/", b"x" * 2_000_000))
    assert answer["body"] == 2_000_000
    assert answer["path"] == "/echo/été/"


def test_fifty_stalled_bodies_hold_nobody_up(server):  # noqa: F811
    stalled = [half_a_post(server, "/echo/stalled/") for _ in range(50)]
    assert json.loads(ask(server, "/echo/vote/", b"for"))["body"] == 3
    assert reached == ["/echo/vote/"]
    for connection in stalled:
        connection.close()


def test_half_a_body_never_reaches_a_view(server):  # noqa: F811
    half_a_post(server, "/echo/half/").close()
    ask(server, "/echo/whole/", b"whole")
    assert reached == ["/echo/whole/"]


def test_a_body_that_is_too_slow_is_refused_and_says_so(server, monkeypatch):  # noqa: F811
    monkeypatch.setattr(wsgi_bridge, "GRACE", 0.2)
    answer = half_a_post(server, "/echo/slow/").recv(2000).decode()
    assert "408" in answer.splitlines()[0]
    assert "nothing was changed" in answer
    assert reached == []


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "<h1>C’est trop gros</h1>"),
        ({"Accept-Language": "en"}, "<h1>This is too large</h1>"),
        ({"X-Act": "1"}, '{"message": "10 Mo au plus'),
    ],
    ids=["a page", "in English", "our script"],
)
def test_a_body_that_is_too_large_is_refused_in_words(server, monkeypatch, chunked, headers, words):  # noqa: F811
    monkeypatch.setattr(wsgi_bridge, "LARGEST", 1000)
    headers = {"Content-Type": "multipart/form-data; boundary=x", **headers}
    with pytest.raises(urllib.error.HTTPError) as refusal:
        ask(server, "/echo/large/", iter([b"x" * 600, b"x" * 600]) if chunked else b"x" * 1200, headers)
    assert refusal.value.code == 413
    assert words in refusal.value.read().decode().replace("\\u00a0", " ").replace("\u00a0", " ")
    assert refusal.value.headers["Connection"] == "close"
    assert reached == []


def test_a_program_is_told_in_the_words_of_the_api(server, monkeypatch):  # noqa: F811
    monkeypatch.setattr(wsgi_bridge, "LARGEST", 1000)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        ask(server, "/api/v1/proposals/1/files/", b"x" * 1200)
    assert json.loads(refusal.value.read())["detail"].startswith("10 Mo au plus")


def test_a_browser_that_is_still_sending_reads_why_it_is_too_large(server):  # noqa: F811
    with pytest.raises(urllib.error.HTTPError) as refusal:
        ask(server, "/echo/large/", b"x" * (wsgi_bridge.LARGEST + 20_000_000))
    assert refusal.value.code == 413
    assert "C’est trop gros" in refusal.value.read().decode()
    assert reached == []


def test_a_chunked_body_arrives_whole(server):  # noqa: F811
    assert json.loads(ask(server, "/echo/chunked/", iter([b"x" * 600, b"x" * 600])))["body"] == 1200


def test_a_header_with_an_underscore_cannot_pass_for_another(server):  # noqa: F811
    spoofed = half_a_post(server, "/echo/spoof/", 0, b"", X_Forwarded_Host="evil", **{"X-Twice": "1"})
    spoofed.sendall(b"")
    answer = json.loads(spoofed.recv(4000).partition(b"\r\n\r\n")[2])
    assert answer["HTTP_X_FORWARDED_HOST"] == ""
    assert answer["HTTP_X_TWICE"] == "1"


@pytest.fixture
def lanes_of_the_tests():
    """Here `conduct` is the act of whoever conducts, and `hashed` what hashes a password."""
    lanes.view_name.cache_clear()
    with lanes.conducting.replaced({"": {"conduct"}}), lanes.hashing.replaced({"": {"hashed"}}):
        yield
    lanes.view_name.cache_clear()


def test_who_conducts_does_not_wait_behind_the_others(server, lanes_of_the_tests):  # noqa: F811
    crowd = hold_every_thread(server, 8)
    assert json.loads(ask(server, "/conduct/", b"next"))["body"] == 4
    assert reached == ["/conduct/"]
    gate.set()
    for one in crowd:
        one.join()


def test_nobody_waits_for_those_whose_passwords_are_hashed(server, lanes_of_the_tests):  # noqa: F811
    crowd = [threading.Thread(target=ask, args=(server, "/hashed/", b"password")) for _ in range(8)]
    for one in crowd:
        one.start()
    assert arrived.acquire(timeout=10)
    for _page in range(THREADS + 1):
        assert json.loads(ask(server, "/echo/page/", b"read"))["body"] == 4
    assert not arrived.acquire(blocking=False)  # one at a time
    gate.set()
    for one in crowd:
        one.join()
    assert all(arrived.acquire(blocking=False) for _ in range(7))


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Accept": "text/html"}, "<h1>Le serveur est occupé</h1>"),
        ({"X-Act": "1"}, '{"message": "Beaucoup de personnes se connectent'),
    ],
    ids=["a page", "our script"],
)
def test_who_would_wait_behind_too_many_passwords_is_told_so(
    server,  # noqa: F811
    lanes_of_the_tests,
    monkeypatch,
    headers,
    words,
):
    monkeypatch.setitem(lanes.MOST_WAITING, "hashing", 2)
    crowd = [half_a_post(server, "/hashed/", 8, b"password") for _ in range(2)]
    assert arrived.acquire(timeout=10)
    ask(server, "/static/web/acts.js")  # answered by the loop, which has read both before
    with pytest.raises(urllib.error.HTTPError) as refusal:
        ask(server, "/hashed/", b"password", headers)
    assert (refusal.value.code, refusal.value.headers["Retry-After"]) == (503, "60")
    assert words in refusal.value.read().decode().replace("\\u00a0", " ")
    gate.set()
    assert all(b"200 OK" in one.recv(1000) for one in crowd)
    assert ask(server, "/hashed/", b"password") == b"held"


def test_a_request_whose_client_left_while_it_waited_is_not_run(server):  # noqa: F811
    crowd = hold_every_thread(server, THREADS)
    leaver = half_a_post(server, "/echo/left/", 4)
    ask(server, "/static/web/acts.js")  # answered by the loop, which has read the post before
    leaver.close()
    wait_until(lambda: sum(connections._open.values()) == THREADS)
    gate.set()
    for one in crowd:
        one.join()
    ask(server, "/echo/stayed/", b"")
    assert reached == ["/echo/stayed/"]


def test_a_streamed_answer_ends_when_its_reader_leaves(server):  # noqa: F811
    reader = socket.create_connection(("127.0.0.1", server.port), 5)
    reader.sendall(b"GET /streamed/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert b"200" in reader.recv(100)
    reader.close()
    wait_until(closed.is_set)


def test_slow_readers_of_streams_hold_no_other_thread(server):  # noqa: F811
    readers = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(6)]
    for reader in readers:
        reader.sendall(b"GET /streamed/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert json.loads(ask(server, "/echo/vote/", b"for"))["body"] == 3
    for reader in readers:
        reader.close()


def test_static_files_are_served_before_django(server):  # noqa: F811
    assert b"morph" in ask(server, "/static/realtime/live.js")


def test_the_lane_is_chosen_by_address_and_for_posts_alone(lanes_of_the_tests):
    assert resolve("/conduct/").view_name == "conduct"
    assert lanes.lane_of("POST", "/conduct/") == "conducting"
    assert lanes.lane_of("POST", "/hashed/") == "hashing"
    assert lanes.lane_of("GET", "/conduct/") == ""
    assert lanes.lane_of("POST", "/held/") == ""
    assert lanes.lane_of("POST", "/nowhere/") == ""
