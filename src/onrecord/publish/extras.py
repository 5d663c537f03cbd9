"""Packages that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from onrecord.errors import UsageError


def needed(module: str, extra: str) -> Any:
    """The module, where it is installed. Raises UsageError that says how to install it where it is not."""
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(
            f"{module.partition('.')[0]} is not installed: install it with: pip install 'onrecord[{extra}]'"
        ) from error
