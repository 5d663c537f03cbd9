"""publish: the register as files that others read. Each format is documented and held by tests."""

from onrecord.publish.formats import FORMATS, Format, export
from onrecord.publish.review import export_judgements, read_judgements
from onrecord.publish.schemas import schema
from onrecord.publish.taking import Taken, take
from onrecord.publish.told import KINDS

__all__ = [
    "FORMATS",
    "KINDS",
    "Format",
    "Taken",
    "export",
    "export_judgements",
    "read_judgements",
    "schema",
    "take",
]
