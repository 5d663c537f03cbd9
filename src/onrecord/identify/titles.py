"""The words beside a personal name: which office they tell, of which party, and whether it is held."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from onrecord import lexicon
from onrecord.identify.gazetteer import FormKind, Match
from onrecord.model import Party, PartyKind, Sentence, Token

_WINDOW = 9  # words before or after a name in which its office may be told


@functools.cache
def offices() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/offices.yaml`` as sets of lemmas."""
    return {name: frozenset(map(str, words)) for name, words in lexicon.load_yaml("offices").items()}


@functools.cache
def may_have(state: str, *office: str) -> bool:
    """Whether a state (ISO 3166-1 alpha-3) may have an office of these words, by ``lexicon/office_states.yaml``."""
    told = lexicon.load_yaml("office_states")
    only, lacking = told["only"], told["lacking"]
    return all(state in only.get(word, (state,)) and state not in lacking.get(word, ()) for word in office)


def before_name(sentence: Sentence, first: int) -> range:
    """The words just before a name that can be its title: an unbroken run within the noun phrase."""
    start = first
    while start > max(0, first - _WINDOW):
        token = sentence.tokens[start - 1]
        if token.pos in {"PUNCT", "VERB", "AUX", "PRON", "CCONJ", "SCONJ", "DET"} and token.text != "-":
            break
        if token.pos == "ADP" and token.lemma not in {"of", "for", "to"}:
            break
        start -= 1
    return range(start, first)


def after_name(sentence: Sentence, last: int) -> range:
    """The words of an apposition or of "of Japan" just after a name."""
    at = last + 1
    if at >= len(sentence.tokens):
        return range(0)
    if sentence.tokens[at].text == "of":
        return range(at, min(at + 4, len(sentence.tokens)))
    if sentence.tokens[at].text != "," or sentence.tokens[min(at + 1, len(sentence.tokens) - 1)].pos in {
        "ADP",
        "SCONJ",
    }:
        return range(0)  # "…, at a news conference with Brazil's president, said" tells where, not who
    end = at + 1
    while end < min(at + 1 + 2 * _WINDOW, len(sentence.tokens)) and sentence.tokens[end].text not in {",", ".", ";"}:
        if sentence.tokens[end].pos in {"VERB", "AUX", "PRON"}:
            break
        end += 1
    window = range(at + 1, end)
    return range(0) if _names_another(sentence, window) else window


def _names_another(sentence: Sentence, window: range) -> bool:
    """Whether what follows is somebody else: "told Anna Holt, Foreign Minister Per Dahl", not "aide to Per Dahl"."""
    for index in window:
        if sentence.tokens[index].pos == "ADP":
            return False
        if sentence.tokens[index].entity == "PERSON":
            return True
    return False


def appositive_to(sentence: Sentence, head: int) -> range:
    """The words of the office that a name stands beside: "the Norwegian prime minister, Ingrid Solheim".

    A person is no country, which the parser may take for what it stands beside: "the president of Mexico, Luis Rey".
    """
    name = sentence.tokens[head]
    beside = governor = sentence.head_of(name)
    if beside.dep == "pobj" and sentence.head_of(beside).lemma == "of":
        governor = sentence.head_of(sentence.head_of(beside))
    if name.dep != "appos" or beside.index >= head or governor.lemma not in offices()["holders"]:
        return range(0)
    first = min(inner.index for inner in sentence.subtree(governor))
    return range(first, beside.index + 1)


def office_told(sentence: Sentence, matches: tuple[Match, ...], window: range) -> tuple[str | None, Party | None, bool]:
    """Role, party and whether the words of the window tell a private person."""
    words = offices()
    named = {index for match in matches for index in range(match.first, match.last + 1)}
    # nobody is a general for standing beside the General Assembly
    lemmas = {sentence.tokens[index].lemma for index in window if index not in named}
    holder = bool(lemmas & words["holders"])
    private = bool(lemmas & (words["private"] | words["running"])) or "former" in lemmas
    party = next(
        (
            match.form.party
            for match in matches
            if window
            and window.start <= match.first
            and match.last < window.stop
            and match.form.kind is not FormKind.LEADER
        ),
        None,
    )
    role = sentence_text(sentence, window.start, window.stop - 1) if window and (holder or private) else None
    if private and not holder:
        return role, None, True
    if lemmas & words["against"] and party is not None and party.kind is PartyKind.STATE:
        return role, None, True  # "Venezuelan opposition leader"
    if not holder and not (window and sentence.tokens[window.start].text == "of"):
        return None, None, private
    return role, party if party is None or party.kind is not PartyKind.GROUP else None, private


def is_out_of_office(titles: Sequence[Sequence[Token]]) -> bool:
    """Whether the words beside a name call its bearer a candidate, now, not "then-candidate", or a former president."""
    lemmas = {token.lemma.lower() for told in titles for token in told}
    runs = not lemmas.isdisjoint(offices()["running"]) and "then" not in lemmas
    return runs or any(map(_left_office, titles))


def words_of_bearer(sentence: Sentence, before: range) -> list[Token]:
    """Of the words before a name those that tell of its bearer.

    "The nominee of Putin" and "an aide to President Putin" are somebody else, "the president of Mexico, Felipe
    Calderón" is not.
    """
    told = [sentence.tokens[index] for index in before]
    split = max((place for place, token in enumerate(told) if token.pos == "ADP"), default=None)
    if split is None:
        return told
    nearest = told[split + 1 :]
    its_own = told[split].lemma == "of" and nearest and offices()["holders"].isdisjoint(each.lemma for each in nearest)
    return told if its_own else nearest


def _left_office(told: Sequence[Token]) -> bool:
    """Whether these words tell of an office of a government that was left: "former Mexican president"."""
    lemmas = [token.lemma.lower() for token in told]
    past = next((place for place, lemma in enumerate(lemmas) if lemma in offices()["past"]), None)
    if past is None:
        return False
    ends = (place for place in range(past, len(told)) if told[place].pos in {"ADP", "CCONJ", "VERB", "AUX", "PUNCT"})
    office = lemmas[past : next((place for place in ends if told[place].text != "-"), len(told))]
    return not offices()["state_offices"].isdisjoint(office)


def sentence_text(sentence: Sentence, first: int, last: int) -> str:
    """The words ``first`` to ``last`` joined as they stand, white space folded."""
    parts: list[str] = []
    for token in sentence.tokens[first : last + 1]:
        if parts and token.start > sentence.tokens[token.index - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)
