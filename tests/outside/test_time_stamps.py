"""Time stamps from a real authority on this computer, over loopback or by hand."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.audit.authorities import Authority, authority
from verify.audit.programs import stamp_holds
from verify.errors import AskedWrongly, BadInput, SurroundingsError
from verify.outside.time_stamps import Reply, Request, ask, request_for, taken

LINE = b'{"seq":1}\n'


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "north", "north")


@pytest.fixture
def roots(north: Authority, tmp_path: Path) -> list[Path]:
    """Root and the certificate between in one file, as people keep them."""
    path = tmp_path / "north.pem"
    path.write_bytes(north.root.read_bytes() + north.between.read_bytes())
    return [path]


@pytest.fixture
def served(north: Authority) -> Iterator[str]:
    """The authority behind an address of this computer."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers["Content-Length"]))
            right = self.headers["Content-Type"] == "application/timestamp-query"
            self.send_response(200 if right else 415)
            self.end_headers()
            self.wfile.write(north.answer(given))

        def log_message(self, *_: object) -> None:
            """Keep the tests' output quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/tsa"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stamp_is_got_over_a_network(
    served: str, north: Authority, roots: list[Path], tmp_path: Path
) -> None:
    request = request_for(LINE)
    reply = taken(ask(served, request), LINE, request.nonce, roots)
    assert reply.note == ""
    assert abs(reply.stamped_at - datetime.now(UTC)) < timedelta(seconds=10)
    assert reply.certificates.count(b"BEGIN CERTIFICATE") == 1
    (tmp_path / "token").write_bytes(reply.content)
    ran = stamp_holds(
        tmp_path / "token", LINE, north.root, north.between, reply.stamped_at
    )
    assert ran is not None
    assert ran.ok


def carried(north: Authority, request: Request, roots: list[Path]) -> Reply:
    return taken(north.answer(request.content), LINE, request.nonce, roots)


def test_a_stamp_is_carried_by_hand(north: Authority, roots: list[Path]) -> None:
    assert carried(north, request_for(LINE), roots).note == ""


def test_without_a_root_it_says_so(north: Authority) -> None:
    assert "not checked against a root" in carried(north, request_for(LINE), []).note


def test_what_does_not_fit_is_refused(
    north: Authority, roots: list[Path], tmp_path: Path
) -> None:
    request = request_for(LINE)
    content = north.answer(request.content)
    with pytest.raises(BadInput, match="another request"):
        taken(content, LINE, request.nonce + 1, roots)
    with pytest.raises(BadInput, match="something else"):
        taken(content, LINE + b"x", request.nonce, roots)
    foreign = authority(tmp_path / "foreign", "foreign")
    with pytest.raises(BadInput, match="does not lead to"):
        taken(content, LINE, request.nonce, [foreign.root])
    with pytest.raises(BadInput, match="no time stamp"):
        taken(b"<html>", LINE, request.nonce, roots)
    with pytest.raises(BadInput, match="gave no stamp"):
        taken(north.answer(b"nonsense"), LINE, request.nonce, roots)


def test_every_cut_reply_is_refused(north: Authority, roots: list[Path]) -> None:
    request = request_for(LINE)
    content = north.answer(request.content)
    for end in range(0, len(content), 41):
        with pytest.raises(BadInput):
            taken(content[:end], LINE, request.nonce, roots)


def test_an_authority_out_of_reach_is_said() -> None:
    with pytest.raises(SurroundingsError, match="gave no time stamp"):
        ask("http://127.0.0.1:9/tsa", request_for(LINE))
    with pytest.raises(AskedWrongly, match="no address"):
        ask("file:///etc/passwd", request_for(LINE))
