"""Acts: deeds that took place, coded after PLOVER, with where and when they did."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from onrecord import lexicon
from onrecord.extract import commitments
from onrecord.extract.clauses import extent, passage
from onrecord.extract.coding import Part, features, load
from onrecord.extract.deeds import Deed, deeds, words
from onrecord.model import ActCode, Sentence, Span, Text, Token
from onrecord.model.candidate import ActCandidate, Place

_LONGEST = 150  # words: a longer sentence is a list, and the coder would read all of it for each deed
_SURE = 0.75  # the least probability at which the coder is believed
_NEAR = 30  # words between a source and its deed for it to be drawn into the evidence
_BESIDE = ("punct", "advcl", "conj", "cc", "ccomp", "parataxis", "relcl")
_IN = frozenset({"in", "at", "near", "inside", "outside", "off", "across", "over"})
_WHEN = frozenset({"on", "in", "since", "during", "at", "last", "by", "before", "after"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TIMES = frozenset({"DATE", "TIME"})


@functools.cache
def _codes(kind: str) -> dict[str, ActCode]:
    entries = lexicon.load_yaml("acts").items()
    return {word: ActCode(name) for name, entry in entries if name.isupper() for word in entry[kind]}


def acts(text: Text, sentences: Sequence[Sentence]) -> tuple[ActCandidate, ...]:
    """Every deed of a document in order of the text; who did it to whom is resolved later."""
    return tuple(act for index, sentence in enumerate(sentences) for act in _in_sentence(text, index, sentence))


def _in_sentence(text: Text, index: int, sentence: Sentence) -> Iterator[ActCandidate]:
    seen: set[tuple[int, int]] = set()
    for deed in deeds(sentence):
        key = (deed.word.index, deed.source.index)
        code = _code(sentence, deed) if key not in seen else None
        if code is None:
            continue
        seen.add(key)
        first, last = extent(sentence, deed.word, _BESIDE)
        source = deed.source.index
        first = min(first, source) if deed.word.index - source < _NEAR else first
        cue = (deed.word, deed.thing) if deed.thing is not None else (deed.word,)
        yield ActCandidate(
            span=passage(text.text, sentence, first, max(last, source) if source - last < _NEAR else last),
            cue=passage(text.text, sentence, min(t.index for t in cue), max(t.index for t in cue)),
            code=code,
            source=Place(index, source),
            target=Place(index, deed.target.index) if deed.target is not None else None,
            mutual=deed.mutual,
            place=_place(text.text, sentence, deed),
            date=_date(text.text, sentence, deed),
        )


# --- what was done ------------------------------------------------------------------------------


def _code(sentence: Sentence, deed: Deed) -> ActCode | None:
    """The code by the lexicon where it knows the word, else by the coder where it is sure; None: no act."""
    told = _told(sentence, deed)
    if deed.thing is not None and deed.word.lemma in words("shooting") and told is ActCode.ASSAULT:
        return told
    asked = deed.thing.lemma in words("open_nouns") if deed.thing is not None else deed.word.lemma in words("open")
    if told is None and not asked:
        return None
    if deed.word.lemma in commitments.verbs() and any(True for _ in sentence.below(deed.word, "xcomp", "ccomp")):
        return None  # what governs an undertaking is a position: "urged Oslo to …"
    if not asked or deed.target is None or len(sentence.tokens) > _LONGEST:
        return told
    code, certainty = load().best(features((sentence,), _parts(sentence, deed)))
    return code if certainty >= _SURE else told


def _told(sentence: Sentence, deed: Deed) -> ActCode | None:
    """What the lexicon makes of the verb and the noun that go together."""
    verb, through = deed.word.lemma, sentence.head_of(deed.source).lemma
    if deed.source.dep in _OWNING and _codes("nouns").get(through) is ActCode.SANCTION:
        return ActCode.SANCTION  # "hit by Norwegian tariffs"
    if deed.thing is None:
        beside = [(p, i) for p in sentence.below(deed.word, "prep") for i in sentence.below(p, "pobj", "pcomp")]
        if verb in words("blaming") and any(p.lemma == "for" for p, _ in beside):
            return ActCode.ACCUSE
        left = {inner.lemma for _, inner in beside} | {t.lemma for t in sentence.below(deed.word, "dobj")}
        if verb in words("quitting") and any(_codes("nouns").get(lemma) is ActCode.AGREE for lemma in left):
            return ActCode.REJECT
        return _codes("verbs").get(verb)
    if deed.thing.lemma in words("open_nouns") and verb in _codes("verbs"):
        return _codes("verbs")[verb]
    if deed.thing.lemma in words("weapons") and verb in words("shooting"):
        return ActCode.ASSAULT
    told = _codes("nouns").get(deed.thing.lemma)
    if told is ActCode.SANCTION and verb in words("lifting"):
        return ActCode.YIELD
    return told


def _parts(sentence: Sentence, deed: Deed) -> tuple[Part, ...]:
    found = [Part.NEITHER] * len(sentence.tokens)
    for token, part in ((deed.source, Part.SOURCE), (deed.target, Part.TARGET)):
        for index in _phrase(sentence, token) if token is not None else ():
            found[index] = part
    return tuple(found)


def _phrase(sentence: Sentence, token: Token) -> range:
    """A noun with what stands before it."""
    before = [
        c.index
        for c in sentence.below(token, "amod", "compound", "poss", "nummod", "det", "nmod")
        if c.index < token.index
    ]
    return range(min([*before, token.index]), token.index + 1)


# --- where, and when ----------------------------------------------------------------------------


def _around(sentence: Sentence, deed: Deed) -> Iterator[Token]:
    """What hangs from a deed's words."""
    for token in (deed.word, *([deed.thing] if deed.thing is not None else []), *sentence.below(deed.word, "dobj")):
        yield from sentence.below(token)


def _place(text: str, sentence: Sentence, deed: Deed) -> Span | None:
    for child in _around(sentence, deed):
        if child.dep == "prep" and child.lemma in _IN:
            inner = next(sentence.below(child, "pobj"), None)
            if inner is not None and inner.entity in _PLACES and inner != deed.target:
                return passage(text, sentence, *extent(sentence, inner, ("relcl", "acl", "punct", "appos", "prep")))
    return None


def _date(text: str, sentence: Sentence, deed: Deed) -> Span | None:
    for child in _around(sentence, deed):
        if child.dep in {"npadvmod", "advmod"} and child.entity in _TIMES:
            return passage(text, sentence, *extent(sentence, child, ("relcl", "acl", "punct")))
        if child.dep == "prep" and child.lemma in _WHEN:
            inner = next(sentence.below(child, "pobj"), None)
            if inner is not None and inner.entity in _TIMES:
                return passage(text, sentence, *extent(sentence, inner, ("relcl", "acl")))
    return None
