"""Text -> Sentence*: sentences and syntax, offsets kept."""

from onrecord.parse.syntax import model_name, parse
from onrecord.parse.words import Passage, parse_words

__all__ = ["Passage", "model_name", "parse", "parse_words"]
