"""The program is there at once: what is heavy is imported when it is needed."""

import json
import subprocess
import sys
import time

HEAVY = {"numpy", "rich", "spacy", "sqlalchemy", "trafilatura"}


def seconds(*arguments):
    """The quickest of five runs: the others waited for something else."""
    return min(timed([sys.executable, *arguments]) for _ in range(5))


def timed(command):
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def test_nothing_heavy_is_imported_with_the_command_line():
    shown = "import json, sys, onrecord.cli; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True)
    assert not HEAVY & set(json.loads(done.stdout))


def test_help_comes_within_a_few_starts_of_python():
    # 0.3 s on a machine where "python -c pass" takes 0.02 s
    helped = seconds("-c", "from onrecord.cli import main; main(['--help'])")
    assert helped < 15 * seconds("-c", "pass")
