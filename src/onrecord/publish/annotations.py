"""W3C Web Annotations: each record as an annotation of the words that it rests on, in one JSON-LD file.

https://www.w3.org/TR/annotation-model/. Both selectors point into the text as the file itself holds it: offsets are
code points, as the standard has them, and the quoted words have as much before and after them as makes them unique.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from onrecord.model.holdings import Holdings
from onrecord.publish.graph import graph_writer, present
from onrecord.publish.identifiers import VOCABULARY, name_of, party_name, web_address
from onrecord.publish.lines import Line
from onrecord.publish.told import told, told_in_documents

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": VOCABULARY}]
_REACH = 32  # characters before and after, at first; doubled until the words stand only once
_BODIES = {"statements": "Statement", "positions": "Position", "figures": "Figure", "acts": "Act"}


def write_annotations(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/annotations.jsonld; gives the number of documents and annotations."""
    text = ""
    with graph_writer(folder / "annotations.jsonld", CONTEXT) as graph:
        graph.counts |= {"documents": 0, "annotations": 0}
        for kind, line in told(holdings):
            if kind == "documents":
                text = line["text"]
                graph.write("documents", _document(line))
            elif kind in _BODIES:
                graph.write("annotations", _annotation(kind, line, text))
    return graph.counts


def position_annotations(holdings: Holdings, wanted: Collection[str] | None = None) -> Line:
    """These positions as annotations, all where None: JSON-LD with their documents, without the documents' texts."""
    text, document, graph = "", {}, []
    for kind, line in told_in_documents(holdings):
        if kind == "documents":
            text, document = line["text"], {**_document(line), "value": None}
        elif kind == "positions" and (wanted is None or line["id"] in wanted):
            if document:
                graph.append(present(document))
                document = {}
            graph.append(present(_annotation(kind, line, text)))
    return {"@context": CONTEXT, "@graph": graph}


def quote_selector(text: str, start: int, end: int) -> dict[str, str]:
    """The words with enough around them to be found in the text only once."""
    reach = _REACH
    while True:
        first, last = max(0, start - reach), min(len(text), end + reach)
        around = text[first:last]
        whole = first == 0 and last == len(text)
        if whole or text.find(around, text.find(around) + 1) < 0:
            return {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[first:start],
                "suffix": text[end:last],
            }
        reach *= 2


def _document(line: Line) -> Line:
    return {
        "id": name_of(line["id"]),
        "type": "Text",
        "format": "text/plain",
        "language": line["language"],
        "value": line["text"],
        "via": web_address(line["url"]),
        "dcterms:identifier": line["document"],
        "dcterms:title": line["title"],
        "dcterms:publisher": line["publisher"],
        "dcterms:date": line["published"],
    }


def _annotation(kind: str, line: Line, text: str) -> Line:
    places = line["content"] if kind == "statements" else [line]
    return {
        "id": name_of(line["id"]),
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": f"onrecord:{_BODIES[kind]}"} | _body(kind, line),
        "target": [_target(place, line["document_id"], text) for place in places],
    }


def _target(place: Line, document: str, text: str) -> Line:
    start, end = place["start"], place["end"]
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "type": "SpecificResource",
        "source": name_of(document),
        "selector": [position, quote_selector(text, start, end)],
    }


def _body(kind: str, line: Line) -> Line:
    if kind == "statements":
        return _named(mode=line["mode"], speaker=_speaker(line["speaker"]), note=line["note"])
    if kind == "figures":
        counted = line["counted"] and line["counted"]["exact"]
        return _named(value=line["value"], bound=line["bound"], unit=line["unit"], counted=counted)
    if kind == "acts":
        return _named(
            code=line["code"], source=_parties(line["source"]), target=_parties(line["target"]), day=line["day"]
        )
    terms = [
        {"type": "onrecord:Term"} | _named(kind=each["kind"], value=each["value"], words=each["exact"])
        for each in line["terms"]
    ]
    return _named(
        party=_parties(line["parties"]),
        action=line["action"],
        stance=line["stance"],
        undertaking=line["object"] and line["object"]["exact"],
        term=terms,
        speaker=_speaker(line["said_by"]),
        score=line["score"],
    )


def _named(**values: Any) -> Line:
    """Values under names of the vocabulary."""
    return {f"onrecord:{name}": value for name, value in values.items()}


def _parties(parties: list[Line]) -> list[Line]:
    return [
        {"id": party_name(each["id"]), "type": "onrecord:Party", "name": each["name"]} | _named(code=each["id"])
        for each in parties
    ]


def _speaker(speaker: Line | None) -> Line | None:
    if speaker is None:
        return None
    parties = _parties([speaker["party"]] if speaker["party"] else [])
    return {"type": "onrecord:Speaker", "name": speaker["name"]} | _named(role=speaker["role"], party=parties)
