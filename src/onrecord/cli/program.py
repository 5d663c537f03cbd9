"""The program ``onrecord``: its commands, and how errors end it.

Exit status: 0 done, 1 failed, 2 not as asked, 3 some documents rejected, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from onrecord import __version__
from onrecord.cli.attribute import attribute
from onrecord.cli.build import build
from onrecord.cli.changes import changes
from onrecord.cli.classify_acts import classify_acts
from onrecord.cli.export import export
from onrecord.cli.import_export import import_export
from onrecord.cli.review import review
from onrecord.cli.sample import sample
from onrecord.cli.scenario import scenario
from onrecord.cli.search import search
from onrecord.cli.serve import publish, serve, serve_token
from onrecord.cli.show import show
from onrecord.cli.terminal import prepare_streams, tell
from onrecord.cli.watch import watch
from onrecord.errors import OnrecordError, UsageError

_FAILED, _USAGE, _STOPPED, _PIPE_CLOSED = 1, 2, 130, 141


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord", message="%(prog)s %(version)s")
def onrecord() -> None:
    """Read news coverage and keep the record of who has committed to what, with the exact words.

    \b
    onrecord build articles --register summit.register
    onrecord show matrix --register summit.register
    """


for command in (
    build,
    watch,
    show,
    search,
    changes,
    scenario,
    review,
    export,
    import_export,
    attribute,
    classify_acts,
    serve,
    publish,
    serve_token,
    sample,
):
    onrecord.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit status."""
    prepare_streams()
    try:
        status = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has seen enough; nothing more can be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        tell("stopped")
        return _STOPPED
    return status


def _run(arguments: list[str]) -> int:
    try:
        with onrecord.make_context("onrecord", arguments) as context:
            return int(onrecord.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return _USAGE
    except click.ClickException as error:
        asked = getattr(error, "ctx", None)
        tell(error.format_message() + (f" (see: {asked.command_path} --help)" if asked else ""))
        return error.exit_code
    except UsageError as error:
        tell(str(error))
        return _USAGE
    except OnrecordError as error:
        tell(str(error))
        return _FAILED
