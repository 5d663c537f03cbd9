"""How the time for grouping articles into stories grows: varied copies of real paragraphs, told some times each.

    python -m eval.stories_bench [SIZE ...]

One process, grouping alone: from the words read to the stories, in seconds of the processor, so that what else the
machine does counts for little. The exponent is the slope of the logarithm of the
seconds over that of the number of articles, from the smallest to the largest.
"""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.corpus import paragraphs_of
from onrecord.compare.stories import Told, find_stories
from onrecord.model import Block, Metadata, Role, Text

SIZES = (1_000, 10_000, 50_000)
MOST_EXPONENT = 1.1
_ROOT = Path(__file__).resolve().parent.parent
_SAMPLE = _ROOT / "src" / "onrecord" / "sample" / "articles"
_COVERAGE = [_ROOT.parent / "shared" / "coverage" / name / "articles" for name in ("paris-2025", "pompeo-kim-2018")]
_TELLINGS = 5  # of one event, on average
_SENTENCES = 10
_NAMES = 12  # of an event, made up; each telling has most of them
_SYLLABLES = ("ba", "do", "fen", "gri", "hal", "jo", "kem", "lu", "mor", "nit", "os", "pra", "qui", "rud", "sel", "tov")


def told_articles(paragraphs: Sequence[str], count: int, seed: int = 0) -> Iterator[Told]:
    """That many articles of a fifth as many events: sentences in a new order with the names of the event."""
    chance = random.Random(seed)
    sentences = [each for paragraph in paragraphs for each in paragraph.split(". ") if len(each) > 40]
    events = max(1, count // _TELLINGS)
    for number in range(count):
        event = random.Random(f"{seed}:{number % events}")
        names = [_name(event) for _ in range(_NAMES)]
        told = event.sample(sentences, min(len(sentences), 2 * _SENTENCES))
        lines = chance.sample(told, min(len(told), _SENTENCES))
        body = [f"{line}, {chance.choice(names)} and {chance.choice(names)} said." for line in lines]
        content, blocks = "", []
        for role, line in [(Role.HEADLINE, f"{names[0]} and {names[1]} after {names[2]}"), (Role.BODY, " ".join(body))]:
            blocks.append(Block(len(content), len(content) + len(line), role))
            content += f"{line}\n"
        published = f"2031-{1 + event.randrange(12):02}-{1 + event.randrange(28):02}"
        yield Told.of(Text(f"{number:06}", Metadata("made", published=published), "", content, tuple(blocks)))


def seconds_for(count: int) -> dict[str, float]:
    """The seconds of the processor that grouping takes, and the number of stories."""
    paragraphs = paragraphs_of([folder for folder in (_SAMPLE, *_COVERAGE) if folder.is_dir()])
    told = list(told_articles(paragraphs, count))
    started = time.process_time()
    stories = find_stories(told)
    return {"seconds": time.process_time() - started, "stories": len(stories)}


def exponent(seconds: dict[int, float]) -> float:
    """By which power of the number of articles the time grows."""
    least, most = min(seconds), max(seconds)
    return math.log(seconds[most] / seconds[least]) / math.log(most / least)


def bench_stories(sizes: Sequence[int] = SIZES) -> list[tuple[str, bool]]:
    """Prints the time for each number of articles, each in a process of its own; the target, and whether it is met."""
    seconds: dict[int, float] = {}
    print(f"{'stories':>12}{'articles':>10}{'seconds':>10}{'ms an article':>15}")
    for size in sizes:
        command = [sys.executable, "-m", "eval.stories_bench", "--alone", str(size)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
        figures: dict[str, float] = json.loads(outcome.stdout)
        seconds[size] = figures["seconds"]
        print(
            f"{figures['stories']:12.0f}{size:10}{seconds[size]:10.2f}{1000 * seconds[size] / size:15.3f}", flush=True
        )
    grown = exponent(seconds)
    line = f"stories: time grows by the power {grown:.2f} of the articles, target at most {MOST_EXPONENT}"
    return [(line, grown <= MOST_EXPONENT)]


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0 when the target is met."""
    if arguments[:1] == ["--alone"]:
        print(json.dumps(seconds_for(int(arguments[1]))))
        return 0
    checks = bench_stories([int(each) for each in arguments] or SIZES)
    for line, met in checks:
        print(f"{'met   ' if met else 'MISSED'}  {line}")
    return 0 if all(met for _, met in checks) else 1


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
