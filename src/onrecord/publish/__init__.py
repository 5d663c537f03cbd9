"""publish: the register as files that others read. Each format is documented and held by tests."""

from onrecord.publish.jsonl import KINDS, export, export_judgements, schema
from onrecord.publish.review import read_judgements

__all__ = ["KINDS", "export", "export_judgements", "read_judgements", "schema"]
