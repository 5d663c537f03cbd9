"""Every error that onrecord raises on purpose.

OnrecordError
├── UsageError        the caller asked for something that cannot be done as asked (exit status 2)
├── EvidenceError     a quotation does not stand in its text at the place given
├── RegisterError     a register cannot be opened, read or written
├── WorkerError       a process that reads documents ended before its work was done
└── ModelMissingError the syntax model is not installed

Bad input is no error: it becomes a counted ``Rejected`` with its reason.
"""


class OnrecordError(Exception):
    """The root: ``except OnrecordError`` catches all of them."""


class UsageError(OnrecordError):
    """The caller asked for something that cannot be done as asked; the message says what to do."""


class EvidenceError(OnrecordError, ValueError):
    """A quotation does not stand in its text at the place given."""


class RegisterError(OnrecordError):
    """A register cannot be opened, read or written; the message says what is safe."""


class WorkerError(OnrecordError):
    """A process that reads documents ended before its work was done; the message says what to do."""


class ModelMissingError(OnrecordError):
    """The syntax model is not installed; the message says how to install it."""
