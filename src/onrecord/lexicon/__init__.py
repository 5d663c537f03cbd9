"""Knowledge as data: who is a state, which words commit to what. Each file is read once a process."""

from __future__ import annotations

import csv
import functools
from importlib import resources
from typing import Any

import yaml

# libyaml reads the same ten times as fast, and every process reads all of it; some platforms' PyYAML is built without
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def load_yaml(name: str) -> Any:
    """The content of ``lexicon/NAME.yaml``."""
    return yaml.load(_read(f"{name}.yaml"), Loader=_LOADER)  # safe in either case


@functools.cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/NAME.tsv`` by column; lines that begin with # are remarks."""
    lines = [line for line in _read(f"{name}.tsv").splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
