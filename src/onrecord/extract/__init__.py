"""What is said, committed to, counted and done: Sentence* -> candidates, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.acts import acts
from onrecord.extract.attribution import attributions
from onrecord.extract.figures import figures
from onrecord.extract.positions import positions
from onrecord.extract.tagging import missing
from onrecord.extract.tagging.passages import read_passages
from onrecord.model import READ_LANGUAGES, Rejected, Sentence, Text
from onrecord.model.candidate import Extraction

__all__ = ["LANGUAGE_NOT_READ", "extract", "missing"]

LANGUAGE_NOT_READ = "language not read"


def extract(text: Text, sentences: Sequence[Sentence], models: bool = True) -> Extraction:
    """Everything found in one document, its names not yet resolved.

    With ``models`` the token models read it, which must be runnable (see ``missing``); else rules alone do.
    A text in a language that is not read is kept, with a counted rejection that names the language.
    """
    language = text.metadata.language
    if language is not None and language not in READ_LANGUAGES:
        refused = Rejected(text.metadata.name, "extract", LANGUAGE_NOT_READ, language)
        return Extraction(rejected=(refused,))
    passages = read_passages(sentences) if models else None
    statements = attributions(text, sentences, passages)
    found, believed = positions(text, sentences, statements, passages)
    return Extraction(statements, found, figures(text, sentences), acts(text, sentences), believed=believed)
