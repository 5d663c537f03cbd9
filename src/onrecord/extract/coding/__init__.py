"""What one party did to another, by PLOVER root code, where the two are marked in a sentence."""

from onrecord.extract.coding.marks import Marked, read_marked
from onrecord.extract.coding.model import ActModel, load

__all__ = ["ActModel", "Marked", "load", "read_marked"]
