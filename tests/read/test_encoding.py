"""Bytes become the text that was written, whatever its encoding, or are refused."""

import codecs

import pytest

from onrecord.read.encoding import declared_in, decode
from onrecord.read.refusal import Reason, Refusal

SENTENCE = "“We will send troops”, Müller said.\r\nÇa suffit.\n"
RUSSIAN = "Президент заявил, что Россия готова к переговорам о перемирии. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(encoding):
    assert decode(("\ufeff" + SENTENCE).encode(encoding), "latin-1") == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding):
    assert decode("Nine allies will send troops.".encode(encoding)) == "Nine allies will send troops."


def test_a_declaration_is_believed():
    assert decode(RUSSIAN.encode("koi8-r"), "KOI8-R") == RUSSIAN


def test_the_first_declaration_that_fits_counts():
    assert decode("価格".encode("euc_jp"), "no-such-encoding", None, "utf-16", "euc-jp", "cp1252") == "価格"


def test_latin_1_means_what_browsers_take_it_for():
    assert decode(SENTENCE.encode("cp1252"), "ISO-8859-1") == SENTENCE


def test_valid_utf_8_is_not_spoilt_by_a_wrong_declaration():
    assert decode(SENTENCE.encode(), "iso-8859-1") == SENTENCE


def test_an_escape_encoding_is_read_as_declared_though_its_bytes_are_ascii():
    assert decode("首相は述べた".encode("iso2022_jp"), "iso-2022-jp") == "首相は述べた"


@pytest.mark.parametrize("label", ["unicode_escape", "zlib", "rot13", "idna", "punycode", "utf-7", "../x", "a\0b", "é"])
def test_a_document_cannot_choose_a_codec_that_is_no_encoding_of_the_web(label):
    assert decode(b"caf\\xe9 +AGE- xn--a", label) == "caf\\xe9 +AGE- xn--a"


@pytest.mark.parametrize(("text", "encoding"), [(SENTENCE * 3, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")])
def test_without_a_declaration_the_encoding_is_guessed(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_a_damaged_byte_does_not_turn_all_of_a_utf_8_text_into_nonsense():
    damaged = SENTENCE.encode().replace(b"send", b"s\xffnd")
    assert decode(damaged) == SENTENCE.replace("send", "s\ufffdnd")


@pytest.mark.parametrize(
    "data", [b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff!", b"words\0words", b"\x01\x02\x03\x04 words \x05\x06"]
)
def test_nul_bytes_and_many_control_characters_make_a_binary(data):
    assert decode(data) == Refusal(Reason.BINARY)


def test_the_control_characters_around_a_wire_message_are_no_binary():
    message = "\x01" + "Nine allies will send troops. " * 5 + "\x04"
    assert decode(message.encode()) == message


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + b"caf\xe9",
        codecs.BOM_UTF16_LE + b"odd",
        codecs.BOM_UTF16_LE + "\ud800".encode("utf-16-le", "surrogatepass"),
        bytes(range(128, 256)) * 8,
    ],
)
def test_what_no_encoding_fits_is_undecodable(data):
    assert decode(data) == Refusal(Reason.UNDECODABLE)


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        (b'<!doctype html><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=big5'>", "big5"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><rss/>', "ISO-8859-2"),
        (b"<p>charset=utf-8</p>", None),
        (b"<meta name='x'>" + b" " * 5000 + b"<meta charset=big5>", None),
    ],
)
def test_the_declaration_within_a_page_is_found_near_its_beginning(markup, label):
    assert declared_in(markup) == label
