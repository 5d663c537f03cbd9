"""The register's tables, as queries see them. The migrations make them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR

tables = MetaData()

# One row for each document, the name it came by, and the version of the extractor that read it.
# ``extractor_rank`` orders versions; ``recorded_at`` is UTC and never leaves the register.
readings = Table(
    "readings",
    tables,
    Column("number", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("published", Text),
    Column("extractor", Text, nullable=False),
    Column("extractor_rank", BigInteger, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Statements, positions, figures and acts: the record as JSON, and beside it what is asked for.
# ``speaker`` is folded to one case.
records = Table(
    "records",
    tables,
    Column("number", Integer, primary_key=True),
    Column("reading", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("action", Text),
    Column("stance", Text),
    Column("mode", Text),
    Column("speaker", Text),
    Column("body", Text, nullable=False),
)

# Whose position it is, or for whom a statement's speaker speaks; ``folded`` is the name in one case.
record_parties = Table(
    "record_parties",
    tables,
    Column("reading", Integer, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# What was refused: whole documents (no reading), and candidates within a reading.
rejections = Table(
    "rejections",
    tables,
    Column("number", Integer, primary_key=True),
    Column("reading", Integer),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

# Each comparison is a generation; the newest counts. ``basis`` tells which readings it was made from.
comparisons = Table(
    "comparisons",
    tables,
    Column("generation", Integer, primary_key=True),
    Column("extractor", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

compared = Table(
    "compared",
    tables,
    Column("generation", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# What people hold of all this, whole as JSON. ``recorded_at`` is when this register came to know of it.
judgements = Table(
    "judgements",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# What full text finds: articles (by the document's id), statements and positions, each with its place.
search_entries = Table(
    "search_entries",
    tables,
    Column("number", Integer, primary_key=True),
    Column("reading", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("start", Integer, nullable=False),
)

# What is kept ready for the views, made from all else and made anew when that changes: the one thing that is
# written over. See :mod:`onrecord.model.prepared`.
prepared = Table(
    "prepared",
    tables,
    Column("view", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

# One row: the state of the register that it was made from.
prepared_from = Table(
    "prepared_from",
    tables,
    Column("form", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    Column("reading", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
)

# The words of each entry: in SQLite a full-text table (FTS5), in PostgreSQL a column with an inverted index.
search_words = Table(
    "search_words",
    MetaData(),
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR().with_variant(Text(), "sqlite")),
)
