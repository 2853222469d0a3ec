"""Headers that never end, and connections that say nothing, through real ones."""

import contextlib
import resource
import socket
import urllib.error
import urllib.request

import pytest

from config import connections
from tests.realtime.conftest import server  # noqa: F401
from tests.waiting import wait_until

pytestmark = pytest.mark.servers
REQUEST = b"GET /static/web/acts.js HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def connect(server) -> socket.socket:  # noqa: F811
    return socket.create_connection(("127.0.0.1", server.port), 5)


def answer_of(connection: socket.socket) -> str:
    """The status line, once the server has closed; "" if it closed without a word."""
    received = b""
    try:
        while chunk := connection.recv(65_536):
            received += chunk
    except ConnectionResetError:
        pass
    return received.partition(b"\r\n")[0].decode()


def works(server) -> bool:  # noqa: F811
    with urllib.request.urlopen(f"{server.url}/static/web/acts.js", timeout=5) as answer:
        return answer.status == 200


@pytest.mark.parametrize("sent", [b"", b"GET / HTT", REQUEST, REQUEST + b"X-Slow: "])
def test_headers_that_do_not_come_in_time_end_the_connection(server, monkeypatch, sent) -> None:  # noqa: F811
    monkeypatch.setattr(connections, "HEADERS_WITHIN", 0.2)
    connection = connect(server)
    connection.sendall(sent)
    assert "408" in answer_of(connection)
    wait_until(lambda: not connections._open)


def test_a_second_request_on_a_kept_connection_has_the_same_deadline(server, monkeypatch) -> None:  # noqa: F811
    connection = connect(server)
    connection.sendall(REQUEST + b"\r\n")
    assert b"200" in connection.recv(65_536).partition(b"\r\n")[0]
    monkeypatch.setattr(connections, "HEADERS_WITHIN", 0.2)
    connection.sendall(b"GET /static/")
    received = b""
    while chunk := connection.recv(65_536):
        received += chunk
    assert b"408" in received


@pytest.mark.parametrize("end", [b"\r\n", b""])
def test_headers_that_are_too_large_are_refused(server, end) -> None:  # noqa: F811
    connection = connect(server)
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(40))
    connection.sendall(REQUEST + lines + end)
    assert "431" in answer_of(connection)
    assert works(server)


def test_a_body_may_be_larger_than_headers(server) -> None:  # noqa: F811
    request = urllib.request.Request(f"{server.url}/nowhere/", data=b"x" * 200_000)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=5)
    assert refusal.value.code in {403, 404}


def test_an_answer_that_nobody_reads_is_not_kept(server, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(connections, "READ_WITHIN", 0.2)
    monkeypatch.setattr(connections, "SLOWEST_READER", 1 << 30)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", server.port))
    connection.setblocking(False)
    asked = (REQUEST + b"\r\n") * 2000  # more than the system itself keeps for both ends
    with contextlib.suppress(BlockingIOError):
        while asked:
            asked = asked[connection.send(asked) :]
    wait_until(lambda: bool(connections._open))
    wait_until(lambda: not connections._open)
    assert works(server)
    connection.close()


def test_one_address_holds_so_many_connections(server, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(connections, "PER_ADDRESS", 5)
    held = [connect(server) for _ in range(5)]
    wait_until(lambda: connections._open["127.0.0.1"] == 5)
    assert "503" in answer_of(connect(server))
    held.pop().close()
    wait_until(lambda: connections._open["127.0.0.1"] < 5)
    assert works(server)
    for connection in held:
        connection.close()


def test_behind_a_proxy_its_one_address_is_not_counted(server, monkeypatch, settings) -> None:  # noqa: F811
    monkeypatch.setattr(connections, "PER_ADDRESS", 0)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert works(server)


def test_a_server_may_open_as_many_files_as_the_system_lets_it() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 1024), hard))
    try:
        assert connections.raise_open_files() == min(hard, connections.OPEN_FILES)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(hard, connections.OPEN_FILES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
