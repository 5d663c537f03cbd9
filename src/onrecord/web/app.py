"""The server: pages and JSON from one register, read only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import OnrecordError, UsageError
from onrecord.web.access import Access, Guard
from onrecord.web.answers import API, ServedLinks, error_answer, html_answer, json_answer
from onrecord.web.api import answer
from onrecord.web.assets import assets
from onrecord.web.openapi import openapi
from onrecord.web.pages import NotFoundError, page_at
from onrecord.web.render import html
from onrecord.web.shelf import Opened, Shelf

_FOREVER = "public, max-age=31536000, immutable"
_TRY_AGAIN = "The register may be in the middle of a change; try again in a moment."


def create_app(place: Path | str, opened: Callable[[], Opened], access: Access | None = None) -> Starlette:
    """The application for the register at ``place``, which ``opened`` opens for reading."""
    shelf = Shelf(place, opened)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        shelf.close()

    routes = [
        Route("/static/{name}", _static),
        Route(f"/{API}/openapi.json", _openapi),
        Route(f"/{API}/{{address:path}}", _answering(shelf, _data)),
        Route("/{address:path}", _answering(shelf, _page)),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=access or Access())],
        exception_handlers={HTTPException: _http_error, Exception: _failed},
        lifespan=lifespan,
    )


Answering = Callable[[Shelf, Request], Response]


def _answering(shelf: Shelf, answering: Answering) -> Callable[[Request], object]:
    """An endpoint that answers in a thread, with what goes wrong told in the one shape."""

    async def endpoint(request: Request) -> Response:
        try:
            return await run_in_threadpool(answering, shelf, request)
        except NotFoundError as error:
            return error_answer(request.scope, 404, str(error), "Look for it from the list of stories.")
        except UsageError as error:
            return error_answer(request.scope, 400, str(error), "Change what was asked for.")
        except OnrecordError as error:
            return error_answer(request.scope, 503, f"the register cannot be read: {error}", _TRY_AGAIN)

    return endpoint


def _page(shelf: Shelf, request: Request) -> Response:
    asked = dict(request.query_params)
    links = ServedLinks(request.scope.get("root_path", ""))
    kept = {name: value for name, value in asked.items() if value}
    with shelf.look() as snapshot:
        page = page_at(snapshot, request.path_params["address"], asked)
        body = html(page, links, snapshot, f"?{urlencode(kept)}" if kept else "")
    return html_answer(request, body)


def _data(shelf: Shelf, request: Request) -> Response:
    with shelf.look() as snapshot:
        found = answer(snapshot, request.path_params["address"], dict(request.query_params))
    return json_answer(request, found)


def _openapi(request: Request) -> Response:
    return json_answer(request, openapi())


def _static(request: Request) -> Response:
    wanted = request.path_params["name"]
    asset = next((each for each in assets().values() if each.name == wanted), None)
    if asset is None:
        return error_answer(request.scope, 404, "there is no such file", "Load the page again.")
    return Response(asset.content, media_type=asset.media, headers={"cache-control": _FOREVER})


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = {405: "pages are only read here", 404: "there is no such page"}.get(status, "this cannot be answered")
    return error_answer(request.scope, status, what, "Look for it from the list of stories.")


async def _failed(request: Request, _: Exception) -> Response:
    what = "something went wrong in onrecord itself"
    return error_answer(request.scope, 500, what, "The server's log says more.")
