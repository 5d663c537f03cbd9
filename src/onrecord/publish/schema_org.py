"""schema.org: each claim as a Claim with its appearances, the words quoted, in one JSON-LD file.

https://schema.org/Claim. ``appearance`` are Quotations that are part of an article; the verdict and which way a
position goes are DefinedTerms among the keywords, since the vocabulary has no property for them.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.model.holdings import Holdings
from onrecord.publish.graph import graph_writer
from onrecord.publish.identifiers import VOCABULARY, name_of, party_name, web_address
from onrecord.publish.lines import Line
from onrecord.publish.told import told

CONTEXT = {"@vocab": "https://schema.org/", "onrecord": VOCABULARY}
_KINDS = {"state": "Country", "organisation": "Organization", "group": "Organization"}


def write_schema_org(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/claims.jsonld; gives the number of articles and claims."""
    with graph_writer(folder / "claims.jsonld", CONTEXT) as graph:
        graph.counts |= {"articles": 0, "claims": 0}
        for kind, line in told(holdings):
            if kind == "documents":
                graph.write("articles", _article(line))
            elif kind == "claims":
                graph.write("claims", _claim(line))
    return graph.counts


def _article(line: Line) -> Line:
    return {
        "@id": name_of(line["id"]),
        "@type": "NewsArticle",
        "name": line["document"],
        "headline": line["title"],
        "url": web_address(line["url"]),
        "publisher": line["publisher"] and {"@type": "Organization", "name": line["publisher"]},
        "datePublished": line["published"],
        "inLanguage": line["language"],
    }


def _claim(line: Line) -> Line:
    words = {telling["record"]: _quotation(telling) for telling in line["tellings"]}
    return {
        "@id": name_of(line["id"]),
        "@type": "Claim",
        "name": title(line),
        "about": line["party"] and _party(line["party"]),
        "appearance": list(words.values()),
        "firstAppearance": words.get(line["first"], {}).get("@id") and {"@id": words[line["first"]]["@id"]},
        "keywords": [
            _term(name, line[name]) for name in ("kind", "action", "polarity", "verdict") if line[name] is not None
        ],
        "isPartOf": {"@id": name_of(line["story"])},
    }


def title(claim: Line) -> str:
    """A claim in a few words: "Germany: deploy outside UKR (against)"."""
    party = claim["party"] and claim["party"]["name"]
    where = claim["where"] if claim["action"] else None
    about = " ".join(filter(None, (claim["action"], where, claim["object"])))
    polarity = f" ({claim['polarity']})" if claim["polarity"] else ""
    return f"{party}: {about}{polarity}" if party else f"{about}{polarity}"


def _quotation(telling: Line) -> Line:
    return {
        "@id": name_of(telling["record"]),
        "@type": "Quotation",
        "text": telling["exact"],
        "isPartOf": {"@id": name_of(telling["document_id"])},
        "keywords": telling["stance"] and [_term("stance", telling["stance"])],
    }


def _party(party: Line) -> Line:
    return {
        "@id": party_name(party["id"]),
        "@type": _KINDS[party["kind"]],
        "name": party["name"],
        "identifier": party["id"],
    }


def _term(name: str, value: str) -> Line:
    return {"@type": "DefinedTerm", "termCode": value, "name": value, "inDefinedTermSet": f"{VOCABULARY}{name}"}
