"""From candidates to records: every name in them resolved within the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.identify import groups
from onrecord.identify.dates import day_of
from onrecord.identify.figures import linked
from onrecord.identify.names import Names
from onrecord.identify.places import normalised
from onrecord.identify.restated import restated
from onrecord.identify.speakers import speaker
from onrecord.identify.titles import offices
from onrecord.model import (
    Act,
    Mode,
    Party,
    PartyKind,
    Position,
    Reading,
    Rejected,
    Relay,
    Sentence,
    Span,
    Speaker,
    Stance,
    Statement,
    Text,
)
from onrecord.model.candidate import ActCandidate, Extraction, Place, PositionCandidate, StatementCandidate

NO_PARTY = "no party named"
PRIVATE_VIEW = "a private person's view"
NOBODY_DEMANDS = "no party demands it"
ONE_SIDED = "a deed without two parties"

_WE = frozenset({"we", "our", "us", "i"})


def identify(text: Text, sentences: Sequence[Sentence], extraction: Extraction) -> Reading:
    """The reading of one document. Positions without a party are rejected and counted."""
    names = Names(sentences, text.metadata.published)
    _tell_speakers(names, extraction.statements)
    statements = tuple(_statement(text, names, candidate) for candidate in extraction.statements)
    kept: dict[str, Position] = {}
    rejected: list[Rejected] = list(extraction.rejected)
    for place, candidate in enumerate(extraction.positions):
        positions = _positions(text, names, extraction, place, statements)
        if isinstance(positions, str):
            if candidate.by_words:  # what the token model alone tagged without a party is as often no position
                rejected.append(Rejected(text.metadata.name, "identify", positions, candidate.span.exact))
            continue
        for position in positions:
            kept.setdefault(position.id, position)
    acts: list[Act] = []
    for deed in extraction.acts:
        act = _act(text, names, deed)
        if act is None:
            rejected.append(Rejected(text.metadata.name, "identify", ONE_SIDED, deed.span.exact))
        else:
            acts.append(act)
    ordered = sorted(kept.values(), key=lambda p: (p.span.start, p.span.end, p.id))
    told = restated(sentences, ordered)
    counted = linked(extraction.figures, told, acts)
    return Reading(text, statements, told, counted, tuple(acts), tuple(rejected))


def _tell_speakers(names: Names, candidates: Sequence[StatementCandidate]) -> None:
    """So that *we* and *I* in what somebody says stand for who says it."""
    starts = [sentence.start for sentence in names.sentences]
    for candidate in candidates:
        told = names.speakers if candidate.statement.mode is Mode.DIRECT else names.tellers
        for span in candidate.statement.content:
            index = max(0, bisect_right(starts, span.start) - 1)
            while index < len(starts) and starts[index] < span.end:
                told.setdefault(index, []).append((span.start, span.end, candidate.source))
                index += 1


def _statement(text: Text, names: Names, candidate: StatementCandidate) -> Statement:
    said_by = speaker(names, candidate.source)
    return replace(candidate.statement, speaker=said_by, relay=_relay(text, names, candidate.relay, said_by))


def _relay(text: Text, names: Names, links: Sequence[Place], said_by: Speaker | None) -> tuple[Relay, ...]:
    """The chain by name, a link that is the speaker again or the one before left out."""
    chain: list[Relay] = []
    for place in links:
        link = speaker(names, place)
        before = chain[-1].name if chain else said_by.name if said_by is not None else None
        if link is not None and link.name != before:
            chain.append(Relay(link.name, _mention(text, names, place)))
    return tuple(chain)


def _positions(
    text: Text, names: Names, extraction: Extraction, place: int, statements: Sequence[Statement]
) -> list[Position] | str:
    """The records of a candidate, one for each party and action, or the reason to reject it; none if not believed."""
    candidate = extraction.positions[place]
    said_by, relay, statement = _said_by(names, candidate, statements)
    parties, holder = _holders(names, candidate, said_by)
    if not parties and said_by is not None and said_by.party is not None:
        parties, holder = _of_whoever_says_we(names, candidate, said_by.party)
    if not parties:
        return NO_PARTY
    if said_by is not None and said_by.party is None and names.is_private(said_by):
        return PRIVATE_VIEW
    if candidate.told_by_another:  # "both sides must act" asks nothing of the one that says so
        parties, holder = _other_than_speaker(names, candidate, parties, holder, said_by)
        if not parties:
            return NOBODY_DEMANDS
    told = extraction.weighed(place)
    if told is None:
        return []
    asking = speaker(names, candidate.demanding) if candidate.ordered and candidate.demanding is not None else None
    decided = asking is not None and asking.party is not None and (asking.party,) == parties
    sentence = names.sentences[candidate.sentence]
    mention = _mention(text, names, holder) if holder is not None else None
    terms = tuple(each for term in candidate.terms for each in normalised(names, candidate.sentence, term))
    return [
        Position(
            document=text.id,
            span=candidate.span,
            parties=(party,),
            action=action,
            stance=Stance.PLEDGED if decided else told.stance,
            cue=candidate.cue,
            mention=mention,
            object=candidate.object,
            terms=terms,
            said_by=said_by,
            relay=relay,
            statement=statement,
            role=sentence.role,
            score=told.score,
        )
        for party in parties
        for action in told.actions
    ]


def _said_by(
    names: Names, candidate: PositionCandidate, statements: Sequence[Statement]
) -> tuple[Speaker | None, tuple[Relay, ...], str | None]:
    """Who says that the position is taken: the enclosing attribution's speaker, else who demands."""
    if candidate.statement is not None:
        enclosing = statements[candidate.statement]
        if enclosing.speaker is not None:
            return enclosing.speaker, enclosing.relay, enclosing.id
    if candidate.demanding is not None:
        return speaker(names, candidate.demanding), (), None
    return None, (), None


