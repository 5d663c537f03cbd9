"""publish: the register as files that others read. Each format is documented and held by tests."""

from onrecord.publish.jsonl import KINDS, export, schema

__all__ = ["KINDS", "export", "schema"]
