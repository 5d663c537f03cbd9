"""record: the append-only register, the only code that writes what was read."""

from onrecord.register.opening import open_register
from onrecord.register.store import Register

__all__ = ["Register", "open_register"]
