"""By whom words reached the outlet: from the one who says them outward, link by link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.attribution.sources import according_to, cues, is_cue
from onrecord.extract.clauses import own_subject
from onrecord.model import Sentence, Token

_EDGE = 2  # words: "according to …" that near the end of a sentence's clause, or at its beginning, is about all of it


def relays(sentence: Sentence, cue: Token, source: Token | None, content: Sequence[range]) -> tuple[Token, ...]:
    """The head words of the links for an attribution, nearest to the speaker first.

    "The minister agreed, his office told Reuters, according to …": his office, Reuters, and whom it is
    according to. ``content`` are the words of the sentence that the attribution tells: what is told
    within them is not about it.
    """
    own = {index for piece in content for index in piece}
    found = [*hearers(sentence, cue)]
    if not _stands_for_all(sentence, cue, own):
        for above in sentence.above(cue):
            if not is_cue(above, "plain"):
                continue
            teller = own_subject(sentence, above)
            if teller is not None and not own & {teller.index, above.index}:
                found.extend((teller, *hearers(sentence, above)))
    found.extend(_accounts(sentence, cue, own))
    links: dict[int, Token] = {}
    for link in found:
        if link.index not in own and (source is None or not _same(sentence, link, source)):
            links.setdefault(link.index, link)
    return tuple(links.values())


def cited(sentence: Sentence, cue: Token) -> Token | None:
    """Whom a teller cites: "the agency reported, citing two officials"."""
    for child in sentence.below(cue, "advcl"):
        if child.lemma in cues()["citing"] and child.tag == "VBG" and own_subject(sentence, child) is None:
            return next(sentence.below(child, "dobj"), None)
    return None


def hearers(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """The outlet that was told: "told Reuters", "told Russian state media", "in an interview with the BBC"."""
    if verb.lemma in {"tell", "inform", "assure"}:
        for heard in sentence.below(verb, "dobj", "dative"):
            if _outlet(sentence, heard):
                yield heard
    for preposition in sentence.below(verb, "prep"):
        for thing in sentence.below(preposition, "pobj"):
            if preposition.lemma in {"to", "on"} and _outlet(sentence, thing):
                yield thing
            if thing.lemma in cues()["occasions"]:
                for inner in sentence.below(thing, "prep"):
                    if inner.lemma in {"with", "to", "on", "by", "for"}:
                        yield from (each for each in sentence.below(inner, "pobj") if _outlet(sentence, each))


def _outlet(sentence: Sentence, token: Token) -> bool:
    """Whether a noun phrase names what publishes news: by its head, or a name of an organisation."""
    if {token.lemma, token.text.lower()} & cues()["outlets"]:
        return True
    if token.pos != "PROPN":
        return False  # "her guardian", "the sky"
    names = {inner.text.lower() for inner in sentence.below(token, "compound")} | {token.text.lower()}
    if names & cues()["agencies"]:
        return True
    return token.entity == "ORG"


def _accounts(sentence: Sentence, cue: Token, own: set[int]) -> Iterator[Token]:
    """Whom the whole is according to, where the words do not stand within what is said."""
    for token in sentence.tokens:
        source = according_to(sentence, token)
        if source is not None and token.index != cue.index and token.index not in own:
            yield source


def _stands_for_all(sentence: Sentence, cue: Token, own: set[int]) -> bool:
    """Whether "according to …" at the edge of its sentence is about the whole: nothing above it tells of it."""
    if cue.lemma != "accord":
        return False
    outside = [token.index for token in sentence.tokens if token.index not in own and token.pos != "PUNCT"]
    if not outside:
        return False
    first, last = outside[0], outside[-1]
    phrase = [token.index for token in sentence.subtree(cue)]
    return min(phrase) <= first + _EDGE or max(phrase) >= last - _EDGE


def _same(sentence: Sentence, link: Token, source: Token) -> bool:
    """Whether a link is the source itself, or within its name or description."""
    return link.index == source.index or any(above.index == source.index for above in sentence.above(link))
