"""What is written as linked data is read as such by others' readers, and points at the words that it is about."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.model import Comparison, Reading
from onrecord.publish import export
from onrecord.publish.annotations import quote_selector
from onrecord.publish.identifiers import web_address
from onrecord.register import open_register

rdflib = pytest.importorskip("rdflib")
# rdflib's own reader of JSON-LD makes a graph of a kind that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

# The terms of the Web Annotation context that are used, as https://www.w3.org/TR/annotation-vocab/ has them: the tests
# are not to fetch it.
OA, DCTERMS = rdflib.Namespace("http://www.w3.org/ns/oa#"), "http://purl.org/dc/terms/"
LINK = {"@type": "@id"}
CONTEXT = {
    "oa": str(OA),
    "dcterms": DCTERMS,
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "classifying": "oa:classifying",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody"} | LINK,
    "target": {"@id": "oa:hasTarget"} | LINK,
    "source": {"@id": "oa:hasSource"} | LINK,
    "selector": {"@id": "oa:hasSelector"} | LINK,
    "via": {"@id": "oa:via"} | LINK,
    "start": "oa:start",
    "end": "oa:end",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "name": "http://xmlns.com/foaf/0.1/name",
}


def graph_of(path):
    """The graph as rdflib reads it; the standard's context, named by its address, is put in from here."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(content["@context"], list):
        assert content["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        content["@context"][0] = CONTEXT
    return rdflib.Graph().parse(data=json.dumps(content), format="json-ld")


@pytest.fixture
def annotations(register, tmp_path):
    counts = export(register, tmp_path / "out", "annotations")
    return graph_of(tmp_path / "out" / "annotations.jsonld"), counts


def test_every_record_is_an_annotation_with_a_body_and_a_target(annotations, register):
    graph, counts = annotations
    records = [*register.statements(), *register.positions(), *register.figures(), *register.acts()]
    found = set(graph.subjects(rdflib.RDF.type, OA.Annotation))
    assert {str(each) for each in found} == {f"urn:onrecord:{record.id}" for record in records}
    assert counts == {"documents": 3, "annotations": len(records)}
    for each in found:
        assert (each, OA.motivatedBy, OA.classifying) in graph
        assert len(list(graph.objects(each, OA.hasBody))) == 1
        assert list(graph.objects(each, OA.hasTarget))


def test_both_selectors_resolve_to_the_same_words(annotations):
    graph, _ = annotations
    targets = list(graph.subject_objects(OA.hasTarget))
    assert len(targets) > 5
    for _, target in targets:
        text = str(graph.value(graph.value(target, OA.hasSource), rdflib.RDF.value))
        selectors = {graph.value(each, rdflib.RDF.type): each for each in graph.objects(target, OA.hasSelector)}
        position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (graph.value(position, name).toPython() for name in (OA.start, OA.end))
        prefix, exact, suffix = (str(graph.value(quote, name) or "") for name in (OA.prefix, OA.exact, OA.suffix))
        assert text.count(prefix + exact + suffix) == 1
        assert text.index(prefix + exact + suffix) + len(prefix) == start
        assert text[start:end] == exact


@given(some.text("ab \n🕊", min_size=1, max_size=200), some.data())
def test_quoted_words_are_found_in_one_place_only(text, data):
    start = data.draw(some.integers(0, len(text) - 1))
    end = data.draw(some.integers(start + 1, len(text)))
    found = quote_selector(text, start, end)
    around = found["prefix"] + found["exact"] + found["suffix"]
    assert text.index(around) + len(found["prefix"]) == start
    assert text.find(around, text.index(around) + 1) < 0


def test_a_position_tells_its_party_stance_and_terms(annotations, summit):
    graph, _ = annotations
    (germany,) = (each for each in summit.morning.positions if each.action == "deploy")
    body = graph.value(rdflib.URIRef(f"urn:onrecord:{germany.id}"), OA.hasBody)
    own = rdflib.Namespace("urn:onrecord:vocabulary:")
    assert graph.value(body, own.party) == rdflib.URIRef("urn:onrecord:party:DEU")
    assert str(graph.value(body, own.stance)) == "pledged"
    assert str(graph.value(graph.value(body, own["term"]), own.words)) == "if the truce holds"


def test_every_claim_is_one_of_schema_org_with_the_words_it_appears_in(register, tmp_path):
    counts = export(register, tmp_path / "out", "schema.org")
    graph = graph_of(tmp_path / "out" / "claims.jsonld")
    schema = rdflib.Namespace("https://schema.org/")
    claims = register.comparison().claims
    assert counts == {"articles": 3, "claims": len(claims)}
    texts = {f"urn:onrecord:{text.id}": text.text for text in register.texts()}
    for claim in claims:
        node = rdflib.URIRef(f"urn:onrecord:{claim.id}")
        assert (node, rdflib.RDF.type, schema.Claim) in graph
        appearances = list(graph.objects(node, schema.appearance))
        assert len(appearances) == len(claim.tellings)
        for each in appearances:
            assert str(graph.value(each, schema.text)) in texts[str(graph.value(each, schema.isPartOf))]
    assert {str(name) for name in graph.objects(None, schema.name)} >= {"12 allies: guarantee", "Germany: deploy"}


def test_every_type_and_property_is_in_schema_orgs_vocabulary(register, tmp_path):
    export(register, tmp_path / "out", "schema.org")
    graph = graph_of(tmp_path / "out" / "claims.jsonld")
    used = {*graph.predicates(), *graph.objects(None, rdflib.RDF.type)} - {rdflib.RDF.type}
    assert len(used) > 10
    assert [term for term in used if term not in rdflib.SDO] == []


@pytest.mark.parametrize("file_format", ["annotations", "schema.org"])
def test_hostile_text_stays_text(tmp_path, summit, file_format):
    trap = '"}]}, {"@id": "javascript:alert(1)"} \u2028</script>'
    text = summit.evening.text
    metadata = replace(text.metadata, title=trap, url="javascript:alert(1)", publisher=trap)
    with open_register(tmp_path / "trapped.register") as register:
        register.record(Reading(replace(text, metadata=metadata)), "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        export(register, tmp_path / "out", file_format)
    (path,) = (tmp_path / "out").iterdir()
    graph = graph_of(path)
    assert rdflib.Literal(trap) in set(graph.objects())
    assert not [each for each in graph.all_nodes() if isinstance(each, rdflib.URIRef) and "javascript" in each]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://",
        "file:///etc/passwd",
        "https://a b",
        "http://[",
        "https://x/<y>",
        None,
        "",
        "//x",
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(url):
    assert web_address(url) is None


def test_addresses_of_the_web_are_kept():
    assert web_address("https://example.org/ü?a=1#b") == "https://example.org/ü?a=1#b"
