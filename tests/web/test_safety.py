"""Hostile text is shown as text; every answer carries the headers; who is not let in sees nothing."""

from __future__ import annotations

import base64
import re

import pytest

from onrecord.errors import UsageError
from onrecord.register import open_register
from onrecord.web.access import Access
from onrecord.web.render import visible, web_address
from onrecord.web.site import publish
from onrecord.web.tokens import Holder, digest, holder_of, new_token, read_tokens
from tests.web.conftest import LONG, Page, crawl

_LARGEST = 200_000


def assert_harmless(content: str) -> None:
    """No element, attribute or unseen character of the text has become the page's."""
    page = Page(content)
    scripts = [str(attributes.get("src")) for tag, attributes in page.elements if tag == "script"]
    assert [re.sub(r"[^/]*/|[.][0-9a-f]{12}[.]js$", "", each) for each in scripts] in (["pages"], ["pages", "scenario"])
    assert page.tags.isdisjoint({"img", "iframe", "object", "embed", "style", "base"})
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert not str(attributes.get("href", "")).lower().strip().startswith("javascript:"), attributes
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", content)
    assert len(content.encode()) < _LARGEST


def test_every_page_of_a_hostile_register_shows_its_text_as_text(hostile, client_of) -> None:
    client = client_of(hostile)
    found = crawl(client)
    assert len(found) > 12
    for path in found:
        assert_harmless(client.get(path).text)
    said = " ".join(page.said() for page in found.values())
    assert "<script>alert(1)</script>" in said
    assert "⟨U+202E⟩esrever" in said
    assert "javascript:alert(3)" in said


def test_a_very_long_word_is_cut_in_lists_and_shown_whole_over_the_parts_of_its_document(hostile, client_of) -> None:
    client = client_of(hostile)
    parts = {path: page for path, page in crawl(client).items() if path.startswith("/documents/")}
    first = next(path for path in sorted(parts) if path.count("/") == 2)
    whole = [first, *(path for path in sorted(parts) if path.startswith(f"{first}/"))]
    assert len(whole) >= 3
    assert sum(len("".join(re.findall("x{30,}", parts[path].words))) for path in whole) == len(LONG)
    assert "more characters" in client.get("/positions").text


def test_the_static_site_of_a_hostile_register_is_as_harmless(hostile, tmp_path) -> None:
    site = tmp_path / "site"
    with open_register(hostile, read_only=True) as register:
        publish(register, site)
    files = [path for path in site.rglob("*") if path.is_file()]
    assert all(path.resolve().is_relative_to(site.resolve()) for path in files)
    assert all(re.fullmatch(r"[\w./-]+", path.relative_to(site).as_posix()) for path in files)
    for path in site.rglob("*.html"):
        assert_harmless(path.read_text())


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/v1/positions", "/api/v1/nothing", "/api/v1/openapi.json"])
def test_every_answer_carries_the_policy(client, path) -> None:
    headers = client.get(path).headers
    policy = dict(each.strip().partition(" ")[::2] for each in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_no_page_has_script_or_style_of_its_own(client) -> None:
    for page in crawl(client).values():
        assert all(attributes.get("src") for tag, attributes in page.elements if tag == "script")
        assert "style" not in page.tags
        assert not [
            name for _, attributes in page.elements for name in attributes if name == "style" or name.startswith("on")
        ]


def test_static_files_are_named_by_their_content_and_kept_for_ever(client) -> None:
    style = next(each for each in Page(client.get("/").text).loads if each.endswith(".css"))
    answer = client.get(style)
    assert re.fullmatch(r"/static/pages\.[0-9a-f]{12}\.css", style)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "url(" not in answer.text
    assert "@import" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8321", ""])
def test_another_hosts_name_is_refused_on_loopback(client, host) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8321", "[::1]:8321", "LOCALHOST:1"])
def test_loopback_by_any_of_its_names_is_served(client, host) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_with_tokens_only_holders_read(client_of, kept) -> None:
    client = client_of(kept, Access(holders=(Holder("ann", digest("right")),)))
    basic = base64.b64encode(b"anyone:right").decode()
    assert client.get("/").status_code == 401
    assert client.get("/").headers["www-authenticate"].startswith("Basic")
    assert "Ruritania" not in client.get("/").text
    assert client.get("/static/anything").status_code == 401
    assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/", headers={"authorization": "Basic ???"}).status_code == 401
    assert client.get("/", headers={"authorization": "Bearer right"}).status_code == 200
    assert client.get("/", headers={"authorization": f"Basic {basic}"}).status_code == 200


def test_wrong_tokens_have_to_wait_even_for_the_right_one(client_of, kept) -> None:
    client = client_of(kept, Access(holders=(Holder("ann", digest("right")),)))
    answers = [client.get("/", headers={"authorization": f"Bearer {number}"}).status_code for number in range(9)]
    assert answers == [401] * 8 + [429]
    assert client.get("/", headers={"authorization": "Bearer right"}).headers["retry-after"] == "60"


def test_with_a_trusted_header_only_who_is_named_in_it_reads(client_of, kept) -> None:
    client = client_of(kept, Access(trusted_header="X-Forwarded-User"))
    assert client.get("/").status_code == 401
    assert client.get("/", headers={"x-forwarded-user": " "}).status_code == 401
    assert client.get("/", headers={"x-forwarded-user": "ann"}).status_code == 200


def test_a_token_is_kept_as_its_digest_alone(tmp_path) -> None:
    file = tmp_path / "tokens"
    token = new_token(file, "ann")
    assert token not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert holder_of(token, read_tokens(file)) == Holder("ann", digest(token))
    assert holder_of(token + "x", read_tokens(file)) is None
    with pytest.raises(UsageError, match="already"):
        new_token(file, "ann")


@pytest.mark.parametrize("line", ["ann", "ann:1234", "a b:" + "0" * 64, "ann:" + "G" * 64])
def test_a_file_with_another_line_is_refused(tmp_path, line) -> None:
    (tmp_path / "tokens").write_text(f"# readers\n{line}\n")
    with pytest.raises(UsageError, match="line 2"):
        read_tokens(tmp_path / "tokens")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//host/x",
        "file:///etc",
        "http://",
        "http://[",
        None,
    ],
)
def test_only_addresses_of_the_web_become_links(url) -> None:
    assert web_address(url) is None


def test_addresses_of_the_web_become_links() -> None:
    assert web_address("https://news.example/a?b=c") == "https://news.example/a?b=c"


def test_unseen_characters_are_named_and_others_left() -> None:
    assert visible("a\u202eb\x00c\u2028") == "a⟨U+202E⟩b⟨U+0000⟩c⟨U+2028⟩"
    assert visible("שלום\n\tمی\u200cخواهم") == "שלום\n\tمی\u200cخواهم"
