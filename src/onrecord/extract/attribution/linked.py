"""From marked words to attributions: which source and which content belong to which cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.sources import is_cue
from onrecord.extract.clauses import own_subject, subject
from onrecord.extract.tagging.labels import Marked
from onrecord.model import Sentence, Token

_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MOST = 0.7  # share of its sentences that a content must fill to go on with an earlier cue


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in words of its passage: the pieces of its content, its cue and its source where marked."""

    content: tuple[Marked, ...]
    cue: Marked | None
    source: Marked | None


class Passage:
    """The sentences of a paragraph, or of a part of one, with what is marked in them.

    Words are counted from the beginning of the passage; ``first`` is the index of its first sentence.
    """

    def __init__(self, sentences: Sequence[Sentence], first: int, marked: Sequence[Marked]) -> None:
        self.first = first
        self._sentences = sentences
        self._words = [(index, token) for index, sentence in enumerate(sentences) for token in sentence.tokens]
        self._begin = [0]
        for sentence in sentences:
            self._begin.append(self._begin[-1] + len(sentence.tokens))
        self._marked: dict[str, list[Marked]] = {"source": [], "cue": [], "content": []}
        self._at: dict[int, Marked] = {}
        for each in marked:
            self._marked[each[2]].append(each)
            self._at.update(dict.fromkeys(range(each[0], each[1]), each))

    def within(self, marked: Sequence[Marked]) -> Passage:
        """The same words with other marks."""
        return Passage(self._sentences, self.first, marked)

    def without_marks(self, marked: Marked) -> Marked:
        """The words without the punctuation before and behind them."""
        first, end, kind = marked
        while first < end and self._words[first][1].pos == "PUNCT":
            first += 1
        while first < end and self._words[end - 1][1].pos == "PUNCT":
            end -= 1
        return first, end, kind

    def tells(self, marked: Marked) -> bool:
        """Whether a verb of speech with a subject of its own stands among the words."""
        return any(
            is_cue(token, "plain") and own_subject(self._sentences[index], token) is not None
            for index, token in self._words[marked[0] : marked[1]]
        )

    def attributions(self) -> Iterator[Linked]:
        """Every content with its cue and source, in order of the text; one that has neither is nobody's."""
        by_cue: dict[Marked, list[Marked]] = {}
        alone: list[Linked] = []
        for content in self._marked["content"]:
            cue = self._cue_of(content)
            if cue is not None:
                by_cue.setdefault(cue, []).append(content)
                continue
            source = self._nearest(content, "source")
            if source is not None:
                alone.append(Linked((content,), None, source))
        found = [Linked(tuple(told), cue, self._source_of(cue)) for cue, told in by_cue.items()]
        yield from sorted([*found, *alone], key=lambda linked: linked.content[0])

    def place(self, word: int) -> tuple[int, Token]:
        """The index of a word's sentence in the document, and the word."""
        index, token = self._words[word]
        return self.first + index, token

    def head(self, marked: Marked) -> tuple[int, Token]:
        """The word of a stretch that the others depend on, in its first sentence.

        Where several depend on none of it, nouns and names come first, and marks last.
        """
        index = self._words[marked[0]][0]
        begin, end = self._begin[index], min(marked[1], self._begin[index + 1])
        low, high = marked[0] - begin, end - begin
        tokens = self._sentences[index].tokens[low:high]
        loose = [token for token in tokens if not low <= token.head < high or token.head == token.index]
        named = (token for token in loose if token.pos in _NAMING)
        return self.first + index, next(named, next((token for token in loose if token.pos != "PUNCT"), tokens[0]))

    def words_in(self, sentence: int, marked: Marked) -> range:
        """Those of the marked words that stand in a sentence of the document, counted within it."""
        begin, end = self._begin[sentence - self.first], self._begin[sentence - self.first + 1]
        return range(max(marked[0], begin) - begin, max(min(marked[1], end), begin) - begin)

    def _cue_of(self, content: Marked) -> Marked | None:
        """The cue that a content depends on; else the nearest of its sentence.

        Whole sentences go on with the last cue before them; words within a sentence of no cue do not.
        """
        place, head = self.head(content)
        index = place - self.first
        for above in self._sentences[index].above(head):
            marked = self._at.get(self._begin[index] + above.index)
            if marked is not None and marked[2] == "cue":
                return marked
            if above.pos in {"VERB", "AUX"}:
                break
        near = self._nearest(content, "cue")
        if near is not None or not self._fills_its_sentences(content):
            return near
        return max((cue for cue in self._marked["cue"] if cue[0] < content[0]), default=None)

    def _fills_its_sentences(self, content: Marked) -> bool:
        first, last = self._words[content[0]][0], self._words[content[1] - 1][0]
        return content[1] - content[0] >= _MOST * (self._begin[last + 1] - self._begin[first])

    def _source_of(self, cue: Marked) -> Marked | None:
        """The source that hangs from the cue; else the nearest that no other cue stands before."""
        index = self._words[cue[0]][0]
        sentence, begin = self._sentences[index], self._begin[index]
        told = [token for number, token in self._words[cue[0] : cue[1]] if number == index]
        for word in _hanging(sentence, told):
            marked = self._at.get(begin + word.index)
            if marked is not None and marked[2] == "source":
                return marked
        near = [source for source in self._marked["source"] if self._together(cue, source)]
        reachable = [source for source in near if not self._parted(source, cue)]
        return min(reachable or near, key=lambda source: (_gap(cue, source), source[0] > cue[0]), default=None)

    def _nearest(self, place: Marked, kind: str) -> Marked | None:
        """The nearest of a kind that has a sentence in common with the place."""
        return min(
            (other for other in self._marked[kind] if self._together(place, other)),
            key=lambda other: (_gap(place, other), other[0] > place[0]),
            default=None,
        )

    def _parted(self, one: Marked, other: Marked) -> bool:
        """Whether another cue stands between the two."""
        low, high = sorted((one, other))
        return any(low[1] <= cue[0] and cue[1] <= high[0] for cue in self._marked["cue"])

    def _together(self, one: Marked, other: Marked) -> bool:
        sentences = self._words[one[0]][0], self._words[one[1] - 1][0]
        return sentences[0] <= self._words[other[1] - 1][0] and self._words[other[0]][0] <= sentences[1]


def _hanging(sentence: Sentence, cue: Sequence[Token]) -> Iterator[Token]:
    """Where the source of a cue may hang: its subject, "by …" and "to …", an owner, a subject it shares."""
    for word in cue:
        own = own_subject(sentence, word)
        if own is not None:
            yield own
    for word in cue:
        yield from sentence.below(word, "poss", "pobj")
        for preposition in sentence.below(word, "agent", "prep"):
            yield from sentence.below(preposition, "pobj")
    for word in cue:
        shared = subject(sentence, word) if word.pos in {"VERB", "AUX"} else None
        if shared is not None:
            yield shared


def _gap(one: Marked, other: Marked) -> int:
    low, high = sorted((one, other))
    return max(0, high[0] - low[1])
