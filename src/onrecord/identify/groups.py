"""Groups of states: counted ("26 of Ukraine's allies"), partial ("some countries"), or by relation ("US allies")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.identify.gazetteer import parties
from onrecord.identify.titles import offices, sentence_text
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Party, PartyKind, Sentence, Token

_PARTIAL = frozenset({"some", "several", "many", "most", "other", "others", "various", "few", "certain", "all"})
_TWO = frozenset({"side", "pair", "duo"})  # "the sides", "the pair": two without a number
_ALL_STATES = frozenset({"nation", "country", "state"})
_OF_ALL = frozenset({"all", "every", "member"})
_EVERYBODY = "international_community"
OF_EVERYBODY = "un"  # whose members all states are
_RELATED = frozenset({"ally", "partner"})
_PAIRED = frozenset({"side", "country", "nation", "korea", "koreas", "party", "leader"})
# of these a state has several, or the word is another's too: "the two governments", "both armies", not "two ministers"
_PAIRED_IF_DEFINITE = frozenset(
    {"government", "state", "army", "capital", "president", "minister", "delegation", "ministry"}
)
_ADVISING = frozenset({"adviser", "advisor", "aide"})  # "an adviser to the French president"
_PAIRING = frozenset({"both", "neither", "either"})
_NAMED = re.compile(r"G[0-9]|Group of|[A-Z]\w{0,20} Group")


@dataclass(frozen=True, slots=True)
class Counted:
    """A group as told: its size if a number is given, the quantifier if not, the words, and what it is part of."""

    words: str
    size: int | None
    quantifier: str | None
    of: int | None = None
    pair: bool = False


def counted(sentence: Sentence, token: Token) -> Counted | None:
    """The group that a noun phrase tells by number or quantifier, or None."""
    if token.pos == "NUM" or token.lemma in _PARTIAL:
        return _numeric_head(sentence, token)
    if token.lemma == "coalition" or token.lemma == "group":
        inner = _object_of(sentence, token)
        return counted(sentence, inner) if inner is not None and inner.lemma in offices()["members"] else None
    if token.lemma in _TWO and definite(sentence, token) and (token.lemma != "side" or token.tag == "NNS"):
        return Counted(token.text, 2, None, pair=True)
    paired = token.lemma in _PAIRED or (token.lemma in _PAIRED_IF_DEFINITE and definite(sentence, token))
    joinable = paired or token.lemma in _PAIRED_IF_DEFINITE
    if token.lemma not in offices()["members"] and not joinable:
        return None
    whole = _object_of(sentence, token) if token.lemma == "member" else None
    for child in sentence.below(token, "nummod", "amod", "det", "predet", "quantmod"):
        size = whole_number(_compound_number(sentence, child))
        if size is not None and size == 2 and paired:
            return Counted(sentence_text(sentence, child.index, token.index), 2, None, pair=True)
        if size is not None and size > 1 and token.lemma in offices()["members"]:
            of = whole.index if whole is not None else None
            return Counted(sentence_text(sentence, child.index, token.index), size, None, of)
        if child.lemma in _PAIRING and (child.lemma != "both" or token.tag in {"NNS", "NNPS"}):
            return Counted(child.lemma, 2, None, pair=True)
        if (
            child.lemma in _PARTIAL
            and child.lemma != "all"
            and token.lemma in offices()["members"]
            and token.tag in {"NNS", "NNPS"}
        ):
            if any(other.dep in {"poss", "compound"} for other in sentence.below(token)):
                return None
            return Counted(sentence_text(sentence, child.index, token.index), None, child.lemma)
    return None


def _compound_number(sentence: Sentence, token: Token) -> str:
    """ "Twenty-six" is three words to the parser: the number with what stands before it."""
    first = token.index
    while (
        first >= 2
        and sentence.tokens[first - 1].text == "-"
        and whole_number(sentence.tokens[first - 2].text) is not None
    ):
        first -= 2
    return sentence_text(sentence, first, token.index)


def _numeric_head(sentence: Sentence, token: Token) -> Counted | None:
    inner = _object_of(sentence, token)
    size = whole_number(_compound_number(sentence, token))
    if inner is not None and inner.lemma in offices()["members"]:
        last = max(t.index for t in sentence.subtree(inner) if t.index <= inner.index)
        words = sentence_text(sentence, token.index, last)
        quantifier = token.lemma if token.lemma in _PARTIAL else None
        if size is None and quantifier is None:
            return None
        return Counted(words, size, quantifier, of=inner.index)
    if token.text.lower() == "others" and token.dep in {"nsubj", "nsubjpass", "conj"}:
        return Counted("others", None, "other")
    return None


def _object_of(sentence: Sentence, token: Token) -> Token | None:
    for preposition in sentence.below(token, "prep"):
        if preposition.lemma == "of":
            return next(sentence.below(preposition, "pobj"), None)
    return None


def party(counted_group: Counted) -> Party:
    """The party for a group: known by its size where one is told, so that all tellings of it are one."""
    if counted_group.size is not None:
        size = counted_group.size
        words = counted_group.words.split()
        name = counted_group.words if words[0].isdigit() else f"{size} {words[-1]}"
        return Party(f"{size}_states", name, PartyKind.GROUP, size)
    return Party(f"{counted_group.quantifier}_states", counted_group.words, PartyKind.GROUP)


def of(whole: Party, token: Token) -> tuple[Party, ...]:
    """ "US allies", "Ukraine's partners": a group by its relation to a state; () when the word is the state's own."""
    if token.lemma in _RELATED and token.tag in {"NNS", "NNPS"} and whole.kind is PartyKind.STATE:
        return (Party(f"allies_of_{whole.id.lower()}", f"allies of {whole.name}", PartyKind.GROUP),)
    return ()


