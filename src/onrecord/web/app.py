"""The server: pages and JSON from one register; judgements of reviewers who are signed in are all that is written."""

from __future__ import annotations

import functools
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import OnrecordError, UsageError
from onrecord.web import addresses, judging, takeaway
from onrecord.web.access import Access, Guard
from onrecord.web.answers import API, ServedLinks, error_answer, file_answer, html_answer, json_answer, json_body
from onrecord.web.api import answer
from onrecord.web.assets import assets
from onrecord.web.desk import COOKIE, HOURS, Desk, Reviewer, TooManyTriesError, cookie_of, is_from_here
from onrecord.web.given import Given
from onrecord.web.openapi import openapi
from onrecord.web.page import NotFoundError
from onrecord.web.pages import page_at
from onrecord.web.render import Reviewing, html
from onrecord.web.shelf import HOLD, Opened, Shelf, Snapshot
from onrecord.web.tokens import Holder

_FOREVER = "public, max-age=31536000, immutable"
_TRY_AGAIN = "The register may be in the middle of a change; try again in a moment."


_LONGEST_FORM = 16_000  # bytes


def create_app(
    place: Path | str,
    opened: Callable[[], Opened],
    access: Access | None = None,
    reviewers: tuple[Holder, ...] = (),
    writable: judging.Writable | None = None,
    hold: float = HOLD,
) -> Starlette:
    """The application for the register at ``place``, which ``opened`` opens for reading.

    ``reviewers`` may sign in to judge; their judgements go into what ``writable`` opens. What others write is shown
    after about ``hold`` seconds, as :class:`Shelf` says.
    """
    shelf, given, desk = Shelf(place, opened, hold), Given(), Desk(reviewers if writable else ())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # what the program itself consists of stays: to go through it now and then takes a twentieth of a second, which
        # some reader would wait
        gc.freeze()
        yield
        gc.unfreeze()
        shelf.close()

    routes = [
        Route("/static/{name}", _static),
        Route(f"/{API}/openapi.json", _openapi),
        Route(f"/{API}/{{address:path}}", _answering(shelf, _given(given, _data, json_answer))),
        Route("/review/sign-in", _sent(desk, _sign_in), methods=["POST"]),
        Route("/review/sign-out", _sent(desk, _sign_out), methods=["POST"]),
        Route("/review", _sent(desk, functools.partial(_judge, shelf, given, writable)), methods=["POST"]),
        Route("/{address:path}", _answering(shelf, _pages(given, desk))),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=access or Access())],
        exception_handlers={HTTPException: _http_error, Exception: _failed},
        lifespan=lifespan,
    )


Answering = Callable[[Shelf, Request], Awaitable[Response]]


