"""What one party did to another, by PLOVER root code, where the two are marked in a sentence."""

from onrecord.extract.coding.features import features
from onrecord.extract.coding.marks import Marked, Part, read_marked
from onrecord.extract.coding.model import ActModel, load

__all__ = ["ActModel", "Marked", "Part", "features", "load", "read_marked"]
