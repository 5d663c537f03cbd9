"""What the references in judgements mean, in a few words, also once what they name is no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from onrecord import ask
from onrecord.model import Claim, ClaimKind, Decision, Judgement, Position
from onrecord.model.holdings import Holdings
from onrecord.web import addresses
from onrecord.web.shelf import Snapshot
from onrecord.web.views import Made, Meant
from onrecord.web.wording import claim_label, position_label

_PARTY, _PROPOSITION = "party:", "proposition:"


def meant(snapshot: Snapshot, target: str, records: Sequence[str] = ()) -> Meant:
    """What a target of a judgement means; ``records`` are those that it stood on when it was judged."""
    for prefix, found in _KINDS.items():
        if target.startswith(prefix):
            return found(snapshot, target, records)
    return Meant(target, "judgement", "an earlier judgement", address=addresses.REVIEW)


def made(snapshot: Snapshot, judgements: Iterable[ask.JudgementView]) -> tuple[Made, ...]:
    """The judgements, each with what it is about."""
    known = {each.id: each for each in snapshot.holdings.judgements()}
    return tuple(Made(view, _about(snapshot, known[view.id])) for view in judgements)


def of_story(snapshot: Snapshot, story: ask.StoryView) -> tuple[Made, ...]:
    """The judgements on which articles a story has, what of it is told together, and where its tellings part."""
    judgements = snapshot.holdings.judgements()
    joining = {each.id: each for each in judgements if each.records or each.verdict is Decision.SPLIT}
    if not joining:
        return ()
    documents = {each.id for each in story.documents}
    held = {each.id for each in snapshot.within(story).positions()} | documents
    about = {
        identity
        for identity, each in joining.items()
        if not held.isdisjoint({*each.targets, *(record for records in each.records for record in records)})
    }
    return made(snapshot, (view for view in ask.judgements(snapshot.holdings) if view.id in about))


def claims_like(snapshot: Snapshot, claim: Claim, most: int) -> tuple[Meant, ...]:
    """The claims of the same story that may be the same one: of the same party or action first."""

    def apart(other: Claim) -> tuple[bool, bool, str, str]:
        party = other.party.id != claim.party.id if other.party and claim.party else True
        return (party, other.action is not claim.action, claim_label(other), other.id)

    others = sorted((each for each in position_claims(snapshot, claim.story) if each.id != claim.id), key=apart)
    same = (claim.party and claim.party.id, claim.action, claim.where, claim.object)
    kept = (each for each in others if (each.party and each.party.id, each.action, each.where, each.object) != same)
    story = snapshot.story(claim.story)
    told = {each.id: each for each in snapshot.within(story).positions()} if story else {}
    return tuple(of_claim(snapshot, each, told) for each in list(kept)[:most])


def position_claims(snapshot: Snapshot, story: str) -> tuple[Claim, ...]:
    """What a story's positions claim."""
    found = snapshot.story(story)
    compared = (snapshot.within(found) if found else snapshot.holdings).comparison()
    return tuple(each for each in compared.claims if each.kind is ClaimKind.POSITION)


def of_claim(snapshot: Snapshot, claim: Claim, held: Mapping[str, Position] = MappingProxyType({})) -> Meant:
    """A claim in a few words, with those of its first telling, which is looked for among those ``held`` first."""
    first = claim.tellings[0].position if claim.tellings else ""
    told = held.get(first) or _position(snapshot.holdings, first)
    count = len(claim.tellings)
    label = f"{claim_label(claim)}, {count} {'telling' if count == 1 else 'tellings'}"
    return Meant(claim.id, "claim", label, *_first_words(told))


def of_document(snapshot: Snapshot, document: str) -> Meant:
    """A document by its title."""
    story = snapshot.story_with(document)
    told = next((each for each in story.documents if each.id == document), None) if story else None
    name = (told and told.title) or snapshot.holdings.names().get(document, document)
    return Meant(document, "article", name, address=addresses.document(document))


def of_view(story: ask.StoryView) -> Meant:
    """A story by its title."""
    days = f"{story.first} to {story.last}" if story.first != story.last else story.first
    words = f"{len(story.documents)} articles" + (f", {days}" if days else "")
    return Meant(story.id, "story", story.title, words, addresses.story(story.id))


