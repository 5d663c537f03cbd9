"""Who did something to whom, by syntax: past events with a source and a target that may be parties."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.extract import commitments
from onrecord.extract.clauses import auxiliaries, negated, subject
from onrecord.model import Role, Sentence, Token

_NAMED = frozenset({"GPE", "LOC", "NORP", "ORG", "PERSON"})
_STANDING_FOR = frozenset({"he", "she", "it", "they", "him", "her", "them", "we", "us"})
_OWNERS = ("poss", "amod", "compound", "nmod")
_CLAUSES = frozenset({"ccomp", "advcl", "pcomp", "acl", "relcl", "xcomp", "conj", "parataxis", "dep"})
_MOST_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Deed:
    """``word`` tells it, with ``thing``, the noun of a verb that tells little by itself ("held talks").

    ``target`` is None where both parties are told as one subject ("Oslo and Rome signed"): then it is ``mutual``.
    """

    word: Token
    source: Token
    target: Token | None
    thing: Token | None = None
    mutual: bool = False


@functools.cache
def words(name: str) -> frozenset[str]:
    """A plain word list of ``lexicon/acts.yaml``."""
    return frozenset(lexicon.load_yaml("acts")[name])


def deeds(sentence: Sentence) -> Iterator[Deed]:
    """Every deed of a sentence that is told to have happened."""
    if sentence.tokens[-1].text == "?":
        return
    for token in sentence.tokens:
        if token.pos == "VERB":
            if _happened(sentence, token) and _real(sentence, token):
                yield from _by_verb(sentence, token)
        elif token.pos == "NOUN" and token.lemma in words("events"):
            yield from _by_noun(sentence, token)


# --- whether it took place ----------------------------------------------------------------------


def _happened(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb tells what took place: past or perfect, not denied, not under a modal."""
    if negated(sentence, verb):
        return False
    above = sentence.head_of(verb)
    if verb.dep == "xcomp" and verb.tag in {"VBG", "VB"} and above.lemma in words("going_on"):
        return _happened(sentence, above)
    helpers = auxiliaries(sentence, verb)
    if any(helper.tag in {"MD", "TO"} for helper in helpers):
        return False
    if verb.tag == "VBD":
        return True
    if verb.tag == "VBN":
        if any(helper.lemma == "have" or helper.tag == "VBD" for helper in helpers):
            return True
        return verb.dep == "acl" and any(True for _ in sentence.below(verb, "agent"))
    return sentence.role is Role.HEADLINE and verb.tag in {"VBZ", "VBP"} and not helpers


def _real(sentence: Sentence, word: Token) -> bool:
    """Whether no clause above makes it a supposition, a denial, an aim, or what somebody is accused of."""
    for _ in range(_MOST_LEVELS):
        if any(
            child.lemma in words("supposing")
            for child in sentence.below(word, "mark", "advmod")
            if child.index < word.index
        ):
            return False
        above = sentence.head_of(word)
        if above.index == word.index:
            return True
        clause = word.dep in _CLAUSES
        if clause and word.dep != "conj" and above.lemma in words("unreal"):
            return False
        if clause and word.dep in {"ccomp", "xcomp", "pcomp", "acl"} and negated(sentence, above):
            return False
        word = above
    return True


# --- who, and to whom ---------------------------------------------------------------------------


def _by_verb(sentence: Sentence, verb: Token) -> Iterator[Deed]:
    passive = any(child.dep == "auxpass" for child in sentence.below(verb)) or verb.dep == "acl"
    thing = _thing(sentence, verb)
    source = _agent(sentence, verb) if passive else subject(sentence, verb)
    if source is None:
        yield from _between(sentence, verb, thing)
        return
    if negated(sentence, source):
        return  # "no president has met"
    source = _acting(sentence, source)
    if passive:
        done_to = sentence.head_of(verb) if verb.dep == "acl" else subject(sentence, verb)
        target = (
            _owner_or_self(sentence, done_to)
            if done_to is not None and thing is None
            else _towards(sentence, verb, thing)
        )
    else:
        target = _target(sentence, verb, thing)
    if source is None or source.index == verb.index:
        return
    if target is not None and target.index not in {source.index, verb.index}:
        yield Deed(verb, source, target, thing)
    elif {verb.lemma, thing.lemma if thing is not None else ""} & words("mutual") and any(
        other.pos in {"PROPN", "NOUN"} for other in sentence.below(source, "conj")
    ):
        yield Deed(verb, source, None, thing, mutual=True)


def _thing(sentence: Sentence, verb: Token) -> Token | None:
    """The event that a plain verb has for its object, or in the passive for its subject."""
    if verb.lemma not in words("plain"):
        return None
    for thing in sentence.below(verb, "dobj", "nsubjpass"):
        for each in (thing, *sentence.below(thing, "conj", "compound")):
            if each.lemma in words("events"):
                return each
    return None


def _between(sentence: Sentence, verb: Token, thing: Token | None) -> Iterator[Deed]:
    """ "Talks between Oslo and Rome were held"."""
    if thing is not None:
        for preposition in sentence.below(thing, "prep"):
            if preposition.lemma in {"between", "among"}:
                for inner in sentence.below(preposition, "pobj"):
                    yield Deed(verb, inner, None, thing, mutual=True)


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    return next((inner for by in sentence.below(verb, "agent") for inner in sentence.below(by, "pobj")), None)


