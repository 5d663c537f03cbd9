"""What is said, committed to, counted and done: Sentence* -> candidates, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.acts import acts
from onrecord.extract.attribution import attributions
from onrecord.extract.figures import figures
from onrecord.extract.positions import positions
from onrecord.model import Sentence, Text
from onrecord.model.candidate import Extraction

__all__ = ["extract"]


def extract(text: Text, sentences: Sequence[Sentence]) -> Extraction:
    """Everything found in one document, its names not yet resolved."""
    statements = attributions(text, sentences)
    return Extraction(
        statements,
        positions(text, sentences, statements),
        figures(text, sentences),
        acts(text, sentences),
    )
