"""Who is let in, and the headers that every answer carries."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.answers import error_answer
from onrecord.web.tokens import Holder, Wrong, holder_of

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read.

    With ``holders`` a request needs the token of one of them (Bearer, or Basic with the token as
    password); with ``trusted_header`` that header, in which a proxy in front names the reader; with
    neither, the request must name a loopback host, so that no page elsewhere can reach the register
    through a reader's browser.
    """

    holders: tuple[Holder, ...] = ()
    trusted_header: str | None = None


class Guard:
    """ASGI middleware: lets in whom ``access`` allows, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access, self._wrong = app, access, Wrong()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._access.trusted_header:
            if not headers.get(self._access.trusted_header, "").strip():
                return error_answer(
                    scope, 401, "nobody is signed in", "Come by way of the proxy that signs readers in."
                )
            return None
        if self._access.holders:
            return self._without_token(scope, headers)
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if _host(headers.get("host", "")) not in _LOOPBACK_NAMES:
            return error_answer(
                scope, 421, f"{host!r} is not served here", "Open the address that onrecord serve printed."
            )
        return None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        address = scope["client"][0] if scope.get("client") else ""
        if self._wrong.too_many(address):
            answer = error_answer(scope, 429, "too many wrong tokens", "Wait a minute, then try again.")
            answer.headers["retry-after"] = "60"
            return answer
        token = _token(headers.get("authorization", ""))
        if token and holder_of(token, self._access.holders):
            return None
        if token:
            self._wrong.add(address)
        answer = error_answer(
            scope, 401, "a token is needed", "Give your token as the password; the name does not matter."
        )
        answer.headers["www-authenticate"] = 'Basic realm="onrecord", charset="UTF-8"'
        return answer


def _host(value: str) -> str:
    """A host without its port; an IPv6 address keeps its brackets."""
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0].lower()


def _token(authorization: str) -> str | None:
    """The token of a Bearer or a Basic header, where there is one."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip() or None
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2] or None
        except (binascii.Error, UnicodeDecodeError):
            return None
    return None
