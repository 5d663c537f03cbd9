"""Sentences and syntax: Text -> Sentence*, with the offsets of the text kept."""

from onrecord.parse.syntax import model_name, parse

__all__ = ["model_name", "parse"]
