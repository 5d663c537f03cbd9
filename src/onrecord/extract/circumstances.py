"""Conditions and triggers: on what an undertaking depends, and what sets it off, by the words that open them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord import lexicon
from onrecord.extract.clauses import negated, states_fact
from onrecord.model import Sentence, TermKind, Token

_BEFORE, _AFTER = 40, 60  # words around an undertaking in which its circumstances are looked for
_LONGEST = 60  # words of one circumstance
_CLIMB, _DESCEND = 6, 3  # steps in the syntax tree from an undertaking to what governs its circumstances
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_ENDS = frozenset({",", ";", ":", ".", "—", "–", "--", "”", '"', "?", "!", ")"})
_DOWN = frozenset({"xcomp", "ccomp", "dobj", "prep", "pobj", "acl", "pcomp", "attr", "acomp", "dative"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Words ``first`` to ``last`` of a sentence, opener included."""

    kind: TermKind
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Opener:
    words: tuple[str, ...]
    kind: TermKind
    clause: bool


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    lists = lexicon.load_yaml("terms")["circumstances"]
    return {name: frozenset(words) for name, words in lists.items() if isinstance(words, list)}


@functools.cache
def _openers() -> dict[str, tuple[_Opener, ...]]:
    """Openers by their first word, the longest first."""
    found: dict[str, list[_Opener]] = {}
    for kind in (TermKind.CONDITION, TermKind.TRIGGER):
        for form, phrases in lexicon.load_yaml("terms")["circumstances"][kind.value].items():
            for phrase in phrases:
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append(_Opener(words, kind, form == "clause"))
    return {first: tuple(sorted(each, key=lambda o: (-len(o.words), not o.clause))) for first, each in found.items()}


def opened_kind(sentence: Sentence, first: int) -> TermKind:
    """Whether words that begin there, with an opener or without, tell a trigger or, as most do, a condition."""
    words = tuple(token.text.lower() for token in sentence.tokens[first : first + 5])
    known = _openers().get(words[0], ())
    return next((each.kind for each in known if words[: len(each.words)] == each.words), TermKind.CONDITION)


def sets_terms(sentence: Sentence, first: int, last: int) -> bool:
    """Whether those words can be a condition or trigger: not "even if …", nor what has happened already.

    For words that were tagged as one; what the words of opening tell is read by ``circumstances``.
    """
    tokens = sentence.tokens
    if "even" in {token.text.lower() for token in tokens[max(0, first - 1) : first + 1]}:
        return False
    if tokens[first].text.lower() not in _lists()["of_time"]:
        return True
    finite = next((token for token in tokens[first : last + 1] if token.tag in _FINITE), None)
    if finite is None:
        return True
    verb = sentence.head_of(finite) if finite.dep in {"aux", "auxpass"} else finite
    return not states_fact(sentence, verb) or _told_again(sentence.below(sentence.head_of(verb), "aux"))


def circumstances(sentence: Sentence, head: Token, cue: Token) -> Iterator[Circumstance]:
    """What the undertaking with that verb or noun depends on, or is set off by; ``cue`` is its word of stance."""
    near = _Near(sentence, head, cue)
    index, end = near.first, near.last
    while index <= end:
        found = near.at(index)
        if found is not None:
            yield found
            index = max(found.last, index)
        index += 1
    yield from near.any_such()
    yield from near.depended_on()
    yield from near.afterwards()


def _told_again(helpers: Iterable[Token]) -> bool:
    """Whether a past tense may stand for what is to come, as in words told again."""
    return any(
        helper.lemma in {"would", "could"} or helper.text.lower() in {"would", "could", "'d", "’d"}
        for helper in helpers
    )


