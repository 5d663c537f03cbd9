"""scale: how the flow runs over many documents; not what it does."""

from onrecord.scale.local import ItemError, run

__all__ = ["ItemError", "run"]