def _acting(sentence: Sentence, source: Token) -> Token | None:
    """Who acts through what is told as the subject: "Russian missiles", "a strike by Israel"."""
    if may_be_party(source):
        return source
    owner = next((c for c in sentence.below(source, *_OWNERS) if c.text[:1].isupper() or c.tag == "PRP$"), None)
    if owner is not None:
        return owner
    return next(
        (i for by in sentence.below(source, "prep") if by.lemma == "by" for i in sentence.below(by, "pobj")), None
    )


def _target(sentence: Sentence, verb: Token, thing: Token | None) -> Token | None:
    """To whom: the object or its owner, else the noun of a preposition of direction."""
    if thing is None:
        for own in sentence.below(verb, "dobj", "dative"):
            found = _owner_or_self(sentence, own) if own.pos != "ADP" else None
            if found is not None:
                return found
        # "declared a Russian diplomat persona non grata": the parser makes a clause of it
        for clause in sentence.below(verb, "ccomp", "oprd"):
            if clause.pos in {"NOUN", "PROPN"}:
                found = next((f for s in sentence.below(clause, "nsubj") if (f := _owner_or_self(sentence, s))), None)
                if found is not None:
                    return found
    return _towards(sentence, verb, thing)


def _owner_or_self(sentence: Sentence, noun: Token) -> Token | None:
    """A noun that may name a party, or whose it is: "the Russian embassy", "Kenya's ports", "diplomats from Peru"."""
    if noun.lemma in commitments.actors():
        origin = next(
            (i for p in sentence.below(noun, "prep") if p.lemma in {"from", "of"} for i in sentence.below(p, "pobj")),
            None,
        )
        if origin is not None and origin.entity in _NAMED and not any(True for _ in sentence.below(noun, "poss")):
            return origin
        return noun
    if may_be_party(noun):
        return noun
    owners = list(sentence.below(noun, *_OWNERS))
    for owner in (*owners, *(inner for each in owners for inner in sentence.below(each, *_OWNERS))):
        if owner.text[:1].isupper() and owner.pos in {"PROPN", "ADJ", "NOUN"}:
            return owner
    for preposition in sentence.below(noun, "prep"):
        if preposition.lemma in {"of", "from", "in", "with"}:
            inner = next(sentence.below(preposition, "pobj"), None)
            if inner is not None and inner.entity in _NAMED:
                return inner
    return next((owner for owner in owners if owner.tag == "PRP$"), None)


def _towards(sentence: Sentence, verb: Token, thing: Token | None) -> Token | None:
    objects = [thing] if thing is not None else list(sentence.below(verb, "dobj", "nsubjpass"))
    # the parser may take the second of two modifiers for a clause: "fired strike and decoy drones across …"
    joined = [other for other in sentence.below(verb, "conj") if other.pos == "NOUN"]
    places = [*objects, verb, *joined]
    whole: Token | None = None
    for place in places:  # grows by what is told of: "the delivery of missiles to …"
        for preposition in sentence.below(place, "prep", "dative"):
            inner = next(sentence.below(preposition, "pobj"), None)
            if inner is None or inner.entity in {"DATE", "TIME"}:
                continue
            if preposition.lemma == "of" and place == thing:
                whole = whole or _owner_or_self(sentence, inner)
                places.append(inner)
            if preposition.lemma not in words("towards"):
                continue
            if preposition.lemma not in words("from_events") or _reaches(preposition, verb, thing):
                found = _owner_or_self(sentence, inner)
                if found is not None:
                    return found
    if thing is None or whole is not None:
        return whole
    return _owner_or_self(sentence, thing) if thing.pos == "NOUN" else None


def _reaches(preposition: Token, verb: Token, thing: Token | None) -> bool:
    """Whether "in", "from" and the like lead to a target: "strikes in Syria" do, "talks in Paris" do not."""
    if thing is None:
        return verb.lemma in words("leaving")
    if preposition.lemma == "between":
        return thing.lemma in words("mutual")
    return thing.lemma not in words("mutual") | words("given") or preposition.lemma == "across"


def may_be_party(token: Token) -> bool:
    """Whether a noun names, or stands for, somebody who acts."""
    if token.pos == "PRON":
        return token.text.lower() in _STANDING_FOR
    return (
        (token.entity in _NAMED and token.text[:1].isupper())
        or token.lemma in commitments.actors()
        or token.pos == "PROPN"
    )


def _by_noun(sentence: Sentence, noun: Token) -> Iterator[Deed]:
    """ "After Russia's invasion of Ukraine", "condemned an Israeli strike on Iran": events told by their names."""
    above = sentence.head_of(noun)
    told = (noun.dep == "pobj" and above.lemma in words("presupposing")) or (
        noun.dep == "dobj" and above.lemma in words("judging") and _happened(sentence, above)
    )
    if not told or any(child.lemma in words("not_yet") for child in sentence.below(noun)):
        return
    governor = sentence.head_of(above) if noun.dep == "pobj" else above
    if not _real(sentence, governor) or any(h.tag == "MD" for h in sentence.below(governor, "aux")):
        return
    source = next((c for c in sentence.below(noun, "poss", "amod", "compound") if c.text[:1].isupper()), None)
    target = next(
        (
            found
            for p in sentence.below(noun, "prep")
            if p.lemma in {"of", "on", "against", "with", "at"}
            for inner in sentence.below(p, "pobj")
            if (found := _owner_or_self(sentence, inner)) is not None
        ),
        None,
    )
    if source is not None and target is not None:
        yield Deed(noun, source, target, noun)