class _Near:
    """The surroundings of one undertaking."""

    def __init__(self, sentence: Sentence, head: Token, cue: Token) -> None:
        self.sentence, self.head, self.cue = sentence, head, cue
        self.low, self.high = sorted((head.index, cue.index))
        self.first = max(0, self.low - _BEFORE)
        self.last = min(len(sentence.tokens) - 1, self.high + _AFTER)
        self.own = self._below([head, cue])
        self.governors = {each.index for anchor in (head, cue) for each in islice(sentence.above(anchor), _CLIMB)}

    def _below(self, level: list[Token]) -> set[int]:
        found = {token.index for token in level}
        for _ in range(_DESCEND):
            level = [child for token in level for child in self.sentence.below(token) if child.dep in _DOWN]
            found.update(token.index for token in level)
        return found

    def at(self, index: int) -> Circumstance | None:
        """The circumstance that opens at a word and belongs to the undertaking."""
        token = self.sentence.tokens[index]
        for opener in _openers().get(token.text.lower(), ()):
            if self._reads(index, opener):
                told = self._told(index, opener)
                if told is not None:
                    return told
        return self._inverted(token)

    def _reads(self, index: int, opener: _Opener) -> bool:
        words = self.sentence.tokens[index : index + len(opener.words)]
        return tuple(word.text.lower() for word in words) == opener.words

    def _told(self, index: int, opener: _Opener) -> Circumstance | None:
        inner = index + len(opener.words)
        if inner >= len(self.sentence.tokens) or self._follows(index, "even", "as", "whether"):
            return None
        if any(token.lemma in _lists()["of_telling"] for token in self.sentence.tokens[inner : inner + 2]):
            return None
        if opener.words[0] == "without" and self._tells_manner(inner):
            return None
        closing = self.sentence.tokens[inner - 1]
        clause = self._clause_of(closing, inner) if opener.clause else None
        if opener.clause and clause is None:
            return None
        if not opener.clause and not self._phrase_opens(index, inner, opener):
            return None
        last = self._end(index, inner, clause if clause is not None else closing)
        if index <= self.head.index <= last or (index <= self.cue.index <= last and self.cue.pos != "AUX"):
            return None
        begins = self.sentence.tokens[index]
        strict = opener.words[0] in _lists()["of_time"]
        if strict and not self._may_set_off(begins, clause if clause is not None else closing, opener.clause):
            return None
        if not strict and not (self._governed(begins, clause) or self._beside(index, last)):
            return None
        if opener.words[0] in _lists()["when_denied"] and not self._denied():
            return None
        kind = TermKind.CONDITION if opener.words[0] in _lists()["holding"] else opener.kind
        return Circumstance(kind, self._only(index), last)

    def _tells_manner(self, inner: int) -> bool:
        """Whether "without" tells how a thing is done: "without delay", "without any response"."""
        following = self.sentence.tokens[inner : inner + 3]
        return any(token.lemma in _lists()["of_manner"] for token in following)

    def _follows(self, index: int, *words: str) -> bool:
        return index > 0 and self.sentence.tokens[index - 1].text.lower() in words

    def _only(self, index: int) -> int:
        return index - 1 if self._follows(index, "only") else index

    def _clause_of(self, closing: Token, inner: int) -> Token | None:
        """The verb of the clause that an opener begins, by syntax or else the first that stands finite."""
        above = self.sentence.head_of(closing)
        if (
            closing.dep in {"mark", "advmod"}
            and above.index > closing.index
            and above.pos in {"VERB", "AUX", "ADJ", "NOUN"}
        ):
            return above
        if closing.dep in {"npadvmod", "pobj", "dobj", "nsubj"}:  # "the day the conflict stops"
            told = next((c for c in self.sentence.below(closing, "relcl", "acl", "ccomp") if c.index > inner), None)
            if told is not None:
                return told
        for token in self.sentence.tokens[inner : inner + _LONGEST]:
            if token.text in _ENDS:
                return None
            if token.tag in _FINITE:
                verb = self.sentence.head_of(token) if token.dep in {"aux", "auxpass"} else token
                return verb if verb.index > inner else token
        return None

    def _phrase_opens(self, index: int, inner: int, opener: _Opener) -> bool:
        first = self.sentence.tokens[index]
        if first.dep in {"mark", "advmod", "prt"} and len(opener.words) == 1:
            return False
        if self.sentence.tokens[inner].entity in {"DATE", "TIME"}:
            return False
        return self.sentence.tokens[inner].pos not in {"PUNCT", "VERB"} or self.sentence.tokens[inner].tag == "VBG"

    def _end(self, index: int, inner: int, governor: Token) -> int:
        """The last word: of the governor's phrase, where that lies behind the opener, else before the next mark."""
        limit = min(len(self.sentence.tokens), index + _LONGEST)
        reached, waiting, last = {governor.index}, [governor.index], governor.index
        while waiting:
            for child in self.sentence.children[waiting.pop()]:
                if index <= child < limit and child not in reached:
                    reached.add(child)
                    waiting.append(child)
                    last = max(last, child)
        if last <= inner:
            last = inner
            while last + 1 < limit and self.sentence.tokens[last + 1].text not in _ENDS:
                last += 1
        # what is undertaken is no part of its condition, wherever the parser hangs it
        if index < self.low <= last:
            marks = [i for i in range(inner, self.low) if self.sentence.tokens[i].text in {",", "—", "–"}]
            last = marks[-1] - 1 if marks else last
        return last

    def _governed(self, opener: Token, clause: Token | None) -> bool:
        above = self.sentence.head_of(clause if clause is not None else opener)
        if above.index in self.own:
            return True
        return above.index in self.governors and (opener.index < self.low or not self._parted(self.high, opener.index))

    def _beside(self, first: int, last: int) -> bool:
        """Whether no other clause stands between the circumstance and the undertaking."""
        if first > self.high:
            return not self._parted(self.high, first)
        if last >= self.low:
            return False
        between = self.sentence.tokens[last + 1 : self.low]
        return sum(token.dep in _SUBJECTS for token in between) <= 1 and not any(t.text in {";", ":"} for t in between)

    def _parted(self, first: int, last: int) -> bool:
        between = self.sentence.tokens[first + 1 : last]
        return any(token.dep in _SUBJECTS and token.tag not in {"WDT", "WP"} for token in between)

    def _may_set_off(self, opener: Token, inner: Token, clause: bool) -> bool:
        """Whether what the opener of time tells is still to come, and the undertaking hangs on it."""
        governor = self.sentence.head_of(inner if clause else opener)
        while governor.dep in {"advmod", "npadvmod", "prep", "pobj"} and governor.index not in self.own:
            governor = self.sentence.head_of(governor)
        if governor.index not in self.own:
            return False
        if clause:
            return not states_fact(self.sentence, inner) or self._would()
        if governor.index == self.cue.index != self.head.index:
            return False  # "urged Japan after the talks to …": when it was said
        noun = next(self.sentence.below(inner, "pobj", "pcomp"), None)
        return noun is not None and noun.entity not in {"DATE", "TIME"}

    def _would(self) -> bool:
        return _told_again([*self.sentence.below(self.head, "aux"), self.cue])

    def _denied(self) -> bool:
        return (
            negated(self.sentence, self.head)
            or negated(self.sentence, self.cue)
            or self.cue.lemma in _lists()["refusing"]
        )

    def _inverted(self, token: Token) -> Circumstance | None:
        """ "Should Moscow drag its feet": the auxiliary before its subject."""
        if token.text.lower() != "should" or self._follows(token.index, "what", "how", "why", "who", "where"):
            return None
        verb = self.sentence.head_of(token)
        subjects = self.sentence.below(verb, *_SUBJECTS)
        if not any(token.index < subject.index < verb.index for subject in subjects):
            return None
        last = self._end(token.index, token.index + 1, verb)
        if token.index <= self.head.index <= last or not (
            self._governed(token, verb) or self._beside(token.index, last)
        ):
            return None
        return Circumstance(TermKind.CONDITION, token.index, last)

    def any_such(self) -> Iterator[Circumstance]:
        """ "Any attack will be met with force", "will respond to any attack": what sets an answer off."""
        verbs = [self.head, *([self.cue] if self.cue.index != self.head.index else [])]
        answering = [verb for verb in verbs if verb.lemma in _lists()["answering"]]
        for verb in answering:
            things = [*self.sentence.below(verb, "nsubj", "nsubjpass", "dobj")]
            for preposition in self.sentence.below(verb, "prep"):
                things.extend(self.sentence.below(preposition, "pobj"))
            for thing in things:
                opening = next(self.sentence.below(thing, "det"), None)
                if opening is not None and opening.lemma == "any":
                    yield Circumstance(TermKind.TRIGGER, opening.index, self._end(opening.index, opening.index, thing))

    def afterwards(self) -> Iterator[Circumstance]:
        """ "Post-war assurances": what comes into force after."""
        tokens = self.sentence.tokens
        for index in range(self.low, self.last + 1):
            last = index + 2 if tokens[index].text.lower() == "post" and index + 2 < len(tokens) else index
            words = "".join(token.text.lower() for token in tokens[index : last + 1])
            if words in _lists()["afterwards"] and (index in self.own or tokens[last].head in self.own):
                yield Circumstance(TermKind.TRIGGER, index, last)

    def depended_on(self) -> Iterator[Circumstance]:
        """ "Will depend on clear conditions"."""
        for verb in {self.head.index: self.head, self.cue.index: self.cue}.values():
            if verb.lemma in _lists()["depending"]:
                for preposition in self.sentence.below(verb, "prep"):
                    if preposition.lemma in {"on", "upon"}:
                        end = self._end(preposition.index, preposition.index, preposition)
                        yield Circumstance(TermKind.CONDITION, preposition.index, end)