def _answering(shelf: Shelf, answering: Answering) -> Callable[[Request], object]:
    """An endpoint, with what goes wrong told in the one shape."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answering(shelf, request)
        except NotFoundError as error:
            return error_answer(request.scope, 404, str(error), "Look for it from the list of stories.")
        except UsageError as error:
            return error_answer(request.scope, 400, str(error), "Change what was asked for.")
        except OnrecordError as error:
            return error_answer(request.scope, 503, f"the register cannot be read: {error}", _TRY_AGAIN)

    return endpoint


def _given(
    given: Given, work_out: Callable[[Shelf, Request], bytes], tell: Callable[[Request, bytes], Response]
) -> Answering:
    """Answers that are the same for everyone who asks: worked out in a thread, once for all of them."""

    async def answering(shelf: Shelf, request: Request) -> Response:
        asked = f"{request.scope.get('root_path', '')} {request.url.path}?{request.url.query}"
        version = shelf.version()
        body = given.ready(asked, version)
        if body is None:
            working = functools.partial(work_out, shelf, request)
            body = await run_in_threadpool(given.answer, asked, version, working)
        return tell(request, body)

    return answering


def _pages(given: Given, desk: Desk) -> Answering:
    """Pages: those of review are worked out for the one who asks, and files to take away each time."""
    for_everyone = _given(given, functools.partial(_page, desk), html_answer)

    async def answering(shelf: Shelf, request: Request) -> Response:
        address = request.path_params["address"]
        if takeaway.is_file(address):
            return await run_in_threadpool(_file, shelf, request)
        if address.startswith(addresses.REVIEW):
            return html_answer(request, await run_in_threadpool(_page, desk, shelf, request, for_one=True))
        return await for_everyone(shelf, request)

    return answering


def _file(shelf: Shelf, request: Request) -> Response:
    with shelf.look() as snapshot:
        media, content = takeaway.taken(snapshot, request.path_params["address"])
    return file_answer(request, content, media)


def _page(desk: Desk, shelf: Shelf, request: Request, for_one: bool = False) -> bytes:
    """A page; with nothing of who asks for it in it, unless it is ``for_one``."""
    asked = dict(request.query_params)
    links = ServedLinks(request.scope.get("root_path", ""))
    kept = {name: value for name, value in asked.items() if value}
    with shelf.look() as snapshot:
        page = page_at(snapshot, request.path_params["address"], asked)
        reviewing = _reviewing(desk, snapshot, page.address, request) if for_one else Reviewing(desk.is_open)
        return html(page, links, snapshot, f"?{urlencode(kept)}" if kept else "", reviewing).encode()


def _reviewing(desk: Desk, snapshot: Snapshot, address: str, request: Request) -> Reviewing:
    """What the pages of review show beside what they are about: who is signed in, and what they judged last."""
    if not address.startswith(addresses.REVIEW):
        return Reviewing(desk.is_open)
    reviewer = desk.reviewer(cookie_of(request.headers))
    return Reviewing(desk.is_open, reviewer, judging.last_of(snapshot, reviewer.name) if reviewer else None)


Sending = Callable[[Desk, Request, dict[str, str]], Response]


def _sent(desk: Desk, answering: Sending) -> Callable[[Request], object]:
    """An endpoint for a form: from a page of this host alone, and no longer than forms are."""

    async def endpoint(request: Request) -> Response:
        if not is_from_here(request.headers):
            return error_answer(request.scope, 403, "this form was not sent from here", "Open the page of review.")
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST_FORM:
                return error_answer(request.scope, 413, "this form is too long", "Say it in fewer words.")
        try:
            sent = dict(parse_qsl(body.decode(), max_num_fields=30))
            return await run_in_threadpool(answering, desk, request, sent)
        except UsageError as error:
            return error_answer(request.scope, 400, str(error), "Go back and change it.")
        except ValueError:
            return error_answer(request.scope, 400, "this is no form", "Open the page of review.")
        except OnrecordError as error:
            return error_answer(request.scope, 503, f"the register cannot be written: {error}", _TRY_AGAIN)

    return endpoint


def _sign_in(desk: Desk, request: Request, sent: dict[str, str]) -> Response:
    try:
        cookie = desk.sign_in(sent.get("token", ""), request.client.host if request.client else "")
    except TooManyTriesError:
        answer = error_answer(request.scope, 429, "too many wrong tokens", "Wait a minute, then try again.")
        answer.headers["retry-after"] = "60"
        return answer
    if cookie is None:
        return error_answer(request.scope, 403, "this is no reviewer's token", "Ask who runs this server for one.")
    answer = _onward(request, addresses.REVIEW)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=HOURS * 3600,
        path=request.scope.get("root_path", "") or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


def _sign_out(desk: Desk, request: Request, sent: dict[str, str]) -> Response:
    cookie = cookie_of(request.headers)
    if (refusal := _not_theirs(desk.reviewer(cookie), request, sent)) is not None:
        return refusal
    desk.sign_out(cookie)
    answer = _onward(request, addresses.REVIEW)
    answer.delete_cookie(COOKIE, path=request.scope.get("root_path", "") or "/")
    return answer


def _judge(
    shelf: Shelf, given: Given, writable: judging.Writable | None, desk: Desk, request: Request, sent: dict[str, str]
) -> Response:
    reviewer = desk.reviewer(cookie_of(request.headers))
    if (refusal := _not_theirs(reviewer, request, sent)) is not None or reviewer is None or writable is None:
        return refusal or error_answer(request.scope, 403, "nobody judges here", "Read on.")
    try:
        with shelf.changing():
            onward = judging.record(writable, reviewer, sent)
    finally:
        given.forget()
    return _onward(request, onward)


def _not_theirs(reviewer: Reviewer | None, request: Request, sent: dict[str, str]) -> Response | None:
    """A refusal, where nobody is signed in or the form is not one of theirs."""
    if reviewer is None:
        return error_answer(request.scope, 403, "nobody is signed in to review", "Sign in with a reviewer's token.")
    if not reviewer.sent(sent.get("form", "")):
        return error_answer(request.scope, 403, "this form is not one of yours", "Load the page again.")
    return None


def _onward(request: Request, address: str) -> Response:
    """Go on with another page, so that loading it again sends nothing twice."""
    links = ServedLinks(request.scope.get("root_path", ""))
    return Response(status_code=303, headers={"location": links.page(address), "cache-control": "no-store"})


def _data(shelf: Shelf, request: Request) -> bytes:
    with shelf.look() as snapshot:
        return json_body(answer(snapshot, request.path_params["address"], dict(request.query_params)))


def _openapi(request: Request) -> Response:
    return json_answer(request, json_body(openapi()))


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
