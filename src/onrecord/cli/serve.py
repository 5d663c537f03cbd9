"""``onrecord serve``, ``onrecord publish`` and ``onrecord serve-token``: the register as pages."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import register_option
from onrecord.cli.terminal import say
from onrecord.cli.wording import counted
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.web.access import Access
    from onrecord.web.tokens import Holder

_WEB = frozenset({"starlette", "jinja2", "markupsafe", "uvicorn", "anyio"})


@click.command()
@register_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port to listen at.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who may read: tokens' digests, as onrecord serve-token writes them.",
)
@click.option(
    "--trusted-header",
    metavar="NAME",
    help="A header in which a proxy in front names the reader it has signed in.",
)
@click.option(
    "--reviewer-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who may judge under /review: tokens' digests, as onrecord serve-token writes them.",
)
def serve(
    register_path: Path,
    host: str,
    port: int,
    token_file: Path | None,
    trusted_header: str | None,
    reviewer_file: Path | None,
) -> None:
    """Show a register in a browser: pages, and JSON under /api/v1/.

    Listens to this machine alone. Any other address needs --token-file, or --trusted-header behind a
    proxy that sets that header itself and is the only one who can reach this port. With
    --reviewer-file those who have a token in it judge what was read, in their names.
    """
    with _needing_web():
        import uvicorn

        from onrecord.web.app import create_app
    access = _access(host, token_file, trusted_header)
    reviewers = () if reviewer_file is None else _holders(reviewer_file)
    _check_opens(register_path)
    app = create_app(register_path, lambda: _opened(register_path), access, reviewers, lambda: _writable(register_path))
    say(f"http://{_in_url(host)}:{port}/  (Ctrl-C stops)")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, proxy_headers=False
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@register_option
def publish(folder: Path, register_path: Path) -> None:
    """Write a register's pages as files into DIR, for any web host, or to open with a double click.

    Publishing again into the same DIR takes away the pages that are gone.
    """
    with _needing_web():
        from onrecord.web.site import publish as write_site

    with _opened(register_path) as register:
        pages = write_site(register, folder)
    say(f"{counted(pages, 'page')} in {folder}; open {folder / 'index.html'}")


@click.command(name="serve-token")
@click.argument("name", metavar="NAME")
@click.option("--token-file", type=click.Path(path_type=Path), required=True, metavar="FILE", help="File to add it to.")
def serve_token(name: str, token_file: Path) -> None:
    """Make a token for a reader or a reviewer of onrecord serve.

    Prints it once; FILE keeps only its digest. Take the line away to take the token back.
    """
    with _needing_web():
        from onrecord.web.tokens import new_token

    say(new_token(token_file, name))


def _access(host: str, token_file: Path | None, trusted_header: str | None) -> Access:
    """Who may read. Raises UsageError where others could reach the register without being asked who they are."""
    from onrecord.web.access import Access

    if token_file is not None and trusted_header is not None:
        raise UsageError("--token-file and --trusted-header cannot both say who may read: give one")
    holders = () if token_file is None else _holders(token_file)
    if not holders and not trusted_header and not _is_loopback(host):
        raise UsageError(
            f"{host} can be reached from elsewhere: give --token-file or --trusted-header, or leave --host out"
        )
    return Access(holders, trusted_header)


def _holders(file: Path) -> tuple[Holder, ...]:
    """Those with a token in the file. Raises UsageError where there are none."""
    from onrecord.web.tokens import read_tokens

    if holders := read_tokens(file):
        return holders
    raise UsageError(f"{file} holds no token; make one with: onrecord serve-token NAME --token-file {file}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _check_opens(register_path: Path) -> None:
    """A register that cannot be opened is told before anything listens."""
    with _opened(register_path):
        return


def _opened(register_path: Path) -> Any:
    from onrecord.flow import open_register

    return open_register(register_path, read_only=True)


def _writable(register_path: Path) -> Any:
    from onrecord.flow import open_register

    return open_register(register_path, must_exist=True)


@contextmanager
def _needing_web() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _WEB:
            raise
        raise UsageError(f"pages need {error.name}, which is not installed: pip install 'onrecord[web]'") from error
