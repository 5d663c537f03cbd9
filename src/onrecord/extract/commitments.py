"""Which words commit whom to what: the entries of ``lexicon/stances.yaml``, ready to look up."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.model import Sentence, Stance, Token


@dataclass(frozen=True, slots=True)
class Commitment:
    """An entry of the lexicon: the word, its stance, whose undertaking it is, and what it must govern.

    ``asks``: the undertaking is another's. ``takes``: clause, thing, or either. ``denied``: the
    stance when negated, None when it then tells nothing.
    """

    name: str
    stance: Stance
    asks: bool
    takes: str
    denied: Stance | None

    @property
    def particle(self) -> str:
        """The particle that belongs to the word, or ""."""
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class Modal:
    """A bare auxiliary's stance, affirmed and denied; None where it tells nothing."""

    affirmed: Stance | None
    denied: Stance | None


#: the name of what is told by denying that somebody does nothing ("will not sit idly by"), as ``menacing`` lists it
NOT_IDLE = "not idle"

Table = dict[str, tuple[Commitment, ...]]


def _stance(name: str | None) -> Stance | None:
    return None if name is None else Stance(name)


def _table(kind: str, mark: str) -> Table:
    data = lexicon.load_yaml("stances")
    denied = data["denied"]
    found: dict[str, tuple[Commitment, ...]] = {}
    for frame, by_stance in data[kind].items():
        for stance, entries in by_stance.items():
            takes_lists = entries if isinstance(entries, dict) else {"either": entries}
            for takes, words in takes_lists.items():
                for word in map(str, words):
                    denial = denied.get(f"{word}_{mark}") if mark == "noun" else denied.get(word)
                    if denial is None and mark == "noun":
                        denial = denied.get(word)
                    entry = Commitment(word, Stance(stance), frame == "ask", takes, _stance(denial))
                    first = word.split()[0]
                    found[first] = (*found.get(first, ()), entry)
    return found


@functools.cache
def verbs() -> Table:
    """Verbs by their first word; entries with a particle ("rule out") beside those without."""
    return _table("verbs", "verb")


def can_ask(lemma: str) -> bool:
    """Whether a verb can demand something of others: the subject of "want" may be who asks or who undertakes."""
    return any(entry.asks for entry in verbs().get(lemma, ()))


def only_asks(lemma: str) -> bool:
    """Whether a verb can do nothing but demand something of others ("an agreement calling for Kyiv to withdraw")."""
    entries = verbs().get(lemma, ())
    return bool(entries) and all(entry.asks for entry in entries)


@functools.cache
def adjectives() -> Table:
    """Predicative adjectives and participles."""
    return _table("adjectives", "adjective")


@functools.cache
def nouns() -> Table:
    """Nouns of commitment."""
    return _table("nouns", "noun")


@functools.cache
def modals() -> dict[str, Modal]:
    """Auxiliaries by lemma or by their short form without apostrophe."""
    table = lexicon.load_yaml("stances")["modals"]
    return {name: Modal(_stance(e.get("stance")), _stance(e.get("denied"))) for name, e in table.items()}


@functools.cache
def words(name: str) -> frozenset[str]:
    """A plain word list of the file, by its name."""
    return frozenset(lexicon.load_yaml("stances")[name])


@functools.cache
def idle_with(verb: str) -> frozenset[str]:
    """The words near a verb with which it tells of doing nothing."""
    return frozenset(lexicon.load_yaml("stances")["idle_with"].get(verb, ()))


@functools.cache
def actors() -> frozenset[str]:
    """Nouns for who acts: offices, bodies, groups and persons of ``lexicon/offices.yaml``."""
    lists = lexicon.load_yaml("offices")
    return frozenset(str(word) for name in ("bodies", "holders", "groups", "private") for word in lists[name])


@functools.cache
def office_holders() -> frozenset[str]:
    """Of these the ones for persons by their office."""
    return frozenset(map(str, lexicon.load_yaml("offices")["holders"]))


@functools.cache
def progressive() -> dict[str, Stance]:
    """Verbs by the stance that their present progressive tells."""
    entry = lexicon.load_yaml("stances")["progressive"]
    return {str(verb): Stance(stance) for stance, listed in entry.items() for verb in listed}


@functools.cache
def deferral() -> tuple[frozenset[str], tuple[str, ...]]:
    """Verbs and phrases that put a decision off."""
    entry = lexicon.load_yaml("stances")["deferral"]
    return frozenset(entry["verbs"]), tuple(entry["phrases"])


@functools.cache
def standing() -> dict[tuple[str, ...], tuple[Stance | None, Stance | None]]:
    """What follows a plain *be*, word by word, with its stance, affirmed and denied."""
    table = lexicon.load_yaml("stances")["standing"]
    return {tuple(told.split()): (_stance(e.get("stance")), _stance(e.get("denied"))) for told, e in table.items()}


def verb_entry(sentence: Sentence, token: Token) -> Commitment | None:
    """The entry for a verb where it stands, its particle considered."""
    entries = verbs().get(token.lemma)
    if not entries:
        return None
    after = {child.text.lower() for child in sentence.below(token, "prt", "advmod", "prep")}
    plain = None
    for entry in entries:
        parts = entry.name.split()
        if len(parts) > 1 and parts[1] in after:
            return entry
        if len(parts) == 1 and plain is None:
            plain = entry
    return plain
