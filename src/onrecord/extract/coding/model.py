"""The act coder that numpy alone runs: a linear model over signs and over the meanings of words."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.coding.features import PLACES, Features
from onrecord.extract.tagging.sessions import shipped
from onrecord.model import ActCode

Array = NDArray[np.float32]


@functools.cache
def load() -> ActModel:
    """The shipped model, loaded once a process."""
    return load_from(shipped("acts") / "model.npz")


def load_from(file: Traversable) -> ActModel:
    """The model in a file as ``train.acts_fit`` writes it."""
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
        return ActModel({name: arrays[name] for name in arrays.files})


class Meanings:
    """A table of what words mean: vectors of length 1, by lemma."""

    def __init__(self, lemmas: Sequence[str], vectors: Array) -> None:
        self._rows = {lemma: row for row, lemma in enumerate(lemmas)}
        self._vectors = vectors

    def of(self, places: Sequence[Sequence[str]]) -> Array:
        """For each place the mean of its words' meanings, brought to length 1; one vector for all, in a row."""
        found = np.zeros((len(places), self._vectors.shape[1]), dtype=np.float32)
        for place, lemmas in enumerate(places):
            rows = [self._rows[lemma] for lemma in lemmas if lemma in self._rows]
            if rows:
                mean = self._vectors[rows].mean(axis=0)
                found[place] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return found.reshape(-1)


class ActModel:
    """Scores of the codes. Weights are kept in eight bits, with a scale a code."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.codes = tuple(ActCode(name) for name in _lines(arrays["codes"]))
        self._signs = {sign: row for row, sign in enumerate(_lines(arrays["signs"]))}
        self._weights, self._scale = arrays["weights"], arrays["scale"]
        self._of_meaning, self._constant = arrays["of_meaning"].astype(np.float32), arrays["constant"]
        vectors = arrays["meanings"].astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        self._meanings = Meanings(_lines(arrays["lemmas"]), vectors)
        if self._of_meaning.shape[0] != len(PLACES) * vectors.shape[1]:
            raise ValueError("the act model was fitted for other places of words")

    def scores(self, told: Features) -> Array:
        """Of each code, the log of its odds up to a constant."""
        known = [(self._signs[sign], value) for sign, value in told.named.items() if sign in self._signs]
        found = self._constant + self._meanings.of(told.lemmas) @ self._of_meaning
        if known:
            rows, values = zip(*known, strict=True)
            found = found + np.array(values, dtype=np.float32) @ (self._weights[list(rows)] * self._scale)
        return np.asarray(found, dtype=np.float32)

    def code(self, told: Features) -> ActCode:
        """The most likely code."""
        return self.codes[int(self.scores(told).argmax())]

    def best(self, told: Features) -> tuple[ActCode, float]:
        """The most likely code, and its probability if it is an act at all."""
        scores = self.scores(told)
        best = int(scores.argmax())
        return self.codes[best], float(1 / np.exp(scores - scores[best]).sum())


def _lines(stored: NDArray[Any]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")