def of_members(token: Token, beside: Sequence[str]) -> bool:
    """Whether a noun tells of an organisation's members: "member states"."""
    return token.lemma in _ALL_STATES and "member" in beside


def goes_by_name(group: Party) -> bool:
    """Whether a group meets under a name of its own, so that it is called "the group": the G7, the Lima Group."""
    return group.kind is PartyKind.GROUP and _NAMED.match(group.name) is not None


def bare(token: Token) -> tuple[Party, ...]:
    """ "The allies", "partners": a group whose relation the text leaves to the reader."""
    if token.lemma in _RELATED and token.tag in {"NNS", "NNPS"}:
        return (Party("allies", "allies", PartyKind.GROUP),)
    return ()


def asked(sentence: Sentence, token: Token) -> tuple[Party, ...]:
    """Of whom something is asked by "all nations" or "member states"; which "countries" are, the text leaves open."""
    if token.lemma not in _ALL_STATES or token.tag not in {"NNS", "NNPS"}:
        return ()
    told = {
        child.lemma
        for child in sentence.below(token, "det", "predet", "amod", "compound", "poss", "relcl", "acl", "prep")
    }
    if not told <= _OF_ALL:
        return ()
    return (parties()[_EVERYBODY] if told else Party("states", "countries", PartyKind.GROUP),)


def definite(sentence: Sentence, token: Token) -> bool:
    """Whether the phrase is "the …" or "his …": something already told of."""
    return any(
        child.lemma in {"the", "this", "that"} or child.tag == "PRP$" for child in sentence.below(token, "det", "poss")
    )


def modifiers(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The words that may tell whose office or body this is, nearest kind first."""
    yield from sentence.below(token, "poss")
    yield from sentence.below(token, "amod", "compound", "nmod", "appos")
    for child in sentence.below(token, "amod", "compound", "nmod"):
        yield from sentence.below(child, "amod", "compound", "nmod")
    for preposition in sentence.below(token, "prep"):
        abroad = preposition.lemma == "in" and token.lemma in offices()["abroad"]
        if (preposition.lemma in {"of", "from", "in", "for"} and not abroad) or (
            preposition.lemma == "to" and token.lemma in _ADVISING
        ):
            yield from sentence.below(preposition, "pobj")
