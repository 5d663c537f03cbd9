"""Texts made for these tests, and roles as a reader would list them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from onrecord.clean import clean
from onrecord.model import Document, Media, Metadata, Text

STORY = (
    "Ruritania and Borduria agreed on Monday to pull their soldiers back from the Tobel valley, officials said.",
    "“We will leave the Tobel valley before the winter,” Ruritanian Prime Minister Anna Holt told parliament.",
    "Bordurian officials confirmed the agreement but said the soldiers would stay until a border commission meets.",
    "The border commission has been waiting since March for Ruritania and Borduria to name their members.",
)


@pytest.fixture
def story() -> list[str]:
    """Four paragraphs of one article."""
    return list(STORY)


@pytest.fixture
def cleaned() -> Callable[..., Text]:
    """Cleans a text given by its lines; the language is stated, so that none is identified."""

    def run(*lines: str, title: str | None = None) -> Text:
        content = "\n".join(lines)
        digest = hashlib.sha256(content.encode()).hexdigest()
        text = clean(Document(Metadata("a.txt", title=title, language="en"), Media.PLAIN, content, digest))
        assert isinstance(text, Text)
        return text

    return run


@pytest.fixture
def roles(cleaned: Callable[..., Text]) -> Callable[..., list[str]]:
    """The roles of the lines of a text, by name."""

    def run(*lines: str, title: str | None = None) -> list[str]:
        return [block.role.value for block in cleaned(*lines, title=title).blocks]

    return run
