"""Stances told by auxiliaries and by the form of the verb: futures, obligations, doubts, what is under way."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract import commitments, undertakings
from onrecord.extract.clauses import (
    SUBJECTS,
    asks_whether,
    auxiliaries,
    complements,
    denies_object,
    infinitive,
    negated,
    own_subject,
    passive,
    subject,
)
from onrecord.extract.commitments import Commitment, Modal
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, is_event, owners, parties_to
from onrecord.extract.supposing import only_hoped
from onrecord.model import Sentence, Stance, Token

WEAK = frozenset({"could", "may", "might", "can"})
MUST = frozenset({"must", "should", "ought"})
FIRM = frozenset({"will", "ll", "wo", "shall"})
FUTURE = FIRM | MUST | {"would"}
_NEAR = 5  # words after a verb in which stands what it goes together with
_BESIDE = 4  # clauses beside each other, of which the first tells that they are only possible
_TELLS_NOTHING = Modal(None, None)


def modal_name(token: Token) -> str | None:
    """The auxiliary's name in the lexicon ("ll" for *'ll*, "wo" for *won't*); None when it is no modal."""
    text = token.text.lower().strip("'’")
    known = {*commitments.modals(), *WEAK}
    name = text if text in known else token.lemma
    return name if text != "d" and name in known and token.tag in {"MD", "VB", "VBP"} else None


def by_auxiliary(sentence: Sentence, auxiliary: Token, name: str) -> Iterator[Found]:
    """A bare auxiliary: "Europe will increase the pressure", "Moscow must leave", "talks may be called off"."""
    verb = sentence.head_of(auxiliary)
    if name in WEAK:
        yield from _by_doubt(sentence, auxiliary, verb)
    modal = commitments.modals().get(name, _TELLS_NOTHING)
    holder = subject(sentence, verb)
    denied = negated(sentence, verb)
    dared = next(sentence.below(verb, "xcomp"), None) if denied and verb.lemma == "hesitate" else None
    dared = dared or _without_choice(sentence, verb)
    if dared is not None:  # "will not hesitate to strike" will strike
        verb, denied = dared, False
    acts = denied and _idles(sentence, verb)
    stance = modal.denied if not acts and (denied or denies_object(sentence, verb)) else modal.affirmed
    if stance is None or (name == "can" and verb.lemma not in commitments.words("inability")):
        return
    if name == "would" and any(helper.lemma == "have" for helper in sentence.below(verb, "aux")):
        return  # "would have sent troops" did not
    if any(True for _ in sentence.below(verb, "expl")):
        yield from _by_existence(sentence, auxiliary, name, verb, stance)
        return
    if holder is None:
        return
    guesses = any(child.lemma in commitments.words("perhaps") for child in sentence.below(verb, "advmod"))
    guesses = guesses or _only_possible(sentence, verb)
    if guesses and stance in {Stance.PLEDGED, Stance.REFUSED}:
        stance = Stance.UNDECIDED  # "maybe we won't even meet"
    if name in MUST and any(s.index > auxiliary.index for s in sentence.below(verb, *SUBJECTS)):
        return  # "should a ceasefire be achieved" is a condition
    decides = verb.lemma == "decide" and not passive(sentence, verb)
    if decides or (stance is Stance.REFUSED and verb.lemma in commitments.words("telling")):
        yield from left_open(sentence, auxiliary, verb, holder)
        return
    if stance is Stance.PLEDGED and sentence.head_of(verb).lemma in commitments.words("hoping"):
        stance = Stance.WILLING  # "hopes it will sign soon"
    if stance in {Stance.PLEDGED, Stance.REFUSED} and secured(sentence, verb):
        yield Found(cue=auxiliary, name=f"{name} (sought)", stance=Stance.DEMANDED, undertaking=verb, holders=(holder,),
                    strong=True)  # fmt: skip
        return
    if acts and stance is Stance.PLEDGED:
        yield Found(cue=auxiliary, name=commitments.NOT_IDLE, stance=stance, undertaking=verb, holders=(holder,),
                    strong=True, by_speaker=passive(sentence, verb))  # fmt: skip
        return
    special = _special(sentence, auxiliary, name, verb, holder, stance)
    if special is not None:
        yield special
    elif only_hoped(sentence, verb) and _wished_of_another(sentence, verb) is None:
        return  # "hopes that Oslo will stay on"
    elif verb.lemma not in {"be", "depend"} and verb.lemma not in commitments.words("suffering"):
        plain = _plain(sentence, auxiliary, name, verb, holder, stance)
        if plain is not None:
            yield plain


