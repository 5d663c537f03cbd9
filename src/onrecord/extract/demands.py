"""Demands: one party says what another must do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract import commitments, undertakings
from onrecord.extract.auxiliaries import modal_name
from onrecord.extract.clauses import auxiliaries, infinitive, negated, own_subject, passive, subject
from onrecord.extract.commitments import Commitment
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, owners
from onrecord.model import Action, Sentence, Stance, Token

_TO_WHOM = frozenset({"on", "upon", "to", "from", "with", "at"})


@dataclass(slots=True)
class _Asked:
    """What a verb of asking governs: of whom, clauses that say what, and things asked for."""

    of_whom: list[Token] = field(default_factory=list)
    clauses: list[Token] = field(default_factory=list)
    things: list[Token] = field(default_factory=list)

    def add(self, word: Token) -> None:
        (self.clauses if word.pos in {"VERB", "AUX"} else self.things).append(word)


def by_demand(sentence: Sentence, verb: Token, entry: Commitment) -> Iterator[Found]:
    """ "Urged Putin to …", "called on … to", "demanded that …", "asked for …", "wants to …"."""
    if entry.name == "warn":
        yield from _by_warning(sentence, verb)
    asked = _asked(sentence, verb)
    if not _asks_something(sentence, verb, entry, asked):
        return
    if entry.name in {"want", "need"} and not asked.of_whom:
        yield from _of_itself(sentence, verb, entry, asked.clauses[0])
        return
    undertaking = next(iter([*asked.clauses, *asked.things]), None)
    if undertaking is None or negated(sentence, verb):
        return
    holder = subject(sentence, verb)
    if holder is not None and entry.name in commitments.words("commanding") and _own_people(sentence, asked.of_whom):
        yield Found(cue=verb, name=f"{entry.name} its own", stance=Stance.PLEDGED, undertaking=undertaking,
                    holders=(holder,), strong=True)  # fmt: skip
        return
    whose = owners(sentence, undertaking) if undertaking.pos not in {"VERB", "AUX"} else ()
    asking = next(iter(agents(sentence, verb)), None) if passive(sentence, verb) else holder
    yield Found(cue=verb, name=entry.name, stance=entry.stance, undertaking=undertaking,
                holders=(*asked.of_whom, *whose), demanding=asking, strong=True,
                ordered=entry.name in commitments.words("commanding") and _whose(sentence, asked.of_whom))  # fmt: skip


def _own_people(sentence: Sentence, of_whom: list[Token]) -> bool:
    """Whether those who are told to act are the party's own: "ordered the army to", "instructed his ministers to".

    "The ambassador", "the troops" may well be another's, and "the government" whoever else's.
    """
    if not of_whom:
        return False
    first, whose = of_whom[0], list(sentence.below(of_whom[0], "det", "poss", "compound", "amod"))
    if any(child.tag == "PRP$" for child in whose):
        return first.lemma in commitments.words("subordinates")
    return first.lemma in commitments.words("forces") and [child.lemma for child in whose] == ["the"]


def _whose(sentence: Sentence, of_whom: list[Token]) -> bool:
    """Whether it is told whose they are who must act: "the Pentagon", "its fighters", but not "the ambassador"."""
    owned = any(child.tag == "PRP$" for whom in of_whom[:1] for child in sentence.below(whom, "poss"))
    return owned or (bool(of_whom) and of_whom[0].pos == "PROPN")


def _by_warning(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Warned of consequences": who warns of what it would do itself, threatens it."""
    holder = subject(sentence, verb)
    for preposition in sentence.below(verb, "prep"):
        for harm in sentence.below(preposition, "pobj") if preposition.lemma == "of" else ():
            if holder is not None and Action.RETALIATE in undertakings.own(sentence, harm):
                yield Found(cue=verb, name="warn of", stance=Stance.THREATENED, undertaking=harm,
                            holders=(holder,), strong=True)  # fmt: skip


def _asked(sentence: Sentence, verb: Token) -> _Asked:
    asked = _Asked()
    own = own_subject(sentence, verb)
    if own is not None and passive(sentence, verb):
        asked.of_whom.append(own)
    for child in sentence.below(verb):
        if child.dep in {"xcomp", "ccomp", "advcl"} and child.index > verb.index:
            if child.dep != "advcl" or infinitive(sentence, child):
                asked.add(child)
                asked.of_whom.extend(o for o in [own_subject(sentence, child)] if o is not None)
        elif child.dep in {"dobj", "dative"}:
            _add_object(sentence, asked, child)
        elif child.dep == "prep":
            _add_phrase(sentence, asked, child)
    return asked


def _add_object(sentence: Sentence, asked: _Asked, thing: Token) -> None:
    """The object is whom is asked, or what is asked for; a noun can be either ("asked allies", "asked help")."""
    if thing.pos in {"PROPN", "PRON", "NOUN"}:
        asked.of_whom.append(thing)
    if thing.pos not in {"PROPN", "PRON"}:
        asked.add(thing)
    if thing.pos != "PRON":
        asked.clauses.extend(sentence.below(thing, "acl"))


def _add_phrase(sentence: Sentence, asked: _Asked, preposition: Token) -> None:
    inner = list(sentence.below(preposition, "pobj", "pcomp"))
    if preposition.lemma in _TO_WHOM:
        asked.of_whom.extend(inner)
        asked.clauses.extend(clause for word in inner for clause in sentence.below(word, "acl"))
    elif preposition.lemma in {"for", "against"}:
        for word in inner:
            asked.add(word)
            asked.of_whom.extend((word, *owners(sentence, word)))


def _asks_something(sentence: Sentence, verb: Token, entry: Commitment, asked: _Asked) -> bool:
    """Whether the verb asks for a deed: "told reporters" and "wants a cup" do not."""
    if not asked.clauses and entry.name in commitments.words("ask_for_deed"):
        for_thing = any(c.lemma == "for" for c in sentence.below(verb, "prep"))
        return entry.name in commitments.words("ask_for_thing") and for_thing and bool(asked.things)
    if entry.name in {"tell", "need"}:
        return any(infinitive(sentence, clause) for clause in asked.clauses)
    if entry.name == "warn":  # "warned that X will": the clause's own auxiliary tells it
        return not any(modal_name(a) for clause in asked.clauses for a in auxiliaries(sentence, clause))
    return True


def _of_itself(sentence: Sentence, verb: Token, entry: Commitment, clause: Token) -> Iterator[Found]:
    """ "Wants to join", "needs to act": nobody else is asked."""
    holder = subject(sentence, verb)
    if holder is None:
        return
    if entry.name == "want":
        stance = Stance.REFUSED if negated(sentence, verb) else Stance.WILLING
        yield Found(cue=verb, name="want to", stance=stance, undertaking=clause, holders=(holder,), strong=True)
    else:
        yield Found(cue=verb, name="need to", stance=Stance.DEMANDED, undertaking=clause, holders=(holder,),
                    told_by_another=True)  # fmt: skip
