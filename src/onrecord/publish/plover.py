"""PLOVER: deeds and positions as events, one JSON object a line, by the names of the PLOVER manual.

https://github.com/openeventdata/PLOVER (PLOVER_MANUAL, chapter "JSON Data Fields"). PLOVER codes what was done; what a
party has said that it will do loses its stance and terms there, so these stand in a field of our own, ``onrecord``.
docs/exchange.md tells how a stance becomes an event.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.lexicon import load_yaml
from onrecord.model.holdings import Holdings
from onrecord.publish.files import line_writer
from onrecord.publish.graph import present
from onrecord.publish.identifiers import web_address
from onrecord.publish.lines import Line
from onrecord.publish.told import told

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# verbal and material cooperation, verbal and material conflict: the manual's table of quad categories
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "SANCTION", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# what one undertakes to do to another against his will: to pledge it is to threaten
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
_TOWARDS = ("beneficiary", "target", "with")


def write_plover(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/events.jsonl; gives the number of events from acts and from positions."""
    counts = {"acts": 0, "positions": 0}
    document: Line = {}
    known: dict[str, str] = {party.id: party.name for party in holdings.parties()}
    with line_writer(folder / "events.jsonl") as writer:
        for kind, line in told(holdings):
            if kind == "documents":
                document = line
            elif kind in counts:
                counts[kind] += 1
                event = _act(line, document) if kind == "acts" else _position(line, document, known)
                writer.write(event)
    return counts


def event_of(stance: str, action: str) -> str | None:
    """PLOVER's category for taking this stance on this action; None where it has none.

    AGREE is PLOVER's for every indication of willingness to cooperate, REQUEST for demands, REJECT for
    refusals. It has nothing for being undecided, nor for ruling out what is hostile.
    """
    hostile = load_yaml("actions")[action]["plover"] in _HOSTILE
    if stance in ("pledged", "willing"):
        return "THREATEN" if hostile else "AGREE"
    if stance == "refused":
        return None if hostile else "REJECT"
    return {"demanded": "REQUEST", "threatened": "THREATEN"}.get(stance)


def _act(line: Line, document: Line) -> Line:
    day = line["day"] or ""
    event = {"source": _actors(line["source"]), "recipient": _actors(line["target"])}
    extension = {"record": line["id"], "kind": "act", "day": line["day"]}
    date = day if _DAY.fullmatch(day) else _published(document)
    return _event(line, document, date, line["code"], event, extension)


def _position(line: Line, document: Line, known: dict[str, str]) -> Line:
    towards = dict.fromkeys(
        term["value"] for term in line["terms"] if term["kind"] in _TOWARDS and term["value"] in known
    )
    event = {
        "source": _actors(line["parties"], line["said_by"]),
        "recipient": [_actor(identity, known[identity]) for identity in towards],
    }
    extension = {
        "record": line["id"],
        "kind": "position",
        "stance": line["stance"],
        "action": line["action"],
        "action_plover": load_yaml("actions")[line["action"]]["plover"],
        "undertaking": line["object"] and line["object"]["exact"],
        "terms": [
            {
                "kind": each["kind"],
                "value": each["value"],
                "text": each["exact"],
                "start": each["start"],
                "end": each["end"],
            }
            for each in line["terms"]
        ],
        "speaker": line["said_by"] and line["said_by"]["name"],
        "superseded_by": line["superseded_by"],
    }
    code = event_of(line["stance"], line["action"])
    return _event(line, document, _published(document), code, event, extension)


def _event(line: Line, document: Line, date: str | None, code: str | None, actors: Line, extension: Line) -> Line:
    """The event; ``date`` is None where neither the deed nor the document is dated."""
    optional: dict[str, Any] = {
        "recipient": actors["recipient"],
        "quad_code": code and QUAD[code],
        "event_text": [line["cue"]["exact"]],
        "text": line["exact"],
        "text_info": {"start": line["start"], "end": line["end"]},
        "cite_info": {
            "citation": document["document"],
            "url": web_address(document["url"]),
            "title": document["title"],
            "language": document["language"],
            "publication": document["publisher"],
            "coder": f"onrecord {__version__}",
            "codebook": "plover",
        },
        "onrecord": extension,
    }
    event: Line = {
        "id": line["id"],
        "date": date,
        "has_event": code is not None,
        "source": [present(actor) for actor in actors["source"]],
        "event": [] if code is None else [code],
    }
    return event | dict(present(optional))


def _published(document: Line) -> str | None:
    day = (document["published"] or "")[:10]
    return day if _DAY.fullmatch(day) else None


def _actors(parties: list[Line], speaker: Line | None = None) -> list[Line]:
    return [_actor(each["id"], each["name"], speaker, each["kind"]) for each in parties]


def _actor(identity: str, name: str, speaker: Line | None = None, kind: str = "state") -> Line:
    """An actor object; ``code`` only for states, whose ids are ISO 3166-1 alpha-3."""
    own = speaker if speaker and speaker["party"] and speaker["party"]["id"] == identity else None
    return {
        "code": identity if kind == "state" and re.fullmatch("[A-Z]{3}", identity) else None,
        "actor_text": name,
        "identifier_id": identity,
        "office": own and own["role"],
    }
