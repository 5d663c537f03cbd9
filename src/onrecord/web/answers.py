"""Answers: HTML or JSON with an ETag, and errors in one shape."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from onrecord.web.addresses import FRONT
from onrecord.web.assets import assets
from onrecord.web.page import Page
from onrecord.web.render import html
from onrecord.web.views import ErrorPage

API = "api/v1"


class ServedLinks:
    """Links of a server: absolute paths, behind the path that a proxy puts before them."""

    site = False

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")

    def page(self, address: str) -> str:
        """The path of a page."""
        return f"{self._root}/{address}"

    def data(self, address: str) -> str:
        """The path of what a page shows, as JSON."""
        return f"{self._root}/{API}/{'openapi.json' if address == 'openapi' else address or 'stories'}"

    def file(self, address: str) -> str:
        """The path of a file to take away."""
        return self.page(address)

    def asset(self, name: str) -> str:
        """The path of a static file."""
        return f"{self._root}/static/{assets()[name].name}"


def html_answer(request: Request, body: bytes) -> Response:
    """A page that a browser may keep, but asks for again."""
    return _tagged(request, body, "text/html; charset=utf-8")


def json_answer(request: Request, body: bytes) -> Response:
    """What :func:`json_body` gives."""
    return _tagged(request, body, "application/json")


def json_body(data: Any) -> bytes:
    """A value as JSON. Marks outside ASCII are escaped."""
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def file_answer(request: Request, body: bytes, media: str) -> Response:
    """A file to take away: kept under its name, never shown as a page."""
    answer = _tagged(request, body, media)
    answer.headers["content-disposition"] = "attachment"
    return answer


def _tagged(request: Request, body: bytes, media: str) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache, private", "vary": "authorization, cookie"}
    wanted = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if wanted & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media, headers=headers)


def error_answer(scope: Scope, status: int, what: str, do: str) -> Response:
    """What happened and what to do: as a page, or to a program as JSON ``{"error": {...}}``."""
    root = str(scope.get("root_path", ""))
    headers = {"cache-control": "no-store"}
    if _is_program(scope, root):
        code = HTTPStatus(status).name.lower()
        body = json.dumps({"error": {"status": status, "code": code, "message": what, "hint": do}}, sort_keys=True)
        return Response(body, status, headers, media_type="application/json")
    page = Page("error.html", what, ErrorPage(status, what[:1].upper() + what[1:], do), FRONT)
    return Response(html(page, ServedLinks(root)), status, headers, media_type="text/html; charset=utf-8")


def _is_program(scope: Scope, root: str) -> bool:
    return str(scope["path"]).removeprefix(root).startswith(f"/{API}/")