def _without_choice(sentence: Sentence, verb: Token) -> Token | None:
    """What is done where there is nothing else to do: "will have no choice but to strike"."""
    for choice in sentence.below(verb, "dobj") if verb.lemma == "have" else ():
        if choice.lemma in commitments.words("choices") and negated(sentence, choice):
            after = sentence.tokens[choice.index + 1 : choice.index + 1 + _NEAR]
            if any(word.lemma == "but" for word in after):
                return next((word for word in after if infinitive(sentence, word)), None)
    return None


def _idles(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells of doing nothing, so that denied it tells of a deed: "sit idly by", "be left unanswered".

    But not "stand by the accord".
    """
    known = commitments.idle_with(verb.lemma)
    after = sentence.tokens[verb.index + 1 : verb.index + 1 + _NEAR]
    return any(word.text.lower() in known and not any(True for _ in sentence.below(word, "pobj")) for word in after)


def secured(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause tells of what assurances are sought: "wants guarantees that Washington will stay on"."""
    assurance = sentence.head_of(verb)
    if verb.dep not in {"acl", "relcl", "ccomp"} or assurance.lemma not in commitments.words("assurances"):
        return False
    above = sentence.head_of(assurance)
    if assurance.dep == "pobj":  # "in search of", "asked for assurances"
        above = sentence.head_of(above)
    return assurance.pos == "NOUN" and above.lemma in commitments.words("securing")


def _only_possible(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause is what "it is possible" that it happens, or stands beside one: "… and we won't meet"."""
    for _ in range(_BESIDE):
        above = sentence.head_of(verb)
        if verb.dep != "conj" or above.index == verb.index:
            break
        verb = above
    above = sentence.head_of(verb)
    told = [above, *sentence.below(above, "acomp")] if verb.dep in {"ccomp", "advcl"} else []
    return any(word.lemma in commitments.words("possible") for word in told)


def left_open(sentence: Sentence, cue: Token, verb: Token, holder: Token) -> Iterator[Found]:
    """ "Will decide on troops", "must decide whether to leave", "would not say whether he will"."""
    for what in complements(sentence, verb, "either"):
        clause = what.pos in {"VERB", "AUX"}
        if not asks_whether(sentence, what) if clause else verb.lemma != "decide":
            continue
        own = own_subject(sentence, what) if clause else None
        holders = [token for token in (own, holder) if token is not None]
        yield Found(cue=cue, name=f"{verb.lemma} whether", stance=Stance.UNDECIDED, undertaking=what,
                    holders=(*holders, *owners(sentence, holder)), strong=True)  # fmt: skip
        return


def _special(
    sentence: Sentence, auxiliary: Token, name: str, verb: Token, holder: Token, stance: Stance
) -> Found | None:
    """What an auxiliary tells with certain verbs: a decision put off, a dependence, a threat."""
    deferring, _ = commitments.deferral()
    whose = (holder, *owners(sentence, holder))
    if verb.lemma == "depend" or (passive(sentence, verb) and verb.lemma in deferring and name in FUTURE - MUST):
        deferred = "depend" if verb.lemma == "depend" else "deferred"
        return Found(cue=auxiliary, name=deferred, stance=Stance.UNDECIDED, undertaking=holder, holders=whose,
                     strong=True, by_speaker=verb.lemma == "depend")  # fmt: skip
    threat: Token | None = None
    if stance is not Stance.PLEDGED:
        return None  # "will not be targets" takes a threat away
    if verb.lemma == "be":
        threat = next((a for a in sentence.below(verb, "attr") if a.lemma == "target"), None)
    elif verb.lemma == "meet" and passive(sentence, verb):  # "will be met with force"
        met = commitments.words("met_with")
        against = [each for each in sentence.below(verb, "prep") if each.lemma in {"with", "by"}]
        threat = next((h for each in against for h in sentence.below(each, "pobj") if h.lemma in met), None)
    elif verb.lemma in commitments.words("suffering"):
        costs = commitments.words("costs")
        threat = verb if any(child.lemma in costs for child in sentence.below(verb, "dobj")) else None
    if threat is None:
        return None
    return Found(cue=auxiliary, name="be target" if verb.lemma == "be" else "face", stance=Stance.THREATENED,
                 undertaking=threat, strong=True, by_speaker=True)  # fmt: skip


def _plain(sentence: Sentence, auxiliary: Token, name: str, verb: Token, holder: Token, stance: Stance) -> Found | None:
    obliges, denied = name in MUST, negated(sentence, verb)
    wished = _wished_of_another(sentence, verb)
    if wished is not None and stance in {Stance.PLEDGED, Stance.WILLING}:
        return Found(cue=auxiliary, name=f"{verb.lemma} another to", stance=Stance.DEMANDED, undertaking=wished[0],
                     holders=(wished[1],), demanding=holder, strong=True)  # fmt: skip
    if verb.lemma in commitments.words("stative"):
        return None
    if passive(sentence, verb) and verb.lemma in commitments.words("befalling"):
        return None
    if holder.lemma == "decision" and verb.lemma in commitments.words("deciding"):
        return None  # "a decision will be made": nothing is decided
    forced = next((c for c in sentence.below(verb, "xcomp") if infinitive(sentence, c)), None)
    if verb.lemma == "have" and forced is not None:
        if stance is Stance.REFUSED:
            return None
        return Found(cue=auxiliary, name="will have to", stance=Stance.DEMANDED, undertaking=forced,
                     holders=(holder,), told_by_another=True)  # fmt: skip
    if not passive(sentence, verb) and holder.pos == "NOUN" and is_event(sentence, holder):
        if verb.lemma not in commitments.words("happening"):
            return None
        return Found(cue=auxiliary, name=f"{name} (thing)", stance=stance, undertaking=holder,
                     holders=parties_to(sentence, holder), by_speaker=True, told_by_another=obliges)  # fmt: skip
    holders = owners(sentence, holder)
    if passive(sentence, verb):
        undergone = verb.lemma in commitments.words("undergoing")
        holders = (*agents(sentence, verb), *(() if undergone else holders))
    else:
        holders = (holder, *holders)
    entry = commitments.verb_entry(sentence, verb)
    if entry is not None and entry.asks and name == "would" and holder.text.lower() in {"i", "we"}:
        return None  # "I would urge both sides to": the verb tells it
    if entry is not None and not obliges:
        stance = _through(entry, stance)
        if stance is Stance.PLEDGED and name == "would" and entry.name in commitments.words("would_be_willing"):
            stance = Stance.WILLING
        elif stance is Stance.REFUSED and not denied and entry.name in commitments.words("threatening_to_come"):
            stance = Stance.THREATENED
    pleased = any(child.lemma in commitments.words("pleased") for child in sentence.below(verb, "advmod"))
    if pleased and stance is Stance.PLEDGED:
        stance = Stance.WILLING  # "will gladly speak with him"
    firm = name in FIRM and holder.text.lower() in {"we", "i"} and verb.lemma not in commitments.words("idle")
    return Found(cue=auxiliary, name=name, stance=stance, undertaking=_made_known(sentence, verb), holders=holders,
                 strong=firm, by_speaker=passive(sentence, verb), told_by_another=obliges)  # fmt: skip


def _wished_of_another(sentence: Sentence, verb: Token) -> tuple[Token, Token] | None:
    """What somebody or something would have another do, and the other: "would like Washington to lift the tariffs"."""
    if verb.lemma not in commitments.words("wishing") | commitments.words("forcing"):
        return None
    for clause in sentence.below(verb, "xcomp", "ccomp"):
        other = own_subject(sentence, clause) or next(sentence.below(verb, "dobj"), None)
        if other is not None and other.pos != "PRON" and infinitive(sentence, clause):
            return clause, other
    return None


def _made_known(sentence: Sentence, verb: Token) -> Token:
    """What is undertaken: of "will announce tariffs" and "sanctions will be unveiled" the thing, else the verb."""
    if verb.lemma not in commitments.words("making_known"):
        return verb
    things = (own_subject(sentence, verb),) if passive(sentence, verb) else sentence.below(verb, "dobj")
    return next((thing for thing in things if thing is not None and undertakings.classify(sentence, thing)), verb)


def _through(entry: Commitment, stance: Stance) -> Stance:
    """The stance of a future of a word of commitment: "would consider", "will reject", "would not rule out"."""
    if entry.stance is Stance.REFUSED and not entry.asks:
        return Stance.WILLING if stance is Stance.REFUSED else Stance.REFUSED
    if entry.name in commitments.words("still_willing"):
        return Stance.WILLING if stance is Stance.PLEDGED else Stance.REFUSED
    return stance


def _by_existence(sentence: Sentence, auxiliary: Token, name: str, verb: Token, stance: Stance) -> Iterator[Found]:
    """ "There will be no troops on the ground": told of nobody, so it is the speaker's."""
    for thing in sentence.below(verb, "attr", "dobj"):
        if undertakings.classify(sentence, thing):
            denied = Stance.REFUSED if negated(sentence, thing) else stance
            yield Found(cue=auxiliary, name=f"there {name}", stance=denied, undertaking=thing,
                        holders=parties_to(sentence, thing), by_speaker=True, told_by_another=name in MUST)  # fmt: skip


def _by_doubt(sentence: Sentence, auxiliary: Token, verb: Token) -> Iterator[Found]:
    """ "The summit might be called off": an event that its own parties leave open."""
    thing = own_subject(sentence, verb)
    if thing is None or thing.pos != "NOUN" or verb.lemma not in commitments.words("called_off"):
        return
    if is_event(sentence, thing):
        yield Found(cue=auxiliary, name="called off", stance=Stance.UNDECIDED, undertaking=thing,
                    holders=parties_to(sentence, thing), strong=True, by_speaker=True)  # fmt: skip


def by_phrase(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Is going to", "needs to", "has to", "depends on"."""
    holder = subject(sentence, verb)
    if holder is None:
        return
    clause = next((c for c in sentence.below(verb, "xcomp") if infinitive(sentence, c)), None)
    if verb.lemma == "depend" and verb.tag in {"VBZ", "VBP"}:
        yield Found(cue=verb, name="depend", stance=Stance.UNDECIDED, undertaking=holder,
                    holders=owners(sentence, holder), strong=True, by_speaker=True)  # fmt: skip
    elif clause is None:
        return
    elif clause.lemma == "decide":
        yield from left_open(sentence, clause, clause, holder)
    elif verb.lemma == "have" and any(c.lemma == "yet" for each in (verb, clause) for c in sentence.below(each)):
        open_verbs = commitments.deferral()[0] | commitments.words("telling")
        if clause.lemma in open_verbs and not passive(sentence, clause):  # "has yet to pay" leaves nothing open
            yield Found(cue=verb, name="yet to", stance=Stance.UNDECIDED, undertaking=clause, holders=(holder,))
    elif verb.lemma == "go" and verb.tag == "VBG":
        stance = Stance.REFUSED if negated(sentence, verb) else Stance.PLEDGED
        firm = holder.text.lower() in {"we", "i"} and clause.lemma not in commitments.words("idle")
        yield Found(cue=verb, name="going to", stance=stance, undertaking=clause, holders=(holder,), strong=firm)
    elif any(thing.index < clause.index for thing in sentence.below(verb, "dobj")):
        return  # "has Oslo's blessing to talk" has not to talk
    elif verb.lemma in {"need", "have"} and verb.tag in {"VBP", "VBZ", "VB"} and not negated(sentence, verb):
        yield Found(cue=verb, name=f"{verb.lemma} to", stance=Stance.DEMANDED, undertaking=clause,
                    holders=(holder,), told_by_another=True)  # fmt: skip


def by_progressive(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Are negotiating", "is weighing": what a party is set on now."""
    stance = commitments.progressive().get(verb.lemma)
    if stance is None or verb.tag != "VBG" or negated(sentence, verb) or any(True for _ in sentence.below(verb, "prt")):
        return
    if commitments.can_ask(verb.lemma) and any(True for _ in sentence.below(verb, "dobj", "ccomp")):
        return  # "is pressing allies to join": they are asked
    helpers = {helper.lemma for helper in auxiliaries(sentence, verb)}
    holder = subject(sentence, verb)
    if holder is not None and "be" in helpers and "have" not in helpers:
        yield Found(cue=verb, name=f"{verb.lemma} (progressive)", stance=stance, undertaking=verb, holders=(holder,))


def by_infinitive(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "US to send troops": in a headline, an infinitive for a future."""
    if verb.tag != "VB" or verb.dep != "ROOT" or not infinitive(sentence, verb):
        return
    holder = own_subject(sentence, verb)
    if holder is not None and holder.index < verb.index:
        yield Found(cue=verb, name="to", stance=Stance.PLEDGED,
                    undertaking=verb, holders=(holder,))  # fmt: skip
