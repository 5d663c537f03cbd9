"""Demands: one party says what another must do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract import commitments, undertakings
from onrecord.extract.auxiliaries import modal_name
from onrecord.extract.clauses import asks_whether, auxiliaries, infinitive, negated, own_subject, passive, subject
from onrecord.extract.commitments import Commitment
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, named_modifiers, owners
from onrecord.model import Action, Sentence, Stance, Token

_OTHERS = frozenset({"them", "him", "her", "us", "me", "they", "he", "she"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "relcl")
_OF_WHAT = frozenset({"to", "from"})  # "an exemption from Swedish tariffs"
_TO_WHOM = frozenset({"on", "upon", "to", "from", "with", "at"})


@dataclass(slots=True)
class _Asked:
    """What a verb of asking governs: of whom, clauses that say what, and things asked for."""

    of_whom: list[Token] = field(default_factory=list)
    clauses: list[Token] = field(default_factory=list)
    things: list[Token] = field(default_factory=list)

    def add(self, word: Token) -> None:
        (self.clauses if word.pos in {"VERB", "AUX"} else self.things).append(word)


def asked_of_another(sentence: Sentence, verb: Token) -> Commitment | None:
    """The entry of asking for a verb by which a party may want something of itself or of another, where it is another.

    "Wants Russia to withdraw", "seeks guarantees from Israel", "prefers that he leave", not "wants to join".
    """
    entries = commitments.verbs().get(verb.lemma, ())
    asking = next((entry for entry in entries if entry.asks and entry.name == verb.lemma), None)
    if asking is None or all(entry.asks for entry in entries):
        return None
    if any(True for _ in _sought(sentence, verb)):
        return asking
    if asking.name in commitments.words("sought_only"):
        return None
    things = list(sentence.below(verb, "dobj"))
    for clause in sentence.below(verb, "xcomp", "ccomp", "advcl"):
        other = own_subject(sentence, clause) or next((t for t in things if t.index < clause.index), None)
        told = infinitive(sentence, clause) or _subjunctive(sentence, clause)
        if told and clause.index > verb.index and other is not None and _somebody(other):
            return asking
    return None


def asked_by(sentence: Sentence, verb: Token) -> Token | None:
    """Whom any verb has act: "expects Syria to submit", "warned nations not to trade"; None where it tells of none."""
    things = [t for t in sentence.below(verb, "dobj") if _somebody(t)]
    for clause in sentence.below(verb, "xcomp", "ccomp", "advcl"):
        asks = commitments.only_asks(clause.lemma)  # "expects Oslo to ask for help": of others
        if clause.index > verb.index and infinitive(sentence, clause) and not asks:
            other = own_subject(sentence, clause) or next((t for t in things if t.index < clause.index), None)
            if other is not None and _somebody(other):
                return other
    return None


def _somebody(word: Token) -> bool:
    """Whether a word may stand for another than the subject: a name, a body or office, "them", not "weapons"."""
    if word.pos == "PRON":
        return word.text.lower() in _OTHERS
    return word.pos == "PROPN" or word.lemma in commitments.actors()


def _sought(sentence: Sentence, verb: Token) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """Things wanted, and of whom: "weapons from Germany", "German support", "the withdrawal of Swedish troops"."""
    things = list(sentence.below(verb, "dobj"))
    things += [t for each in sentence.below(verb, "prep") if each.lemma == "for" for t in sentence.below(each, "pobj")]
    for thing in things:
        if thing.lemma in commitments.words("wanted_deeds"):
            whose = _to_do_it(sentence, thing)
        else:
            whose = _sources(sentence, verb, thing) or _to_give_it(sentence, verb, thing)
        if whose:
            yield thing, tuple(whose)


def _sources(sentence: Sentence, verb: Token, thing: Token) -> list[Token]:
    """Whom a thing is wanted from: "weapons from Germany"."""
    near = (*sentence.below(thing, "prep"), *sentence.below(verb, "prep"))
    sources = [each for each in near if each.lemma == "from" and each.index > thing.index]
    return [word for each in sources for word in sentence.below(each, "pobj") if _somebody(word)]


def _to_give_it(sentence: Sentence, verb: Token, thing: Token) -> list[Token]:
    """Whose a thing is that one party has from another: "German support", "an exemption from Swedish tariffs"."""
    if thing.lemma not in commitments.words("given"):
        return []
    holder = subject(sentence, verb)
    of_what = (each for each in sentence.below(thing, "prep") if each.lemma in _OF_WHAT)
    against = (inner for each in of_what for inner in sentence.below(each, "pobj"))
    owned = (w for t in (thing, *against) for w in (*sentence.below(t, "poss"), *named_modifiers(sentence, t)))
    return [w for w in owned if w.tag != "PRP$" and (holder is None or w.lemma != holder.lemma)]


def _to_do_it(sentence: Sentence, deed: Token) -> list[Token]:
    """Whose a deed would be: "the withdrawal of Swedish troops", not "of its troops"."""
    of = [t for each in sentence.below(deed, "prep") if each.lemma == "of" for t in sentence.below(each, "pobj")]
    found = [*sentence.below(deed, "poss"), *of]
    own = (child.tag == "PRP$" for word in found for child in (word, *sentence.below(word, "poss")))
    return [] if any(own) else found


def by_demand(sentence: Sentence, verb: Token, entry: Commitment) -> Iterator[Found]:
    """ "Urged Putin to …", "called on … to", "demanded that …", "asked for …", "wants to …"."""
    if entry.name == "warn":
        yield from _by_warning(sentence, verb)
    sought = next(_sought(sentence, verb), None) if entry.name in commitments.words("wanting") else None
    if sought is not None and not negated(sentence, verb):
        yield Found(cue=verb, name=entry.name, stance=entry.stance, undertaking=sought[0], holders=sought[1],
                    demanding=subject(sentence, verb), strong=True)  # fmt: skip
        return
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
    if holder is not None and asked.clauses and _its_aides(sentence, asked.of_whom):
        yield Found(cue=verb, name=f"{entry.name} its own", stance=Stance.WILLING, undertaking=undertaking,
                    holders=(holder,), strong=True)  # fmt: skip
        return
    whose = owners(sentence, undertaking) if undertaking.pos not in {"VERB", "AUX"} else ()
    asking = next(iter(agents(sentence, verb)), None) if passive(sentence, verb) else holder
    yield Found(cue=verb, name=entry.name, stance=entry.stance, undertaking=undertaking,
                holders=(*asked.of_whom, *whose), demanding=asking, strong=True,
                ordered=entry.name in commitments.words("commanding") and _whose(sentence, asked.of_whom))  # fmt: skip


def by_necessity(sentence: Sentence, word: Token) -> Iterator[Found]:
    """ "It is essential that Russia withdraw", "it is time for both sides to talk": whoever says so asks them to."""
    verb = sentence.head_of(word)
    if verb.lemma != "be" or word.dep not in {"acomp", "attr"} or negated(sentence, verb):
        return
    for clause in (*sentence.below(word, *_CLAUSES), *sentence.below(verb, *_CLAUSES)):
        who = own_subject(sentence, clause)
        told = infinitive(sentence, clause) or any(mark.lemma == "that" for mark in sentence.below(clause, "mark"))
        spoken = who is not None and who.text.lower() == "us"
        if told and clause.index > word.index and who is not None and _somebody(who) and not spoken:
            yield Found(cue=word, name="necessary", stance=Stance.DEMANDED, undertaking=clause, holders=(who,),
                        told_by_another=True)  # fmt: skip
            return


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


def _its_aides(sentence: Sentence, of_whom: list[Token]) -> bool:
    """Whether aides without more are asked, which are those of who asks: "asked aides to look at a return"."""
    bare = of_whom and next(sentence.below(of_whom[0], "det", "poss", "amod", "compound"), None) is None
    return bool(bare) and of_whom[0].lemma in commitments.words("aides")


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
    for clause in sentence.below(verb, "ccomp"):  # "warned Kyiv that it faces consequences"
        costs = (cost for cost in sentence.below(clause, "dobj") if cost.lemma in commitments.words("costs"))
        told = clause.lemma in commitments.words("suffering") and not auxiliaries(sentence, clause)
        if holder is not None and told and next(costs, None) is not None:
            yield Found(cue=verb, name="warn of", stance=Stance.THREATENED, undertaking=clause,
                        holders=(holder,), strong=True)  # fmt: skip


def _asked(sentence: Sentence, verb: Token) -> _Asked:
    asked = _Asked()
    own = own_subject(sentence, verb)
    if own is not None and passive(sentence, verb):
        asked.of_whom.append(own)
    for child in sentence.below(verb):
        if child.dep in {"xcomp", "ccomp", "advcl"} and child.index > verb.index:
            if not infinitive(sentence, child) and asks_whether(sentence, child):
                continue  # "was asked whether Oslo would send troops" asks for an answer
            if child.dep != "advcl" or infinitive(sentence, child):
                asked.add(child)
                asked.of_whom.extend(o for o in [own_subject(sentence, child)] if o is not None)
        elif child.dep in {"dobj", "dative"}:
            _add_object(sentence, asked, child)
        elif child.dep == "prep" and not (child.lemma == "on" and _stands_behind(sentence, child, "for")):
            _add_phrase(sentence, asked, child)
    return asked


def _stands_behind(sentence: Sentence, preposition: Token, other: str) -> bool:
    """Whether another preposition leads to what it is about: "called for pressure on Iran", not "on Iran for help"."""
    beside = sentence.below(sentence.head_of(preposition), "prep")
    return any(each.lemma == other and each.index < preposition.index for each in beside)


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
    if entry.name in {"tell", "need", "caution", "advise"}:
        return any(infinitive(sentence, clause) for clause in asked.clauses)
    if entry.name == "warn":  # "warned that X will": the clause's own auxiliary tells it
        suffers = any(clause.lemma in commitments.words("suffering") for clause in asked.clauses)
        return not suffers and not any(_tells(sentence, clause) for clause in asked.clauses)
    if entry.name in commitments.words("insisting"):  # "insisted that Russia withdraw", not "that it had withdrawn"
        return any(_subjunctive(sentence, clause) for clause in asked.clauses)
    return True


def _tells(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells what is or will be: "that it was ready to act", "that Oslo will act", not "to act"."""
    verbs = (clause, *auxiliaries(sentence, clause))
    return any(modal_name(verb) or (clause.dep == "ccomp" and verb.tag in _FINITE) for verb in verbs)


def _subjunctive(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells what is to be: "that Russia withdraw", not "that it will"."""
    helped = any(helper.lemma != "be" for helper in auxiliaries(sentence, clause))
    return clause.tag == "VB" and clause.dep == "ccomp" and not helped


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
