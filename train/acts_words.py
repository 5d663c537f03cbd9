"""Meanings of lemmas as the act coder looks them up: MiniLM's vectors of single words.

python -m train.acts_words EXAMPLES WEIGHTS OUT [--corpus train.jsonl]
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from train.network import Encoder, pretrained

_LEAST_TIMES = 4
_TOGETHER = 128
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"))


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m train.acts_words", description="Vectors of lemmas.")
    asked.add_argument("examples", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--corpus", type=Path, help="JSON Lines with tokens, whose frequent words are taken too")
    given = asked.parse_args()
    torch.set_num_threads(1)
    examples = pickle.loads(given.examples.read_bytes())
    lemmas = {lemma for each in examples for place in each.told.lemmas for lemma in place if lemma.isalpha()}
    if given.corpus:
        lemmas |= set(frequent(given.corpus))
    ordered = sorted(lemmas)
    tokenizer = Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_padding()
    encoder = pretrained(given.weights, (1,), 1).encoder
    np.savez(given.out, lemmas=np.array(ordered), vectors=vectors(encoder.eval(), tokenizer, ordered))


def frequent(corpus: Path) -> Iterator[str]:
    """The lower-case words of a corpus that are not rare, without forms of others among them."""
    with corpus.open(encoding="utf-8") as lines:
        times = Counter(word for line in lines for word in json.loads(line)["tokens"])
    words = {w for w, number in times.items() if number >= _LEAST_TIMES and len(w) > 1 and w.isalpha() and w.islower()}
    for word in words:
        stems = (word.removesuffix(end) + instead for end, instead in _ENDINGS if word.endswith(end))
        if not any(stem in words for stem in stems):
            yield word


def vectors(encoder: Encoder, tokenizer: Tokenizer, words: list[str]) -> NDArray[np.float32]:
    """Each word's vector of length 1: the mean over its pieces, as sentence embeddings are made."""
    found = np.zeros((len(words), encoder.pieces.embedding_dim), dtype=np.float32)
    for rows, ids in _alike([tokenizer.encode(word).ids for word in words]):
        pieces = torch.tensor(ids)
        none = torch.zeros(*pieces.shape, 1, dtype=torch.int64)
        with torch.no_grad():
            states = encoder(pieces, torch.ones_like(pieces), none, torch.zeros_like(pieces))
        found[rows] = torch.nn.functional.normalize(states.mean(1), dim=1).numpy()
    return found


def _alike(ids: Iterable[list[int]]) -> Iterator[tuple[list[int], list[list[int]]]]:
    """Words of one length together, so that none is padded."""
    by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    for row, each in enumerate(ids):
        by_length[len(each)].append((row, each))
    for same in by_length.values():
        for start in range(0, len(same), _TOGETHER):
            part = same[start : start + _TOGETHER]
            yield [row for row, _ in part], [each for _, each in part]


if __name__ == "__main__":
    main()
