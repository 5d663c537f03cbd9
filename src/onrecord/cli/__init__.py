"""The command line: thin; every command asks the package and prints the answer."""

from onrecord.cli.program import main

__all__ = ["main"]
