"""Reading a parsed clause: its subject, whether it is negated, what it spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.extract import commitments
from onrecord.model import Sentence, Span, Token

_LONGEST = 150  # words from the head of a phrase to its ends
SUBJECTS = ("nsubj", "nsubjpass")
_NEGATIVE_DETERMINERS = frozenset({"no", "neither", "nor", "none"})
_NEGATIVE_ADVERBS = frozenset({"not", "n't", "n’t", "never", "no", "hardly", "neither", "nor"})


def subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb or predicate: its own, or the one it shares with what governs it."""
    steps = 0
    while steps < 12:
        own = next(sentence.below(verb, *SUBJECTS), None)
        if own is not None and own.tag not in {"WP", "WDT"}:
            return own
        above = sentence.head_of(verb)
        if verb.dep in {"relcl", "acl"} or own is not None:
            return above if verb.dep in {"relcl", "acl"} else own
        if verb.dep not in {
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "pcomp",
            "dep",
            "prep",
            "acomp",
            "attr",
            "aux",
            "auxpass",
        }:
            return None
        if above.index == verb.index:
            return None
        blamed = _blamed(sentence, verb)
        if blamed is not None:
            return blamed
        verb, steps = above, steps + 1
    return None


def _blamed(sentence: Sentence, verb: Token) -> Token | None:
    """Whom a clause is told of that somebody is blamed or thanked for: "criticized Trump for threatening"."""
    preposition = sentence.head_of(verb)
    blaming = sentence.head_of(preposition)
    told_for = verb.dep == "pcomp" and preposition.lemma in {"for", "of"}
    if not told_for or blaming.lemma not in commitments.words("blaming"):
        return None
    return next(sentence.below(blaming, "dobj"), None)


def own_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject that stands at the verb itself."""
    return next(sentence.below(verb, *SUBJECTS), None)


def passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is in the passive."""
    return any(child.dep == "auxpass" for child in sentence.below(verb))


def infinitive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(child.tag == "TO" for child in sentence.below(verb, "aux"))


def states_fact(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells what was: in the past or perfect, without a modal."""
    if clause.tag == "VBD":
        return True
    helpers = list(sentence.below(clause, "aux", "auxpass"))
    past = any(helper.lemma == "have" or helper.tag == "VBD" for helper in helpers)
    return past and not any(helper.tag in {"MD", "TO"} for helper in helpers)


def asks_whether(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause is a question in itself: "whether to leave", "how he would respond"."""
    return any(
        child.lemma in {"whether", "if"} or child.tag in {"WRB", "WP"}
        for child in sentence.below(clause, "mark", "advmod", "dobj", "attr")
        if child.index < clause.index
    )


def auxiliaries(sentence: Sentence, verb: Token) -> list[Token]:
    """The auxiliaries of a verb; those of the first of coordinated verbs hold for the others too."""
    own = list(sentence.below(verb, "aux", "auxpass"))
    if not own and verb.dep == "conj" and verb.tag in {"VB", "VBN", "VBG"}:
        above = sentence.head_of(verb)
        if above.pos in {"VERB", "AUX"} and own_subject(sentence, verb) is None:
            return auxiliaries(sentence, above)
    return own


def negated(sentence: Sentence, word: Token) -> bool:
    """Whether a word is denied where it stands: "not ready", "no commitment", "would never send"."""
    for child in sentence.below(word):
        if child.dep == "neg" or (child.dep == "advmod" and child.text.lower() in _NEGATIVE_ADVERBS):
            return True
        if child.dep == "aux" and any(each.dep == "neg" for each in sentence.below(child)):
            return True  # "does not, and never will, accept"
        if child.dep in {"det", "preconj"} and child.lemma in _NEGATIVE_DETERMINERS:
            return True
        if child.lemma in {"longer", "long"} and any(c.lemma == "no" for c in sentence.below(child)):
            return True  # "will no longer pay"
        if child.dep in SUBJECTS and word.pos in {"VERB", "AUX"} and negated(sentence, child):
            return True  # "no soldier will leave", "not a single camp will be closed"
    if word.dep == "conj" and word.pos in {"VERB", "AUX"} and own_subject(sentence, word) is None:
        above = sentence.head_of(word)
        joined = next((c.lemma for c in sentence.below(above, "cc") if c.index < word.index), "")
        return above.pos in {"VERB", "AUX"} and joined in {"or", "nor"} and negated(sentence, above)
    return False


def denies_object(sentence: Sentence, verb: Token) -> bool:
    """Whether what a verb does is done to nothing: "will send no troops", "would do nothing"."""
    return any(thing.lemma == "nothing" or negated(sentence, thing) for thing in sentence.below(verb, "dobj"))


def extent(sentence: Sentence, head: Token, without: Iterable[str] = ()) -> tuple[int, int]:
    """First and last index of a word's phrase, branches of the given relations left out; no gaps are told.

    What stands farther off than any phrase is long, as at the end of a list of clauses, is left out too.
    """
    skipped, waiting, found = set(without), [head.index], []
    while waiting:
        index = waiting.pop()
        found.append(index)
        waiting.extend(
            c
            for c in sentence.children[index]
            if abs(c - head.index) < _LONGEST and sentence.tokens[c].dep not in skipped
        )
    return min(found), max(found)


def passage(text: str, sentence: Sentence, first: int, last: int) -> Span:
    """The span from one word to another, punctuation at its edges left out."""
    while first < last and sentence.tokens[first].pos == "PUNCT" and sentence.tokens[first].text not in '“"‘(':
        first += 1
    while last > first and sentence.tokens[last].text in {",", ".", ";", ":", "—", "–", "-", "?", "!"}:
        last -= 1
    return Span.of(text, sentence.tokens[first].start, sentence.tokens[last].end)


_COMPLEMENTS = ("xcomp", "ccomp", "dobj", "prep", "advcl", "pcomp", "oprd", "acl")
_LINKING = frozenset({"to", "on", "for", "with", "about", "against", "of", "in", "from", "at", "toward", "towards"})


def complements(sentence: Sentence, word: Token, takes: str, particle: str = "") -> Iterator[Token]:
    """What a word of commitment governs: heads of clauses first, then of noun phrases.

    ``particle`` belongs to the word, though the parser may take it for a preposition ("ruled out").
    """
    clauses, things = [], []
    for child in sentence.below(word, *_COMPLEMENTS):
        if child.index < word.index and child.dep in {"dobj", "prep", "advcl"}:
            continue
        bare_gerund = bool(particle) and child.tag == "VBG" and not any(True for _ in sentence.below(child, "mark"))
        if child.dep in {"xcomp", "ccomp", "oprd", "acl"}:
            clauses.append(child)
        elif child.dep == "advcl" and (bare_gerund or infinitive(sentence, child)):
            clauses.append(child)  # "ruled out sending": the parser may take it for a circumstance
        elif child.dep == "dobj":
            things.append(child)
        elif child.dep == "prep" and (child.lemma in _LINKING or child.lemma == particle):
            clauses.extend(sentence.below(child, "pcomp"))
            things.extend(sentence.below(child, "pobj"))
    if takes != "thing":
        yield from clauses
    if takes != "clause" or (not clauses and word.lemma in commitments.words("clause_or_phrase")):
        yield from things


def governed(sentence: Sentence, above: Token, last: int) -> Token:
    """What a word of commitment governs in a clause whose last word is ``last``: of "is ready to send" the sending."""
    token = above
    while True:
        inner = next((t for t in sentence.below(token, "xcomp", "acomp") if t.index <= last), None)
        if inner is None:
            return token
        token = inner
