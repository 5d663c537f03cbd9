"""How many departure and arrival times are right that are fused from sources that copy each other.

    python -m eval.truth [FOLDER]

``claims.csv`` and ``truth.csv`` hold one row for a source and a flight, with four times (Li et al. 2012: Truth finding
on the deep web). A time is read as hour and minute, whatever else stands around it; a cell without one claims
nothing. Each flight and time is one item, right where the minute is: no tolerance. Beside onrecord stand a plain
majority (of what ties, the earliest) and, where installed (requirements/truth.in), PyPI's truthdiscovery with its
algorithms as they come, of what ties the earliest too. Fails below the floor.
"""

from __future__ import annotations

import csv
import re
import sys
import time
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.compare.truth import Assertion, Truth, weigh

FLIGHTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "flights"
TIMES = ("sched_dep_time", "act_dep_time", "sched_arr_time", "act_arr_time")
FLOOR = 0.85
ALGORITHMS = ("MajorityVoting", "Sums", "AverageLog", "Investment", "PooledInvestment", "TruthFinder", "CRH")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)\s{0,3}([ap])?", re.IGNORECASE)

Answers = Mapping[str, str]


def minute_of(cell: str) -> str | None:
    """The time of day that a cell gives, as HH:MM, or None: "7:10 a.m.", "12:05pDec 2", "Not Available"."""
    found = _CLOCK.search(cell)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if hour > 23 or minute > 59:
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}"


def read_assertions(path: Path) -> list[Assertion]:
    """All times that the rows of a file give; the source in ``src``, the flight in ``flight``."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        for name in TIMES:
            minute = minute_of(row[name] or "")
            if minute is not None:
                found.append(Assertion(f"{row['flight']} {name}", row["src"], minute))
    return found


def read_truth(path: Path) -> dict[str, str]:
    """The right time of each item; every source's row of a flight has the same."""
    return {each.item: each.value for each in read_assertions(path)}


def majority(assertions: Sequence[Assertion]) -> Answers:
    """The value that most sources give."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for each in sorted(set(assertions)):
        votes[each.item][each.value] += 1
    return {item: min(found, key=lambda value: (-found[value], value)) for item, found in votes.items()}


def answers(truth: Truth) -> Answers:
    """The best supported value of each item, of what ties the earliest."""
    return {verdict.item: verdict.values[0].value for verdict in truth.verdicts}


def score(found: Answers, right: Mapping[str, str]) -> float:
    """The share of all items that are right; an item without an answer is wrong."""
    return sum(found.get(item) == value for item, value in right.items()) / max(1, len(right))


def peers(assertions: Sequence[Assertion]) -> Iterator[tuple[str, Answers]]:
    """What each of truthdiscovery's algorithms finds; nothing where it is not installed."""
    # it imports what it draws with whenever it is imported; nothing is drawn here
    for drawing in ("cairo", "imageio", "imageio.v2"):
        sys.modules.setdefault(drawing, types.ModuleType(drawing))
    try:
        import truthdiscovery
    except ImportError:
        return
    triples = [(each.source, each.item, each.value) for each in assertions]
    for name in ALGORITHMS:
        dataset = truthdiscovery.Dataset(triples, allow_multiple=True)
        result = getattr(truthdiscovery, name)().run(dataset)
        yield name, {item: min(result.get_most_believed_values(item)) for item in {each.item for each in assertions}}


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0 when onrecord's share reaches the floor, 2 where the files cannot be read."""
    folder = Path(arguments[0]) if arguments else FLIGHTS
    try:
        assertions, right = read_assertions(folder / "claims.csv"), read_truth(folder / "truth.csv")
    except (OSError, KeyError, csv.Error, UnicodeDecodeError) as error:
        print(f"truth: claims.csv and truth.csv in {folder.name}: {error!r}", file=sys.stderr)
        return 2
    sources = {each.source for each in assertions}
    print(f"{len(assertions)} assertions by {len(sources)} sources on {len(right)} items")
    print(f"{'':34}{'all':>8}" + "".join(f"{name:>16}" for name in TIMES) + f"{'seconds':>10}")
    _line("majority of sources", lambda: majority(assertions), right)
    truth, share = weigh([]), 0.0

    def ours() -> Answers:
        nonlocal truth
        truth = weigh(assertions)
        return answers(truth)

    share = _line("onrecord, counting origins", ours, right)
    started, beside = time.process_time(), False
    for name, found in peers(assertions):
        beside = True
        _line(f"truthdiscovery {name}", lambda found=found: found, right, time.process_time() - started)  # type: ignore[misc]
        started = time.process_time()
    if not beside:
        print("truthdiscovery is not installed (requirements/truth.in): onrecord alone is measured")
    for clique in truth.cliques:
        print(f"one origin: {', '.join(clique)}")
    return 0 if share >= FLOOR else 1


def _line(name: str, run: Callable[[], Answers], right: Mapping[str, str], seconds: float | None = None) -> float:
    started = time.process_time()
    found = run()
    took = time.process_time() - started if seconds is None else seconds
    shares = [score(found, {item: each for item, each in right.items() if item.endswith(f" {kind}")}) for kind in TIMES]
    share = score(found, right)
    print(f"{name:34}{share:8.4f}" + "".join(f"{each:16.2f}" for each in shares) + f"{took:10.2f}")
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
