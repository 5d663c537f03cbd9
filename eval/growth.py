"""How the time of extraction and identification grows with the text: ``python -m eval.growth [--largest 100000]``.

Four kinds of text, each at a quarter, a half and the whole of its largest size: a long document, one long sentence of
clauses, one with a long list of names, and a document with many people's names. Parsing is not timed. The exponent is
the slope of time over size on logarithmic axes, by least squares: 1 is linear, 2 quadratic. Names and articles are
made up.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.extract import extract
from onrecord.identify import identify
from onrecord.model import Block, Metadata, Role, Sentence, Text, Token
from onrecord.parse import parse

#: the largest exponent that counts as linear: three sizes on a busy machine tell no finer
LINEAR = 1.25
_PARTS = (4, 2, 1)
_STORY = """Norwegian Prime Minister Ingrid Solheim said on Monday that her government would send 400 troops to Moldova
if the United States takes part, and she urged Cuba to withdraw. The foreign minister of Chile, who met Peruvian
officials in Geneva last week, ruled out sanctions of more than $20 million a year unless talks fail. He added: "We
will not accept a deal without a UN mandate." Kenya and Ethiopia have agreed to train soldiers outside Sudan once the
fighting stops. They expelled two Russian diplomats, and both countries may impose tariffs on steel."""
_NAME = "Qabcd Rabcd, the minister of Norway, met Cuban envoys, and he said that Oslo would send aid if Cuba agrees."
_CLAUSE = "Norway will send 40 tanks to Chile if Peru attacks, "


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, for extraction with identification by rules."""

    name: str
    seconds: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """The slope of the logarithm of time over that of size."""
        points = [(math.log(size), math.log(max(seconds, 1e-6))) for size, seconds in self.seconds]
        middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        above = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
        return above / sum((x - middle[0]) ** 2 for x, _ in points)


Made = tuple[Text, tuple[Sentence, ...]]


def document_of(words: int) -> Made:
    """A document of so many words: one story again and again."""
    return _repeated(_STORY.replace("\n", " "), max(1, words // len(_STORY.split())))


def sentence_of(words: int) -> Made:
    """One sentence of so many words."""
    content = _CLAUSE * max(1, words // len(_CLAUSE.split())) + "he said."
    text = _text(content)
    return text, _one(parse(text))


def list_of(number: int) -> Made:
    """One sentence in which so many states are named as one subject."""
    states = itertools.islice(itertools.cycle(("Norway", "Chile", "Kenya", "Japan", "Ghana")), number)
    text = _text(", ".join(states) + " and Peru pledged to send troops to Mali if Cuba agrees.")
    return text, _one(parse(text))


def names_of(number: int) -> Made:
    """A document with so many people, each named in a sentence of their own."""
    text, sentences = _repeated(_NAME, number)
    content = list(text.text)
    renamed = []
    for index, sentence in enumerate(sentences):
        syllables = _letters(index)
        tokens = tuple(
            replace(t, text=t.text[0] + syllables, lemma=t.lemma[0] + syllables) if t.text[1:] == "abcd" else t
            for t in sentence.tokens
        )
        for token in tokens:
            content[token.start : token.end] = token.text
        renamed.append(replace(sentence, tokens=tokens))
    return replace(text, text="".join(content)), tuple(renamed)


def growth(name: str, make: Callable[[int], Made], largest: int, turns: int = 3) -> Growth:
    """The fastest of some turns at each of three sizes; processor time, so that other processes do not count."""
    made = {largest // part: make(largest // part) for part in _PARTS}
    _seconds(*made[min(made)])  # what is read once a process
    return Growth(name, tuple((size, min(_seconds(*each) for _ in range(turns))) for size, each in made.items()))


def _seconds(text: Text, sentences: Sequence[Sentence]) -> float:
    started = time.process_time()
    identify(text, sentences, extract(text, sentences, models=False))
    return time.process_time() - started


def _text(content: str) -> Text:
    return Text("document-1", Metadata("made.txt"), "0", content, (Block(0, len(content), Role.BODY),))


def _repeated(paragraph: str, times: int) -> Made:
    """A paragraph parsed once and set down many times, each in its own block."""
    once = parse(_text(paragraph))
    length = len(paragraph) + 1
    content = "\n".join([paragraph] * times)
    blocks = tuple(Block(n * length, n * length + length - 1, Role.BODY) for n in range(times))
    sentences = tuple(_moved(each, n, n * length) for n in range(times) for each in once)
    return replace(_text(content), blocks=blocks), sentences


def _moved(sentence: Sentence, paragraph: int, by: int) -> Sentence:
    tokens = tuple(replace(token, start=token.start + by, end=token.end + by) for token in sentence.tokens)
    return Sentence.of(sentence.role, paragraph, tokens)


def _one(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """All words as one sentence, wherever the parser cut it: the later roots hang from the root before."""
    tokens: list[Token] = []
    root = 0
    for number, sentence in enumerate(sentences):
        begin = len(tokens)
        top = next(token.index for token in sentence.tokens if token.head == token.index) + begin
        for token in sentence.tokens:
            own = token.index + begin
            if token.head == token.index and number:
                tokens.append(replace(token, index=own, head=root, dep="conj"))
            else:
                tokens.append(replace(token, index=own, head=token.head + begin))
        root = top
    return (Sentence.of(Role.BODY, 0, tuple(tokens)),)


def _letters(number: int) -> str:
    found = ""
    for _ in range(4):
        number, rest = divmod(number, 26)
        found += chr(ord("a") + rest)
    return found


def measured(largest: int) -> list[Growth]:
    """All four: sentences at a fiftieth and a hundredth, people at a tenth of the largest document."""
    return [
        growth("words of a document", document_of, largest, 1),
        growth("words of a sentence", sentence_of, largest // 50),
        growth("names of a list", list_of, largest // 100),
        growth("people in a document", names_of, largest // 10, 1),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when everything grows linearly."""
    parser = argparse.ArgumentParser(prog="python -m eval.growth", description="Time of reading by size of the text.")
    parser.add_argument("--largest", type=int, default=100_000, help="words of the largest document (default 100000)")
    found = measured(parser.parse_args(arguments).largest)
    for each in found:
        sizes = ", ".join(f"{size:,}: {seconds:.2f} s" for size, seconds in each.seconds)
        print(f"{each.name}: exponent {each.exponent:.2f} ({sizes})")
    return 0 if all(each.exponent <= LINEAR for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
