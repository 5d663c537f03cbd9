"""FollowTheMoney: articles, parties, those who speak for them, and positions and deeds as events.

https://followthemoney.tech/: one entity a line, with schema and properties, as its command-line tools read them; and
the same as statements, a row for each value, by the columns of its statement files.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.model import content_id
from onrecord.model.holdings import Holdings
from onrecord.publish.files import line_writer
from onrecord.publish.identifiers import web_address
from onrecord.publish.lines import Line
from onrecord.publish.told import told

Properties = dict[str, list[str]]

_SCHEMATA = {"state": "PublicBody", "organisation": "Organization", "group": "LegalEntity"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DATASET = "onrecord"
_COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset"),
    *("origin", "lang", "original_value", "external", "first_seen", "last_seen", "id"),
)
#: the type of each property that is written, as the model of FollowTheMoney has it; those that are no strings
TYPES = {
    "id": "id",
    **dict.fromkeys(("name",), "name"),
    **dict.fromkeys(("summary", "notes", "bodyText"), "text"),
    **dict.fromkeys(("date", "publishedAt"), "date"),
    **dict.fromkeys(("proof", "organizer", "involved", "agent", "client"), "entity"),
    "sourceUrl": "url",
    "location": "address",
}
_SHORT = 120  # characters of an event's name


def write_followthemoney(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/entities.ftm.json and statements.csv; gives the number of entities of each schema."""
    counts: dict[str, int] = {}
    with (
        line_writer(folder / "entities.ftm.json") as writer,
        (folder / "statements.csv").open("w", encoding="utf-8", newline="") as file,
    ):
        rows = csv.writer(file, dialect=csv.unix_dialect)
        rows.writerow(_COLUMNS)
        for identity, schema, properties in _entities(holdings):
            kept = {name: values for name, values in sorted(properties.items()) if values}
            writer.write({"id": identity, "schema": schema, "properties": kept})
            rows.writerows(_statements(identity, schema, kept))
            counts[schema] = counts.get(schema, 0) + 1
    return counts


def _entities(holdings: Holdings) -> Iterator[tuple[str, str, Properties]]:
    gathered = _Gathered()
    document: Line = {}
    for kind, line in told(holdings):
        if kind == "documents":
            document = line
            yield line["id"], "Article", _article(line)
        elif kind == "positions":
            yield line["id"], "Event", _position(line, document, gathered)
        elif kind == "acts":
            yield line["id"], "Event", _act(line, document, gathered)
    yield from gathered.entities()


def _statements(identity: str, schema: str, properties: Properties) -> Iterator[tuple[str, ...]]:
    """A row for the entity, and one for each value; where a value is proved by an article, that is its origin."""
    (origin,) = properties.get("proof", [""])
    values = [("id", identity), *((name, value) for name, found in properties.items() for value in found)]
    for name, value in values:
        # how the ids of statements are made: followthemoney.statement.Statement.make_key
        key = hashlib.sha1(f"{_DATASET}.{identity}.{name}.{value}".encode(), usedforsecurity=False).hexdigest()
        told_of = (identity, identity, name, TYPES.get(name, "string"), schema, value, _DATASET, origin)
        yield (*told_of, "", "", "f", "", "", key)


class _Gathered:
    """Parties and speakers, each once, under all the names that they are told by."""

    def __init__(self) -> None:
        self._parties: dict[str, str] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._speakers: dict[str, tuple[str, str | None]] = {}
        self._offices: defaultdict[str, set[str]] = defaultdict(set)

    def party(self, party: Line) -> str:
        """The id of a party's entity."""
        identity = content_id("party", party["id"])
        self._parties[identity] = _SCHEMATA[party["kind"]]
        self._names[identity].add(party["name"])
        return identity

    def speaker(self, speaker: Line | None) -> str | None:
        """The id of the entity of one who is named; None for a source that is only described."""
        if speaker is None or not speaker["named"]:
            return None
        party = speaker["party"] and self.party(speaker["party"])
        if party is not None and speaker["name"] == speaker["party"]["name"]:
            return str(party)
        identity = content_id("speaker", speaker["name"], party)
        self._speakers[identity] = (speaker["name"], party)
        if speaker["role"]:
            self._offices[identity].add(speaker["role"])
        return identity

    def entities(self) -> Iterator[tuple[str, str, Properties]]:
        """All of them, sorted, with who speaks for whom."""
        for identity, schema in sorted(self._parties.items()):
            yield identity, schema, {"name": sorted(self._names[identity])}
        for identity, (name, party) in sorted(self._speakers.items()):
            yield identity, "LegalEntity", {"name": [name], "summary": sorted(self._offices[identity])}
            if party is not None:
                ends = {"agent": [identity], "client": [party], "role": sorted(self._offices[identity])}
                yield content_id("representation", identity, party), "Representation", ends


def _article(line: Line) -> Properties:
    return {
        "title": _if(line["title"]),
        "fileName": [line["document"]],
        "sourceUrl": _if(web_address(line["url"])),
        "publisher": _if(line["publisher"]),
        "publishedAt": _date(line["published"]),
        "bodyText": _if(line["text"]),
    }


def _position(line: Line, document: Line, gathered: _Gathered) -> Properties:
    parties = [gathered.party(each) for each in line["parties"]]
    names = ", ".join(each["name"] for each in line["parties"])
    terms = [f"{each['kind']}: {each['exact']}" for each in line["terms"]]
    return _event(line, document) | {
        "name": [f"{names}: {line['stance']}, {line['action']}"[:_SHORT]],
        "organizer": parties,
        "involved": _if(gathered.speaker(line["said_by"])),
        "keywords": [line["stance"], line["action"]],
        "notes": list(dict.fromkeys(terms)),
        "date": _date(document["published"]),
    }


def _act(line: Line, document: Line, gathered: _Gathered) -> Properties:
    sources, targets = ([gathered.party(each) for each in line[side]] for side in ("source", "target"))
    names = ", ".join(each["name"] for each in line["source"])
    return _event(line, document) | {
        "name": [f"{names}: {line['code']}"[:_SHORT]],
        "organizer": sources,
        "involved": list(dict.fromkeys(targets)),
        "keywords": [line["code"]],
        "location": _if(line["place"] and line["place"]["exact"]),
        "date": _date(line["day"]) or _date(document["published"]),
    }


def _event(line: Line, document: Line) -> Properties:
    """What positions and deeds have alike: the words, and the article that proves them."""
    return {
        "summary": [line["exact"]],
        "proof": [line["document_id"]],
        "sourceUrl": _if(web_address(document["url"])),
        "publisher": _if(document["publisher"]),
        "recordId": [line["id"]],
    }


def _if(value: str | None) -> list[str]:
    return [value] if value else []


def _date(value: str | None) -> list[str]:
    """The day, month or year; FollowTheMoney has no weeks."""
    day = (value or "")[:10]
    return [day] if _DATE.fullmatch(day) else []
