"""The people of a document: their full names, their offices, and whom they speak for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.identify.gazetteer import Form, FormKind, Match, leader_called
from onrecord.identify.titles import (
    after_name,
    appositive_to,
    before_name,
    is_out_of_office,
    may_have,
    office_told,
    offices,
    sentence_text,
    words_of_bearer,
)
from onrecord.model import Party, PartyKind, Sentence, Token

# states whose people write the name of the family first (ISO 3166-1 alpha-3)
_SURNAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"})
_LINKING = frozenset({"the", "of", "for", "and", "to", "a", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the fullest name given, with office and party where the document tells them."""

    name: str
    role: str | None = None
    party: Party | None = None
    private: bool = False
    #: whether some mention says that the person runs for office or left one, or the person is known for an office not
    #: held when the article was published; and whether some mention gives an office of a government
    out_of_office: bool = False
    in_office: bool = False


class People:
    """Everybody named in a document, found by any part of the name that is used alone."""

    __slots__ = ("_by_key", "_known", "names")

    def __init__(
        self, sentences: Sequence[Sentence], matches: Sequence[tuple[Match, ...]], published: str | None = None
    ) -> None:
        #: where in the list of all people a name leads
        self._by_key: dict[str, int] = {}
        self._known: list[Person] = []
        #: head word of each name by sentence: token index -> (first, last) of the name
        self.names: list[dict[int, tuple[int, int]]] = []
        possessed: list[tuple[str, Party]] = []
        for index, (sentence, found) in enumerate(zip(sentences, matches, strict=True)):
            spans = {head: span for head, span in _names(sentence, found) if not _is_outlet(sentence, head, span[0])}
            self.names.append(spans)
            for head, (first, last) in sorted(spans.items()):
                person = _person(sentence, found, head, first, last, published)
                if person.party is None and not person.private and holds_state_office(person):
                    office = (person.role or "").lower().split()
                    person = replace(person, party=_told_of(sentences, matches, index, office))
                self._add(person, sentence_text(sentence, first, last))
                if (whose := _possessor(sentence, found, first)) is not None:
                    possessed.append((person.name, whose))
        for name, whose in possessed:
            self._give(name, whose)
        # who runs for office or left it, and holds none here, speaks for no state, whatever office came before or after
        self._known = [
            replace(each, party=None, private=True) if each.out_of_office and not each.in_office else each
            for each in self._known
        ]

    def _add(self, new: Person, printed: str) -> None:
        parts = new.name.split()
        at = next((at for key in (printed, new.name) if (at := self._by_key.get(key)) is not None), self._at(parts))
        if at is None:
            at = len(self._known)
            self._known.append(Person(new.name))
        known = self._known[at]
        if len(parts) > len(known.name.split()):
            known = replace(known, name=new.name)
        merged = Person(
            known.name,
            known.role or new.role,
            known.party or new.party,
            (known.private or new.private) and not (known.party or new.party),
            known.out_of_office or new.out_of_office,
            known.in_office or new.in_office,
        )
        # printed alone it may be the first word of the name, as in Korean and Chinese ("Mr. Kim")
        keys = {merged.name, new.name, printed, *(parts[-1:] if len(printed.split()) > 1 else ())}
        if merged.party is not None and merged.party.id in _SURNAME_FIRST and len(parts) > 1:
            keys.add(parts[0])
        self._known[at] = merged
        self._by_key.update(dict.fromkeys(sorted(keys), at))

    def _give(self, name: str, whose: Party) -> None:
        """Somebody in office whose country only "Serbia's Petrov" tells; an athlete told so speaks for nobody."""
        at = self._at(name.split())
        if at is not None and self._known[at].party is None and holds_state_office(self._known[at]):
            self._known[at] = replace(self._known[at], party=whose)

    def all(self) -> Iterator[Person]:
        """Everybody, once for each name that stands for them."""
        yield from (self._known[at] for at in self._by_key.values())

    def find(self, words: Sequence[str]) -> Person | None:
        """The person that these words name: by the whole name, the surname, or the first word of it."""
        at = self._at(words)
        return None if at is None else self._known[at]

    def _at(self, words: Sequence[str]) -> int | None:
        whole = self._by_key.get(" ".join(words))
        found = whole if whole is not None or not words else self._by_key.get(words[-1])
        if found is not None and len(words) > 1 and not _same_name(self._known[found].name.split(), words):
            return whole
        return found


