"""``onrecord review``: what people hold of the machine's reading."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.json_output import say_json
from onrecord.cli.options import as_of_option, json_option, register_option
from onrecord.cli.terminal import say
from onrecord.cli.wording import counted
from onrecord.model import Decision, Judgement
from onrecord.model.moment import written

if TYPE_CHECKING:
    from onrecord.model.holdings import Holdings

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def review() -> None:
    """Judge what was read: accept, reject, correct, merge, split, note, and take back.

    A judgement stands beside the machine's reading, with who made it, when and why, and is applied
    at once to the matrix, the claims and the counts. It is kept when articles are read again. ID is
    a position's id, a claim-ID, conflict-ID or statement-ID, or as much of it as tells it from the
    others; a party goes by its name or its id.
    """


def judging_options(command: Command) -> Command:
    """Who, and why."""
    command = click.option("--why", metavar="TEXT", help="Why: shown beside the judgement.")(command)
    who = click.option(
        "--who",
        metavar="NAME",
        envvar="ONRECORD_WHO",
        show_envvar=True,
        default=getpass.getuser,
        help="Who judges; the user of this machine unless told.",
    )
    return register_option(who(command))


@review.command("list")
@register_option
@as_of_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@json_option
def list_(register_path: str | Path, as_of: str | None, limit: int, as_json: bool) -> None:
    """What most needs a look, the most urgent first.

    Where tellings part, where a single origin tells something of high stakes, where it is not known
    who is meant, what a headline alone tells, what is read without being sure, and what two people
    judge differently.
    """
    from onrecord import ask
    from onrecord.cli.review_lines import needing_lines
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True, as_of=as_of) as register:
        found = ask.needing_a_look(register, limit)
    if as_json:
        say_json(found)
        return
    for line in needing_lines(found):
        say(line)


@review.command()
@register_option
@as_of_option
@json_option
def log(register_path: str | Path, as_of: str | None, as_json: bool) -> None:
    """All judgements, with whether each stands."""
    from onrecord import ask
    from onrecord.cli.review_lines import judgement_lines
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True, as_of=as_of) as register:
        found = ask.judgements(register)
    if as_json:
        say_json(found)
        return
    if not found:
        say("No judgements.")
    for view in found:
        for line in judgement_lines(view, targets=True):
            say(line)


@review.command()
@click.argument("references", nargs=-1, required=True, metavar="ID...")
@judging_options
def accept(references: tuple[str, ...], register_path: str | Path, who: str, why: str | None) -> None:
    """What the machine read is right: it stands, whatever was judged before."""
    _each(Decision.ACCEPT, references, register_path, who, why)


@review.command()
@click.argument("references", nargs=-1, required=True, metavar="ID...")
@judging_options
def reject(references: tuple[str, ...], register_path: str | Path, who: str, why: str | None) -> None:
    """What the machine read is not there: it is left out, and told among the rejections."""
    _each(Decision.REJECT, references, register_path, who, why)


@review.command()
@click.argument("reference", metavar="ID")
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE...")
@judging_options
def correct(reference: str, assignments: tuple[str, ...], register_path: str | Path, who: str, why: str | None) -> None:
    """A position is otherwise: stance=undecided, action=train, party=DEU, speaker=NAME.

    Also object= or a term (condition=, trigger=, beneficiary=, target=, with=, where=, domain=,
    amount=, deadline=) with words that stand in the document, or none. A party that the register
    does not hold is written with its id: party="NOR Norway".
    """
    from onrecord import ask
    from onrecord.flow import read_term

    def made(holdings: Holdings, at: str) -> list[Judgement]:
        return [ask.correction(holdings, reference, each, read_term, who=who, at=at, why=why) for each in assignments]

    _judge(register_path, made)


@review.command()
@click.argument("references", nargs=-1, required=True, metavar="A B...")
@judging_options
def merge(references: tuple[str, ...], register_path: str | Path, who: str, why: str | None) -> None:
    """Two or more parties, claims, or propositions (proposition:KEY) are one: all are told as the first.

    Stories, story-ID, tell one event.
    """
    _together(Decision.MERGE, references, register_path, who, why)


@review.command()
@click.argument("key", metavar="KEY")
@click.argument("name", metavar="NEW")
@judging_options
def rename(key: str, name: str, register_path: str | Path, who: str, why: str | None) -> None:
    """A proposition, as onrecord scenario lists them, is said as NEW: a name of yours, or another's."""
    from onrecord import ask

    _judge(register_path, lambda holdings, at: [ask.renaming(holdings, key, name, who=who, at=at, why=why)])


@review.command()
@click.argument("reference", metavar="A")
@judging_options
def split(reference: str, register_path: str | Path, who: str, why: str | None) -> None:
    """A position or claim tells something of its own, a party stands by itself: a merger no longer holds for it.

    A document, document-ID, tells another event than the others of its story.
    """
    _together(Decision.SPLIT, (reference,), register_path, who, why)


@review.command()
@click.argument("reference", metavar="ID")
@click.argument("text")
@judging_options
def note(reference: str, text: str, register_path: str | Path, who: str, why: str | None) -> None:
    """A remark that changes nothing. --why is not needed: the text is it."""
    _together(Decision.NOTE, (reference,), register_path, who, text if why is None else f"{text} ({why})")


@review.command()
@click.argument("reference", metavar="[JUDGEMENT]", required=False)
@judging_options
def undo(reference: str | None, register_path: str | Path, who: str, why: str | None) -> None:
    """Take a judgement back, by its id in the log; without one, your last."""
    from onrecord import ask

    _judge(register_path, lambda holdings, at: [ask.undoing(holdings, reference, who=who, at=at, why=why)])


@review.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@register_option
def export_(file: Path, register_path: str | Path) -> None:
    """Write all judgements to FILE, for another analyst's register."""
    from onrecord import publish
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True) as register:
        number = publish.export_judgements(register, file)
    say(f"{counted(number, 'judgement')} in {file}")


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@register_option
def import_(file: Path, register_path: str | Path) -> None:
    """Take over the judgements in FILE that another register wrote.

    What is held already is not taken twice. Where two people judge differently both are shown, and
    the later stands.
    """
    from onrecord import publish
    from onrecord.flow import judge, open_register

    made = tuple(publish.read_judgements(file))
    with open_register(register_path) as register:
        added = judge(register, made)
    say(f"{counted(added, 'judgement')} taken over, {len(made) - added} held already")


def _each(verdict: Decision, references: tuple[str, ...], place: str | Path, who: str, why: str | None) -> None:
    """One judgement for each of what is meant."""
    from onrecord import ask

    def made(holdings: Holdings, at: str) -> list[Judgement]:
        return [ask.judgement(holdings, verdict, [each], who=who, at=at, why=why) for each in references]

    _judge(place, made)


def _together(verdict: Decision, references: tuple[str, ...], place: str | Path, who: str, why: str | None) -> None:
    """One judgement for all that is meant."""
    from onrecord import ask

    _judge(place, lambda holdings, at: [ask.judgement(holdings, verdict, references, who=who, at=at, why=why)])


def _judge(place: str | Path, made: Callable[[Holdings, str], list[Judgement]]) -> None:
    """Record the judgements and say each."""
    from onrecord import ask
    from onrecord.cli.review_lines import judgement_lines
    from onrecord.flow import judge, open_register

    with open_register(place, must_exist=True) as register:
        new = made(register, written(datetime.now(UTC)))
        judge(register, new)
        views = {view.id: view for view in ask.judgements(register)}
    for each in new:
        for line in judgement_lines(views[each.id], targets=True):
            say(line)
