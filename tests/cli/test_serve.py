"""``onrecord serve`` starts only where nobody else can reach it or readers are asked who they are."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytest.importorskip("starlette", reason="pages need the extra web")
pytest.importorskip("uvicorn", reason="pages need the extra web")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "register.example"])
def test_an_address_that_others_reach_is_refused_without_a_way_to_tell_readers(onrecord, path, host) -> None:
    outcome = onrecord("serve", "--register", path, "--host", host)
    assert outcome.status == 2
    assert "--token-file" in outcome.err
    assert "--trusted-header" in outcome.err


def test_a_file_without_tokens_is_refused(onrecord, path, tmp_path) -> None:
    (tmp_path / "tokens").write_text("# nobody yet\n")
    outcome = onrecord("serve", "--register", path, "--host", "0.0.0.0", "--token-file", tmp_path / "tokens")
    assert outcome.status == 2
    assert "holds no token" in outcome.err


def test_two_ways_to_tell_readers_are_refused(onrecord, path, tmp_path) -> None:
    outcome = onrecord("serve", "--register", path, "--token-file", tmp_path / "tokens", "--trusted-header", "X-User")
    assert outcome.status == 2


def test_a_register_that_is_not_there_is_told_before_anything_listens(onrecord, tmp_path) -> None:
    outcome = onrecord("serve", "--register", tmp_path / "none.register")
    assert outcome.status == 1
    assert "there is no register" in outcome.err


def test_a_token_is_printed_once_and_serves(onrecord, tmp_path) -> None:
    outcome = onrecord("serve-token", "ann", "--token-file", tmp_path / "tokens")
    assert outcome.status == 0
    assert outcome.out.strip() not in (tmp_path / "tokens").read_text()
    assert onrecord("serve-token", "ann", "--token-file", tmp_path / "tokens").status == 2


def test_publish_says_what_to_open(onrecord, path, tmp_path) -> None:
    outcome = onrecord("publish", tmp_path / "site", "--register", path)
    assert outcome.status == 0
    assert str(tmp_path / "site" / "index.html") in outcome.out
    assert "Allies back Ruritania" in (tmp_path / "site" / "index.html").read_text()


def test_the_server_answers_on_loopback_until_it_is_stopped(path, tmp_path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from onrecord.cli import main; import sys; sys.exit(main())"]
    with subprocess.Popen([*command, "serve", "--register", path, "--port", str(port)]) as server:
        try:
            answer = waited_for(f"http://127.0.0.1:{port}/", server)
            assert b"Allies back Ruritania" in answer
        finally:
            server.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            server.wait(20)


def waited_for(url: str, server: subprocess.Popen[bytes]) -> bytes:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read()
        except urllib.error.URLError:
            assert server.poll() is None
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
