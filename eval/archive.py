"""A made web archive as CC-NEWS writes them: gzip members a record, and all that a crawl of news brings with it.

Articles are recombined from the sample's paragraphs (one in eight, 1 to 50 on an event) and made from templates of
everyday news; each stands on a page of one of three outlets, with navigation, teasers, share bars and footers. Beside
them come other languages, charsets that are not as declared, redirects, errors, pictures and feeds, chunked and
compressed bodies, fetches cut short, and duplicates: fetched twice, printed elsewhere word for word, and printed
elsewhere cut short.
The same count and seed give the same records; only their ids and dates are those of the moment.
"""

from __future__ import annotations

import gzip
import html
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from eval.corpus import event_articles, paragraphs_of
from eval.everyday import everyday_articles
from eval.gate import SAMPLE

#: of a hundred responses; what is left is an everyday article in English
SHARES = {
    "political": 10,
    "other language": 22,
    "redirect": 6,
    "error": 3,
    "not text": 5,
    "fetched twice": 3,
    "copy": 3,
    "cut copy": 2,
    "truncated": 2,
}
_TEASERS = (
    "Government pledges 190 million for regional roads as budget vote nears",
    "Minister rules out talks until the ceasefire holds",
    "Ten ways to keep your kitchen cool this summer",
    "Rovers stun City in cup thriller",
    "France and Germany agree on a plan to train troops, sources say",
)
_PAGES = (
    """<!DOCTYPE html><html lang="{lang}"><head><title>{title} | The Courier</title><meta charset="{meta}">
<meta property="og:site_name" content="The Courier">
<script>window.data = {{"title": "{title}", "ads": [1, 2, 3]}};</script>
<style>.nav a {{ color: #333 }}</style></head><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li><li><a href="/video">Video</a></li></ul></nav>
<article><h1>{title}</h1><p class="byline">By Staff Reporter</p>{body}</article>
<aside><h3>Most read</h3><ul>{teasers}</ul></aside>
<div class="share"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
<footer><p>Copyright The Courier. All rights reserved. Sign up for our newsletter.</p></footer></body></html>""",
    """<html><head><meta http-equiv="Content-Type" content="text/html; charset={meta}"><title>{title}</title></head>
<body><div id="header"><a href="/">Daily Ledger</a> | <a href="/news">News</a> | <a href="/money">Money</a></div>
<div id="main"><h1>{title}</h1><div class="date">3 March 2025</div>{body}
<div class="related"><b>Related stories</b><ul>{teasers}</ul></div></div>
<div id="footer">Contact us | Terms | Cookies</div></body></html>""",
    """<!doctype html><html lang="{lang}"><head><meta charset="{meta}"><title>{title} - Morning Wire</title></head>
<body><header><h2>Morning Wire</h2></header><main><div><h1>{title}</h1>{body}</div></main>
<section class="more"><h4>Recommended for you</h4>{teasers}</section>
<noscript>Please enable JavaScript.</noscript></body></html>""",
)
# A paragraph in each of some languages, with the charset that its pages are often in.
_LANGUAGES = {
    "de": (
        "iso-8859-1",
        "Die Bücherei in der Altstadt bleibt wegen Bauarbeiten geschlossen, sagte die Leiterin am Montag.",
    ),
    "fr": (
        "iso-8859-15",
        "La bibliothèque du quartier restera fermée pendant les travaux, a déclaré la directrice lundi.",
    ),
    "es": (
        "utf-8",
        "La biblioteca del barrio permanecerá cerrada durante las obras, dijo la directora el lunes.",
    ),
    "pt": (
        "utf-8",
        "A biblioteca do bairro ficará fechada durante as obras, disse a diretora na segunda-feira.",
    ),
    "it": (
        "windows-1252",
        "La biblioteca del quartiere resterà chiusa durante i lavori, ha detto lunedì la direttrice.",
    ),
    "nl": (
        "utf-8",
        "De bibliotheek in de oude stad blijft tijdens de werkzaamheden gesloten, zei de directeur maandag.",
    ),
    "pl": (
        "iso-8859-2",
        "Biblioteka na starym mieście będzie zamknięta podczas remontu, powiedziała w poniedziałek dyrektorka.",
    ),
    "ru": (
        "windows-1251",
        "Библиотека в старом городе будет закрыта на время ремонта, сообщила в понедельник директор.",
    ),
    "uk": (
        "utf-8",
        "Бібліотека у старому місті буде зачинена на час ремонту, повідомила в понеділок директорка.",
    ),
    "tr": (
        "iso-8859-9",
        "Eski şehirdeki kütüphane onarım süresince kapalı kalacak, dedi müdür pazartesi günü.",
    ),
    "ar": (
        "windows-1256",
        "ستظل المكتبة في المدينة القديمة مغلقة خلال أعمال الترميم، كما قالت المديرة يوم الاثنين.",
    ),
    "el": (
        "iso-8859-7",
        "Η βιβλιοθήκη στην παλιά πόλη θα μείνει κλειστή κατά τις εργασίες, είπε η διευθύντρια τη Δευτέρα.",
    ),
    "he": (
        "windows-1255",
        "הספרייה בעיר העתיקה תישאר סגורה במהלך השיפוצים, אמרה המנהלת ביום שני.",
    ),
    "hi": (
        "utf-8",
        "पुराने शहर का पुस्तकालय मरम्मत के दौरान बंद रहेगा, निदेशक ने सोमवार को कहा।",
    ),
    "zh": (
        "gb18030",
        "馆长周一表示，老城区的图书馆在维修期间将关闭，读者可以在河边的旧学校借书。",
    ),
    "ja": (
        "shift_jis",
        "旧市街の図書館は改修工事の間休館すると、館長が月曜日に述べた。",
    ),
    "ko": (
        "euc-kr",
        "구시가지의 도서관은 보수 공사 동안 문을 닫는다고 관장이 월요일에 말했다.",
    ),
    "vi": (
        "utf-8",
        "Thư viện ở khu phố cổ sẽ đóng cửa trong thời gian sửa chữa, giám đốc cho biết hôm thứ Hai.",
    ),
}