def _holders(
    names: Names, candidate: PositionCandidate, said_by: Speaker | None
) -> tuple[tuple[Party, ...], Place | None]:
    """The parties of the first place that names any."""
    for place in candidate.holders:
        if _strangers(names, place):  # nobody else is meant
            return (), None
        found = names.parties(place)
        if candidate.stance is Stance.DEMANDED:
            found = _asked(names, place, said_by) if not found else _allies_of(names, place, said_by) or found
        if found:
            return found, place
        if names.person(place) is not None:  # a private person
            return (), None
    return (), None


def _other_than_speaker(
    names: Names,
    candidate: PositionCandidate,
    parties: tuple[Party, ...],
    holder: Place | None,
    said_by: Speaker | None,
) -> tuple[tuple[Party, ...], Place | None]:
    """Whom another's words bind: the parties but for who says so, else those that the sentence names next."""
    if said_by is None:
        return (), None
    others = ((holder, parties), *((place, names.parties(place)) for place in candidate.holders))
    for place, found in others:
        meant = tuple(party for party in found if party != said_by.party)
        if meant and (place is None or place.sentence == candidate.sentence or place == holder):
            return meant, place
    return (), None


def _asked(names: Names, place: Place, said_by: Speaker | None) -> tuple[Party, ...]:
    """Of whom "countries" and "all member states" are asked: of everybody, or of the members of whoever asks."""
    sentence, token = names.sentences[place.sentence], names.token(place)
    found = groups.asked(sentence, token)
    members = found and any(child.lemma == "member" for child in sentence.below(token, "compound", "amod"))
    asking = said_by.party if said_by is not None and members else None
    if (
        asking is not None and asking.kind is PartyKind.ORGANISATION and asking.id != groups.OF_EVERYBODY
    ):  # whose members are everybody
        return (asking,)
    return found


def _allies_of(names: Names, place: Place, said_by: Speaker | None) -> tuple[Party, ...]:
    """Whose allies a bare "allies" are that something is asked of: those of the state that asks."""
    token = names.token(place)
    if said_by is None or said_by.party is None or names.parties(place) != groups.bare(token):
        return ()
    return groups.of(said_by.party, token)


def _of_whoever_says_we(
    names: Names, candidate: PositionCandidate, party: Party
) -> tuple[tuple[Party, ...], Place | None]:
    """The speaker's party for a "we" that leads to no name: in "“We will act,” the statement said" the issuer's."""
    first = next(iter(candidate.holders), None)
    if first is None or names.token(first).text.lower() not in _WE:
        return (), None
    return (party,), first


def _strangers(names: Names, place: Place) -> bool:
    """Whether a word tells of enterprises, or of whomever a clause describes: "the airline", "those seeking help".

    So does an "it" that stands for an enterprise, or for a body of a name that is no party's.
    """
    sentence = names.sentences[place.sentence]
    token = sentence.tokens[place.token]
    behind = names.antecedent(place) if token.text.lower() == "it" else None
    if behind is not None and not names.parties(behind):
        meant = names.token(behind)
        return meant.entity in {"", "ORG", "GPE"} or meant.lemma in offices()["enterprises"]
    described = token.lemma in {"those", "that"} and next(sentence.below(token, "relcl", "acl"), None) is not None
    return described or token.lemma in offices()["enterprises"]


def _mention(text: Text, names: Names, place: Place) -> Span:
    first, last = names.phrase(place)
    tokens = names.sentences[place.sentence].tokens
    return Span.of(text.text, tokens[first].start, tokens[last].end)


def _act(text: Text, names: Names, candidate: ActCandidate) -> Act | None:
    source = names.parties(candidate.source)
    target = names.parties(candidate.target) if candidate.target is not None else ()
    if candidate.mutual:
        source, target = source[:1], source[1:]
    target = tuple(party for party in target if party not in source)
    if not source or not target:
        return None
    day = day_of(candidate.date.exact, text.metadata.published) if candidate.date is not None else None
    return Act(
        text.id, candidate.span, candidate.code, candidate.cue, source, target, candidate.place, candidate.date, day
    )
