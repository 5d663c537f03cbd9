"""onrecord keeps the sourced record of who has committed to what, read from news coverage.

with onrecord.open_register("summit.register") as register:
    onrecord.build(["articles"], register)
    for position in register.positions(party="Germany"):
        print(position.stance, position.action, position.span.exact)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.errors import EvidenceError, OnrecordError, RegisterError, UsageError
    from onrecord.flow import build, open_register
    from onrecord.model import Action, Party, Position, Rejected, Span, Stance, Statement
    from onrecord.publish import export
    from onrecord.register import Register
    from onrecord.settings import Settings

__version__ = "0.3.0"

__all__ = ["Register", "Settings", "__version__", "build", "export", "open_register"]
__all__ += ["Action", "Party", "Position", "Rejected", "Span", "Stance", "Statement"]
__all__ += ["EvidenceError", "OnrecordError", "RegisterError", "UsageError"]

_HOMES = {
    "build": "flow",
    "export": "publish",
    "open_register": "flow",
    "Register": "register",
    "Settings": "settings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: ``import onrecord`` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "errors" if name.endswith("Error") else _HOMES.get(name, "model")
    return getattr(import_module(f"{__name__}.{home}"), name)