@dataclass(frozen=True, slots=True)
class Response:
    """What one fetch brought: the HTTP head and body, and for the record's own head whether it was cut short."""

    url: str
    status: str
    media: str
    body: bytes = b""
    fields: tuple[tuple[str, str], ...] = ()
    cut: bool = False


@dataclass(slots=True)
class _Made:
    """What later responses repeat: addresses and bodies of English articles."""

    chance: random.Random
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    served: list[Response] = field(default_factory=list)


def write_archive(path: Path, count: int, seed: int = 0) -> None:
    """A WARC file of so many responses, each with its request, after a warcinfo record."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(
            writer.create_warcinfo_record(path.name, {"software": "made", "format": "WARC File Format 1.0"})
        )
        for response in responses(count, seed):
            head = StatusAndHeaders(
                response.status, [("Content-Type", response.media), *response.fields], protocol="HTTP/1.1"
            )
            asked = StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", "made")], is_http_request=True)
            writer.write_record(writer.create_warc_record(response.url, "request", http_headers=asked))
            extra = {"WARC-Truncated": "length"} if response.cut else {}
            record = writer.create_warc_record(
                response.url,
                "response",
                payload=io.BytesIO(response.body),
                length=len(response.body),  # without it, warcio copies to a file that it leaves open
                http_headers=head,
                warc_headers_dict=extra,
            )
            writer.write_record(record)


def responses(count: int, seed: int = 0) -> Iterator[Response]:
    """So many responses, of each kind as many as ``SHARES`` says, on average."""
    made = _Made(random.Random(f"archive-{seed}"))
    political = event_articles(paragraphs_of([SAMPLE / "articles"]), count, seed)
    everyday = everyday_articles(count, seed)
    kinds = [*SHARES, "everyday"]
    weights = [*SHARES.values(), 100 - sum(SHARES.values())]
    for number, kind in enumerate(made.chance.choices(kinds, weights, k=count)):
        url = f"https://outlet{number % 97}.example/news/{number}.html"
        yield _response(kind, url, made, political, everyday)


def _response(kind: str, url: str, made: _Made, political: Iterator[str], everyday: Iterator[str]) -> Response:
    chance = made.chance
    if kind == "redirect":
        return Response(
            url, chance.choice(["301 Moved Permanently", "302 Found"]), "text/html", b"", (("Location", "/"),)
        )
    if kind == "error":
        return Response(url, chance.choice(["404 Not Found", "503 Unavailable"]), "text/html", b"<h1>Not here</h1>")
    if kind == "not text":
        media = chance.choice(["image/jpeg", "application/pdf", "application/json", "application/rss+xml", "video/mp4"])
        return Response(url, "200 OK", media, bytes(chance.randrange(256) for _ in range(500)))
    if kind == "fetched twice" and made.served:
        return chance.choice(made.served)
    if kind == "other language":
        language, (charset, paragraph) = chance.choice(sorted(_LANGUAGES.items()))
        return _page(url, language, paragraph[:40], [paragraph] * chance.randint(4, 20), charset, chance)
    if kind in {"copy", "cut copy"} and made.pages:
        _, title, text = chance.choice(made.pages)
        paragraphs = text.split("\n\n")[1:]
        kept = paragraphs if kind == "copy" else paragraphs[: max(2, len(paragraphs) // 2)]
        return _page(url, "en", title, kept, "utf-8", chance)
    text = next(political if kind == "political" else everyday)
    title, *paragraphs = text.strip().split("\n\n")
    response = _page(url, "en", title, paragraphs, chance.choice(["utf-8", "utf-8", "windows-1252"]), chance)
    made.pages.append((url, title, text))
    made.served.append(response)
    return (
        Response(url, response.status, response.media, response.body[: len(response.body) // 2], (), True)
        if (kind == "truncated")
        else response
    )


def _page(url: str, language: str, title: str, paragraphs: list[str], charset: str, chance: random.Random) -> Response:
    """A page in this charset; one in six declares another in its head or none, one in four comes compressed."""
    declared = chance.choice([charset] * 5 + ["utf-8" if charset != "utf-8" else "iso-8859-1"])
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    teasers = "".join(f'<li><a href="/t">{teaser}</a></li>' for teaser in chance.sample(_TEASERS, 3))
    page = chance.choice(_PAGES).format(
        lang=language, title=html.escape(title), meta=charset, body=body, teasers=teasers
    )
    content = page.encode(charset, "xmlcharrefreplace")
    media = chance.choice([f"text/html; charset={declared}"] * 4 + ["text/html"])
    fields: tuple[tuple[str, str], ...] = ()
    if chance.random() < 0.25:
        content, fields = gzip.compress(content, mtime=0), (("Content-Encoding", "gzip"),)
    if chance.random() < 0.2:
        content = (
            b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:700], content[700:]) if part)
            + b"0\r\n\r\n"
        )
        fields = (*fields, ("Transfer-Encoding", "chunked"))
    return Response(url, "200 OK", media, content, fields)