def _same_name(known: Sequence[str], words: Sequence[str]) -> bool:
    """Whether two names can be one person's: the shorter's words all stand in the longer."""
    shorter, longer = sorted((set(known), set(words)), key=len)
    return shorter <= longer or (known[0] == words[0] and known[-1] == words[-1])


def _is_outlet(sentence: Sentence, head: int, first: int) -> bool:
    """Whether a name is told as that of a newspaper or agency: "the newspaper Munhwa Ilbo", "a daily, Munhwa Ilbo"."""
    token = sentence.tokens[head]
    before = sentence.tokens[first - 1] if first else None
    beside = sentence.head_of(token) if token.dep == "appos" else before
    return beside is not None and beside.lemma in offices()["outlets"]


def _names(sentence: Sentence, matches: tuple[Match, ...]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Head word and extent of every personal name, titles and honorifics taken off."""
    taken = {index: match for match in matches for index in range(match.first, match.last + 1)}
    index = 0
    while index < len(sentence.tokens):
        first = index
        while index < len(sentence.tokens) and _is_name_word(sentence, sentence.tokens[index], taken, first):
            index += 1
        if index > first:
            yield from _trimmed(sentence, first, index - 1)
        else:
            index += 1


def _is_name_word(sentence: Sentence, token: Token, taken: dict[int, Match], first: int) -> bool:
    match = taken.get(token.index)
    if match is not None and match.form.kind is not FormKind.LEADER:
        return False
    if match is not None:
        return True
    inside = token.index > first
    if token.text in {"-", ".", "’", "'"} and inside:
        return _between_name_words(sentence, token)
    if inside and _joined(sentence, token.index):
        return True  # "Jae-in": the second part of a Korean name
    if not token.text[0].isupper() and not (inside and token.text.lower() in _PARTICLES):
        return False
    return token.entity == "PERSON" or (inside and token.pos == "PROPN" and token.entity in {"", "PERSON"})


_PARTICLES = frozenset({"al", "el", "bin", "ibn", "van", "von", "der", "den", "de", "da", "di", "del", "la", "le"})


def _joined(sentence: Sentence, index: int) -> bool:
    """Whether a word hangs on the one before by a hyphen."""
    return index > 1 and sentence.tokens[index - 1].text == "-" and _attached(sentence, index)


def _attached(sentence: Sentence, index: int) -> bool:
    tokens = sentence.tokens
    return tokens[index - 2].end == tokens[index - 1].start and tokens[index - 1].end == tokens[index].start


def _between_name_words(sentence: Sentence, token: Token) -> bool:
    after = token.index + 1
    if after >= len(sentence.tokens) or token.text in {"’", "'"}:
        return False
    return token.text == "-" and sentence.tokens[after].start == token.end


def _trimmed(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, tuple[int, int]]]:
    words = offices()
    titles = words["holders"] | words["modifiers"] | words["honorifics"]
    while first <= last and sentence.tokens[first].text.lower() in titles:
        first += 1
    while first <= last and sentence.tokens[last].text in {"-", ".", "'s", "’s", "al", "el"}:
        last -= 1
    if first > last or not (sentence.tokens[last].text[0].isupper() or (last > first and _joined(sentence, last))):
        return
    yield _head_of(sentence, first, last).index, (first, last)


def holds_state_office(person: Person) -> bool:
    """Whether a person's role holds a word of an office of a government.

    Of offices that others have as well ("spokesman", "secretary", "president") only where nothing beside tells of
    another employer: "Commerce Secretary", not "airline spokesman" or "Amnesty Secretary General".
    """
    role = person.role or ""
    told = role.lower().replace("director general", "director-general").split()
    held = {word for word in told if word in offices()["state_offices"]}
    if not held or held - offices()["others_too"]:
        return bool(held)
    known = offices()["holders"] | offices()["modifiers"] | offices()["bodies"] | _LINKING
    words = role.replace("-", " ").split()
    strange = any(word.lower() not in known and not word.islower() for word in words)
    return not strange and offices()["enterprises"].isdisjoint(told)


def _told_of(
    sentences: Sequence[Sentence], matches: Sequence[tuple[Match, ...]], index: int, office: Sequence[str]
) -> Party | None:
    """Whose minister a bare "the foreign minister" is: the state that the sentence, or the one before, is about."""
    for at in range(index, max(-1, index - 2), -1):
        if at < index and sentences[at].paragraph != sentences[index].paragraph:
            return None
        for match in matches[at]:
            named = match.form.kind in {FormKind.NAME, FormKind.SEAT} and match.form.party.kind is not PartyKind.GROUP
            may = match.form.party.kind is not PartyKind.STATE or may_have(match.form.party.id, *office)
            if named and may and _head_of(sentences[at], match.first, match.last).dep in {"nsubj", "nsubjpass"}:
                return match.form.party
    return None


def _head_of(sentence: Sentence, first: int, last: int) -> Token:
    """The word of a run that the others hang from."""
    outward = (i for i in range(last, first - 1, -1) if not first <= sentence.tokens[i].head <= last)
    return sentence.tokens[next(outward, last)]


def _person(
    sentence: Sentence, matches: tuple[Match, ...], head: int, first: int, last: int, published: str | None
) -> Person:
    name = sentence_text(sentence, first, last)
    before = before_name(sentence, first) or appositive_to(sentence, head)
    after = after_name(sentence, last)
    # a form may begin with the title that was taken off the name: "King Salman"
    leader = _leader(sentence, matches, first, last)
    # a city beside an office may be where it was said: "from Vienna Secretary of State John Kerry warned"
    sure = matches if leader is None else tuple(m for m in matches if m.form.kind is not FormKind.SEAT)
    role, party, private = office_told(sentence, sure, before)
    if party is None and not private:
        later_role, later_party, private = office_told(sentence, matches, after)
        role, party = role or later_role, later_party
    # by the whole name and the time it is the leader, whatever stands beside: "Iran envoy Brian Hook" is no Iranian
    whole = leader is not None and leader.known_at(published) and len(name.split()) > 1
    if leader is not None and (party is None or (whole and not private)):
        party, private = leader.party, False
    full = leader.person if leader and leader.person and len(name.split()) == 1 else name
    titles = (words_of_bearer(sentence, before), [sentence.tokens[index] for index in after])
    beside = ({token.lemma.lower() for token in told} for told in titles)
    held = (told & offices()["state_offices"] and not told & offices()["not_now"] for told in beside)
    in_office = role is not None and any(held)
    stood = leader is None or leader.stood(published)
    out = not stood or is_out_of_office(titles)
    return Person(full or name, role, party, private and not (out and in_office), out, in_office)


def _leader(sentence: Sentence, matches: tuple[Match, ...], first: int, last: int) -> Form | None:
    """The leader that a name is known for, with a middle name or without."""
    known = next((m for m in matches if first <= m.last <= last and _names_leader(sentence, m, first)), None)
    if known is not None or last - first < 2:
        return known.form if known is not None else None
    return leader_called(sentence.tokens[first].text, sentence.tokens[last].text)


def _names_leader(sentence: Sentence, match: Match, first: int) -> bool:
    """Whether a name that holds a leader's is the leader's, not a relative's: "Ivanka Trump" begins otherwise.

    First names are written in many ways, but for their first letter.
    """
    known = match.form.person
    begins = sentence.tokens[first].text[:1]
    return known is not None and (match.first <= first or begins in {word[0] for word in known.split()})


def _possessor(sentence: Sentence, matches: tuple[Match, ...], first: int) -> Party | None:
    """The state whose somebody is by name alone: "Serbia's Aleksandar Vukotić"."""
    if first < 2 or sentence.tokens[first - 1].tag != "POS":
        return None
    names = (match for match in matches if match.last == first - 2 and match.form.kind is FormKind.NAME)
    return next((match.form.party for match in names if match.form.party.kind is not PartyKind.GROUP), None)