def document_of(snapshot: Snapshot, record: str) -> str | None:
    """The id of the document in which a position or a statement stands."""
    found = _position(snapshot.holdings, record) or next(iter(snapshot.holdings.statements_like(record)), None)
    return found.document if found else None


def _about(snapshot: Snapshot, judgement: Judgement) -> tuple[Meant, ...]:
    records = (*judgement.records, *((),) * len(judgement.targets))
    return tuple(
        meant(snapshot, target, stood_on) for target, stood_on in zip(judgement.targets, records, strict=False)
    )


def _of_position(snapshot: Snapshot, target: str, _: Sequence[str]) -> Meant:
    found = _position(snapshot.holdings, target)
    if found is None:
        return Meant(target, "position", "a position no longer read")
    return Meant(target, "position", position_label(found), found.span.exact, addresses.review(target))


def _of_claim(snapshot: Snapshot, target: str, records: Sequence[str]) -> Meant:
    told = next((found for each in records if (found := _position(snapshot.holdings, each))), None)
    documents = (document for _, document, *_ in snapshot.holdings.places(records).values())
    story = next((known for each in documents if (known := snapshot.story_with(each))), None)
    claims = snapshot.within(story).comparison().claims if story else ()
    claim = next((each for each in claims if each.id == target), None)
    if claim is not None:
        return of_claim(snapshot, claim)
    label = position_label(told) if told else "a claim no longer told"
    return Meant(target, "claim", label, *_first_words(told))


def _of_story(snapshot: Snapshot, target: str, records: Sequence[str]) -> Meant:
    found = snapshot.story(target)
    if found is not None:
        return of_view(found)
    titles = [of_document(snapshot, each).label for each in records]
    label = titles[0] + (f" and {len(titles) - 1} more" if titles[1:] else "") if titles else "an earlier story"
    now = next((story for each in records if (story := snapshot.story_with(each))), None)
    return Meant(target, "story", label, address=addresses.story(now.id) if now else None)


def _of_document(snapshot: Snapshot, target: str, _: Sequence[str]) -> Meant:
    return of_document(snapshot, target)


def _of_conflict(snapshot: Snapshot, target: str, records: Sequence[str]) -> Meant:
    conflict = snapshot.conflict(target)
    if conflict is not None:
        return Meant(target, "conflict", conflict.summary, address=addresses.conflict(conflict.id))
    told = next((found for each in records if (found := _position(snapshot.holdings, each))), None)
    label = f"where tellings part: {position_label(told)}" if told else "a conflict"
    return Meant(target, "conflict", label, address=addresses.conflict(target))


def _of_statement(snapshot: Snapshot, target: str, _: Sequence[str]) -> Meant:
    found = next(iter(snapshot.holdings.statements_like(target)), None)
    words = found.content[0].exact if found and found.content else None
    return Meant(target, "statement", found.speaker.name if found and found.speaker else "a statement", words)


def _of_party(snapshot: Snapshot, target: str, _: Sequence[str]) -> Meant:
    identity = target.removeprefix(_PARTY)
    told = (party for each in snapshot.holdings.positions(party=identity) for party in each.parties)
    held = (each for each in snapshot.holdings.parties() if each.id == identity)
    found = next((each for each in (*islice(told, 20), *held) if each.id == identity), None)
    name = found.name if found else identity
    return Meant(target, "party", name, address=addresses.timeline(identity) if found else None)


def _of_proposition(_: Snapshot, target: str, __: Sequence[str]) -> Meant:
    return Meant(target, "condition", target.removeprefix(_PROPOSITION).replace("_", " "))


def _first_words(told: Position | None) -> tuple[str | None, str | None]:
    """The words of a position and where it is shown."""
    return (None, None) if told is None else (told.span.exact, addresses.position(told.id))


def _position(holdings: Holdings, identity: str) -> Position | None:
    try:
        return holdings.position_as_read(identity) if identity.startswith("position-") else None
    except KeyError:
        return None


_KINDS: dict[str, Callable[[Snapshot, str, Sequence[str]], Meant]] = {
    "position-": _of_position,
    "claim-": _of_claim,
    "story-": _of_story,
    "document-": _of_document,
    "conflict-": _of_conflict,
    "statement-": _of_statement,
    _PARTY: _of_party,
    _PROPOSITION: _of_proposition,
}
