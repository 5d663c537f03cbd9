"""Who may read a register that others can reach: tokens kept as digests, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import UsageError

_LINE = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._@-]{0,63}):(?P<digest>[0-9a-f]{64})")
_BYTES = 32  # of chance in a token: too many to guess, so that a plain digest of it is safe to keep
_TRIES, _WINDOW = 8, 60.0  # wrong tokens that an address may send in so many seconds
_WATCHED = 10_000  # addresses remembered at a time


@dataclass(frozen=True, slots=True)
class Holder:
    """One who holds a token: the name, and the SHA-256 of the token in hexadecimal."""

    name: str
    digest: str


def digest(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(file: Path, name: str) -> str:
    """A new token for this name: its digest is added to the file, the token itself is kept nowhere.

    Raises UsageError for a name that cannot stand in the file or stands there already.
    """
    if not _LINE.fullmatch(f"{name}:{'0' * 64}"):
        raise UsageError(f"{name!r} is no name for a token: letters, digits and . _ @ - only")
    held = read_tokens(file) if file.exists() else ()
    if any(holder.name == name for holder in held):
        raise UsageError(f"{name} has a token in {file} already: take that line away first")
    token = secrets.token_urlsafe(_BYTES)
    try:
        file.touch(mode=0o600)
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"{name}:{digest(token)}\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
    return token


def read_tokens(file: Path) -> tuple[Holder, ...]:
    """The holders in a file of lines "name:digest"; lines that begin with # are left out.

    Raises UsageError for a file that cannot be read or has any other line.
    """
    try:
        lines = [line.strip() for line in file.read_text("ascii").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the tokens in {file} cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        if not (match := _LINE.fullmatch(line)):
            raise UsageError(f"{file}, line {number}: not a name and a digest; onrecord serve-token writes such lines")
        found.append(Holder(match["name"], match["digest"]))
    return tuple(found)


def holder_of(token: str, holders: tuple[Holder, ...]) -> Holder | None:
    """Whose token this is. Every holder's is compared, in constant time."""
    given, found = digest(token), None
    for holder in holders:
        if hmac.compare_digest(given, holder.digest):
            found = holder
    return found


class Wrong:
    """Counts wrong tokens by the address that sends them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[str, list[float]] = {}

    def too_many(self, address: str) -> bool:
        """Whether the address has to wait."""
        with self._lock:
            return len(self._recent(address)) >= _TRIES

    def add(self, address: str) -> None:
        """One more wrong token from there."""
        with self._lock:
            recent = [*self._recent(address), time.monotonic()]
            self._seen.pop(address, None)
            while len(self._seen) >= _WATCHED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[address] = recent[-_TRIES:]

    def _recent(self, address: str) -> list[float]:
        now = time.monotonic()
        return [moment for moment in self._seen.get(address, ()) if now - moment < _WINDOW]
