"""What a condition or trigger says must be so, under a key that other tellings of it share."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord import lexicon
from onrecord.identify.mentions import words_of
from onrecord.identify.names import Names
from onrecord.model import Party, Proposition, Sentence, Span, Term, Token
from onrecord.model.candidate import Place

_SUBJECTS = ("nsubj", "nsubjpass")
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})
_MEANS = frozenset({"through", "by", "with", "via"})
_LONGEST_SLUG = 5  # words
_DEEPEST = 4  # steps below the head of a clause at which its event may be told


@dataclass(frozen=True, slots=True)
class _Concept:
    """An event class of the lexicon: the words that tell it, alone or in pairs, and whether its key names a party."""

    key: str
    alone: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    party: bool
    fails: bool


@dataclass(frozen=True, slots=True)
class _Words:
    concepts: tuple[_Concept, ...]
    lists: dict[str, frozenset[str]]
    short: dict[str, str]


@functools.cache
def _words() -> _Words:
    data = lexicon.load_yaml("propositions")
    concepts = []
    for key, entry in data["concepts"].items():
        for form in ("words", "fails"):
            told = entry.get(form, {}) if form == "fails" else entry
            pairs = tuple((frozenset(one), frozenset(other)) for one, other in told.get("pairs", ()))
            alone = frozenset(told.get("words", ()))
            if alone or pairs:
                concepts.append(_Concept(key, alone, pairs, bool(entry.get("party")), form == "fails"))
    lists = {name: frozenset(map(str, words)) for name, words in data["lists"].items()}
    return _Words(tuple(concepts), lists, dict(data["short"]))


def with_propositions(names: Names, index: int, term: Term) -> tuple[Term, ...]:
    """A condition or trigger with what it says; one for each of several that must all be so.

    "If A and B" are two terms, "if A or B" is one whose propositions are alternatives; under "unless" the other
    way round.
    """
    sentence = names.sentences[index]
    words = words_of(sentence, term.span)
    if not words:
        return (term,)
    holds, words = _opening(words)
    clauses = _clauses(sentence, words)
    joined = _joined(sentence, clauses)
    told = [(part, each) for part in clauses for each in _propositions(names, index, part, holds)]
    if len(clauses) == len(told) > 1 and (joined == "and") == holds:
        parts = [
            _span(term, part if number else [*_before(term, sentence, part), *part])
            for number, (part, _) in enumerate(told)
        ]
        return tuple(_told(replace(term, span=span), (each,)) for span, (_, each) in zip(parts, told, strict=True))
    return (_told(term, tuple(dict.fromkeys(proposition for _, proposition in told))),)


def _told(term: Term, propositions: tuple[Proposition, ...]) -> Term:
    value = " or ".join(each.key if each.holds else f"not {each.key}" for each in propositions)
    return replace(term, value=value, propositions=propositions)


def _before(term: Term, sentence: Sentence, part: Sequence[Token]) -> list[Token]:
    """The words that open the whole, which its first part keeps."""
    return [t for t in words_of(sentence, term.span) if t.start < part[0].start]


def _span(term: Term, part: Sequence[Token]) -> Span:
    start, end = part[0].start, part[-1].end
    return Span(start, end, term.span.exact[start - term.span.start : end - term.span.start])


def _opening(words: list[Token]) -> tuple[bool, list[Token]]:
    """Whether the opener asks that what follows be so, and the words that follow it."""
    lists, at = _words().lists, 0
    if words[0].text.lower() in {"only", "not"}:
        at = 1
    holds = words[at].text.lower() not in lists["negative"] if at < len(words) else True
    while at < len(words) - 1 and words[at].text.lower() in lists["openers"]:
        at += 1
    return holds, words[at:]


def _clauses(sentence: Sentence, words: list[Token]) -> list[list[Token]]:
    """The coordinated clauses, or nouns, of which the words consist; most often one."""
    head = _head(sentence, words)
    inside = {token.index for token in words}
    members, waiting = [head], [head]
    while waiting:
        for other in sentence.below(waiting.pop(), "conj"):
            if other.index in inside and (other.pos in {"VERB", "AUX"}) == (head.pos in {"VERB", "AUX"}):
                members.append(other)
                waiting.append(other)
    members.sort(key=lambda token: token.index)
    verbal = head.pos in {"VERB", "AUX"}
    if len(members) == 1 or not (verbal or all(_concept(sentence, m, _near(sentence, words, m)) for m in members)):
        return [words]  # "the nature and scope of …" is one thing
    starts = [words[0].index]
    for member in members[1:]:
        apart = {t.index for other in members if other.index > member.index for t in [other]}
        starts.append(min(i for i in _subtree(sentence, member, apart) if i in inside and i > starts[-1]))
    bounds = [*starts, words[-1].index + 1]
    parts = [[t for t in words if low <= t.index < high] for low, high in pairwise(bounds)]
    return [trimmed for part in parts if (trimmed := _trimmed(part))]


def _subtree(sentence: Sentence, head: Token, apart: set[int]) -> list[int]:
    found, waiting = [], [head.index]
    while waiting:
        index = waiting.pop()
        found.append(index)
        waiting.extend(child for child in sentence.children[index] if child not in apart)
    return found


def _trimmed(part: list[Token]) -> list[Token]:
    while part and (part[-1].pos in {"PUNCT", "CCONJ"}):
        part = part[:-1]
    return part


def _joined(sentence: Sentence, clauses: Sequence[Sequence[Token]]) -> str:
    if len(clauses) < 2:
        return ""
    first, last = clauses[0][0].index, clauses[-1][0].index
    words = {t.lemma for t in sentence.tokens[first:last] if t.pos == "CCONJ"}
    return "or" if words & {"or", "nor"} else "and"


def _head(sentence: Sentence, words: Sequence[Token]) -> Token:
    """The word that the others hang from; a verb where there is one."""
    inside = {token.index for token in words}
    tops = [token for token in words if token.head not in inside or token.head == token.index]
    verb = next((t for t in tops if t.pos in {"VERB", "AUX"}), None)
    return verb or next((t for t in tops if t.pos in {"NOUN", "PROPN", "ADJ"}), tops[0] if tops else words[-1])


def _propositions(names: Names, index: int, words: Sequence[Token], holds: bool) -> tuple[Proposition, ...]:
    """What one clause says: one proposition, or one for each of the things coordinated by "or" in it."""
    sentence = names.sentences[index]
    head, holds = _event(sentence, words, holds)
    if any(token.text.lower() == "no" and token.dep == "det" for token in words):
        holds = not holds
    found = _concept(sentence, head, _near(sentence, words, head), "".join(token.text.lower() for token in words))
    listed = _listed(sentence, words, head, found)
    if listed:
        return tuple(_of(names, index, words, noun, concept, holds) for noun, concept in listed)
    if found is None and head.pos not in {"VERB", "AUX"}:
        within = _within(sentence, words, head)  # "the nature and scope of an engagement by the USA"
        if within is not None:
            return (_of(names, index, words, *within, holds),)
    if found is None:
        return (Proposition(_slug(names, index, words, head), holds),)
    return (_of(names, index, words, head, found, holds),)


def _of(names: Names, index: int, words: Sequence[Token], head: Token, concept: _Concept, holds: bool) -> Proposition:
    party = _party(names, index, words, head) if concept.party else None
    return Proposition(f"{_short(party)}_{concept.key}" if party else concept.key, holds != concept.fails)


def _listed(
    sentence: Sentence, words: Sequence[Token], head: Token, found: _Concept | None
) -> list[tuple[Token, _Concept]]:
    """Coordinated nouns that each tell an event: "ends with a truce or treaty", "a truce or peace deal is reached"."""
    inside = {token.index for token in words}
    means = [
        c
        for p in sentence.below(head, "prep")
        if p.lemma in _MEANS and p.index in inside
        for c in sentence.below(p, "pobj")
    ]
    light = head.lemma in _words().lists["light"]
    things = list(sentence.below(head, *_SUBJECTS, "dobj")) if light else []
    for first in (*(means if found is not None else ()), *things):
        members = [first]
        for member in members:  # grows as it is gone through
            members.extend(c for c in sentence.below(member, "conj") if c.index in inside)
        told = [(each, _concept(sentence, each, _near(sentence, words, each))) for each in members]
        kept = [(each, concept) for each, concept in told if concept is not None]
        if kept and (len(kept) > 1 or first in means):
            return kept
    return []


def _within(sentence: Sentence, words: Sequence[Token], head: Token) -> tuple[Token, _Concept] | None:
    for token in words:
        if token.pos == "NOUN" and token.index != head.index:
            concept = next((each for each in _words().concepts if token.lemma in each.alone and each.party), None)
            if concept is not None:
                return token, concept
    return None


def _event(sentence: Sentence, words: Sequence[Token], holds: bool) -> tuple[Token, bool]:
    """The word of what must happen, behind "continues to", "fails to" and "agrees to"; and whether it must."""
    lists, inside = _words().lists, {token.index for token in words}
    head = _head(sentence, words)
    for _ in range(_DEEPEST):
        if _negated(sentence, head):
            holds = not holds
        below = next(
            (c for c in sentence.below(head, "xcomp", "pcomp", "ccomp") if c.index in inside and c.pos == "VERB"), None
        )
        if head.lemma in lists["ceasing"]:
            below = below or next(
                (c for c in sentence.below(head, "dobj") if c.index in inside and _tells(c.lemma)), None
            )
            if below is None:
                return head, holds
            holds = not holds
        elif below is None or head.lemma not in lists["passing"]:
            return head, holds
        head = below
    return head, holds


def _tells(lemma: str) -> bool:
    return any(lemma in concept.alone and concept.party for concept in _words().concepts)


def _negated(sentence: Sentence, head: Token) -> bool:
    return any(
        child.dep == "neg" or child.text.lower() in {"not", "never", "n't", "n’t"} for child in sentence.below(head)
    )


def _near(sentence: Sentence, words: Sequence[Token], head: Token) -> dict[int, int]:
    """The words about the event with their distance to it, within the clause."""
    inside = {token.index for token in words}
    depths, waiting = {head.index: 0}, [head.index]
    if _head(sentence, words).index == head.index:  # a clause that the parser tore apart is read as one
        apart = [
            t.index
            for t in words
            if t.head not in inside and t.index != head.index and t.pos in _CONTENT | {"ADV", "AUX"}
        ]
        depths.update(dict.fromkeys(apart, 0))
        waiting.extend(apart)
    while waiting:
        index = waiting.pop(0)
        for child in sentence.children[index]:
            if (
                child in inside
                and depths[index] < _DEEPEST
                and sentence.tokens[child].dep not in {"advcl", "relcl", "conj"}
            ):
                depths[child] = depths[index] + 1
                waiting.append(child)
    above = sentence.head_of(head)
    for subject in sentence.below(above, *_SUBJECTS) if head.dep == "xcomp" else ():
        if subject.index in inside:
            depths.setdefault(subject.index, 1)
    return depths


def _concept(sentence: Sentence, head: Token, near: dict[int, int], whole: str = "") -> _Concept | None:
    """The event class that a clause tells: by a pair of words, its verb, or the noun of a verb that tells little."""
    lemmas = {sentence.tokens[index].lemma: depth for index, depth in sorted(near.items(), key=lambda e: -e[1])}
    light = head.lemma in _words().lists["light"] or head.pos not in {"VERB", "AUX"}
    for concept in _words().concepts:
        for one, other in concept.pairs:
            mine, theirs = one & lemmas.keys(), other & lemmas.keys()
            if mine and theirs and any(lemmas[word] <= 1 for word in mine):
                return concept
    for concept in _words().concepts:
        if head.lemma in concept.alone or whole in concept.alone:
            return concept
    if not light:
        return None
    ranked = sorted((depth, lemma) for lemma, depth in lemmas.items() if depth)
    for depth, lemma in ranked:
        if depth <= 2:
            found = next((concept for concept in _words().concepts if lemma in concept.alone), None)
            if found is not None:
                return found
    return None


def _party(names: Names, index: int, words: Sequence[Token], head: Token) -> Party | None:
    """Whose doing it is: the subject, the agent, the owner; else the first party named."""
    sentence, inside = names.sentences[index], {token.index for token in words}
    places: list[Token] = []
    above: Token | None = head
    for _ in range(_DEEPEST):
        if above is None or above.index not in inside:
            break
        places.extend(
            c
            for c in sentence.below(above, "nsubj", "nsubjpass", "poss", "agent", "compound", "amod")
            if c.index in inside
        )
        above = sentence.head_of(above) if above.head != above.index else None
    for place in places:
        inner = next(sentence.below(place, "pobj"), place) if place.dep == "agent" else place
        for token in (inner, *sentence.below(inner, "poss", "amod", "compound")):
            found = names.parties(Place(index, token.index))
            if found:
                return found[0]
    whole = Span(words[0].start, words[-1].end, "")
    return next((match.form.party for match in names.matches_in(index, whole)), None)


def _short(party: Party | None) -> str:
    if party is None:
        return ""
    return _words().short.get(party.id) or (_slugged(party.name) if party.id.isupper() else _slugged(party.id))


def _slug(names: Names, index: int, words: Sequence[Token], head: Token) -> str:
    """A key from the words: the party, then lemmas of what carries meaning, in their order."""
    party = _party(names, index, words, head)
    whole = Span(words[0].start, words[-1].end, "")
    covered = {i for m in names.matches_in(index, whole) for i in range(m.first, m.last + 1)}
    lists = _words().lists
    empty = (lists["light"] | lists["empty"] | lists["passing"] | lists["ceasing"]) - {head.lemma}
    told = [
        token.lemma
        for token in words
        if token.pos in _CONTENT and token.index not in covered and token.lemma not in empty
    ]
    lemmas = [_slugged(lemma) for lemma in dict.fromkeys(told)]
    parts = [_short(party), *[lemma for lemma in lemmas if lemma][:_LONGEST_SLUG]]
    return "_".join(part for part in parts if part) or _slugged(head.lemma) or "unclear"


def _slugged(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
