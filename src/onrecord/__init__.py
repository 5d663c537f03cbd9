"""onrecord keeps the sourced record of who has committed to what, read from news coverage."""

__version__ = "0.1.0"
