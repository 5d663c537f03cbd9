"""Who is signed in to review: a reviewer's token is exchanged once for a cookie, and each form carries a secret."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from onrecord.web.tokens import Holder, Wrong, digest, holder_of

COOKIE = "onrecord-review"
HOURS = 12
_BYTES = 32
_MOST = 1_000  # reviewers signed in at a time: the longest signed in is let go first


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One who is signed in: their name, and the secret that each of their forms carries."""

    name: str
    secret: str

    def sent(self, secret: str) -> bool:
        """Whether a form with this secret is one of theirs, compared in constant time."""
        return hmac.compare_digest(secret.encode(), self.secret.encode())


class TooManyTriesError(Exception):
    """This address has sent too many wrong tokens and has to wait."""


class Desk:
    """Reviewers who may sign in, and those who have. Cookies are kept as digests, in memory alone."""

    def __init__(self, holders: tuple[Holder, ...]) -> None:
        self._holders, self._wrong, self._lock = holders, Wrong(), threading.Lock()
        self._signed_in: dict[str, tuple[Reviewer, float]] = {}

    @property
    def is_open(self) -> bool:
        """Whether anybody may review here."""
        return bool(self._holders)

    def sign_in(self, token: str, address: str) -> str | None:
        """The cookie of the reviewer whose token this is, None where it is nobody's. Raises TooManyTriesError."""
        if self._wrong.too_many(address):
            raise TooManyTriesError
        holder = holder_of(token, self._holders)
        if holder is None:
            self._wrong.add(address)
            return None
        cookie = secrets.token_urlsafe(_BYTES)
        with self._lock:
            while len(self._signed_in) >= _MOST:
                self._signed_in.pop(next(iter(self._signed_in)))
            until = time.monotonic() + HOURS * 3600
            self._signed_in[digest(cookie)] = (Reviewer(holder.name, secrets.token_urlsafe(_BYTES)), until)
        return cookie

    def sign_out(self, cookie: str) -> None:
        """Forget this cookie."""
        with self._lock:
            self._signed_in.pop(digest(cookie), None)

    def reviewer(self, cookie: str) -> Reviewer | None:
        """Whose cookie this is, while it lasts."""
        with self._lock:
            found = self._signed_in.get(digest(cookie))
        return found[0] if found and time.monotonic() < found[1] else None


def cookie_of(headers: Mapping[str, str]) -> str:
    """The cookie that a request carries, "" where it carries none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Whether a form was sent from a page of this host: a browser tells, and forbids pages to tell otherwise.

    An Origin is "null" where pages ask for no referrer, as these do: what fetch metadata say goes before it.
    """
    if (site := headers.get("sec-fetch-site")) is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
