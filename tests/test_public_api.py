"""What a program may rely on, and what importing it costs."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import OnrecordError


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_there(name):
    assert getattr(onrecord, name) is not None


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = onrecord.bild


def test_importing_the_package_imports_nothing_else():
    shown = (
        "import json, sys, onrecord; print(json.dumps([name for name in sys.modules if name.startswith('onrecord')]))"
    )
    done = subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True)
    assert json.loads(done.stdout) == ["onrecord"]


def test_every_error_that_is_raised_on_purpose_has_one_root():
    errors = [getattr(onrecord, name) for name in onrecord.__all__ if name.endswith("Error")]
    assert all(issubclass(error, OnrecordError) for error in errors)


def test_a_register_is_built_and_asked_from_python(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Berlin speaks\n\nGermany pledged to send troops to Ruritania, its minister said on Monday.\n")
    with onrecord.open_register(tmp_path / "a.register") as register:
        onrecord.build([article], register, onrecord.Settings(workers=1))
        (position,) = register.positions(party="Germany")
        counts = onrecord.export(register, tmp_path / "out")
    assert (position.stance, position.action) == (onrecord.Stance.PLEDGED, onrecord.Action.DEPLOY)
    assert position.span.stands_in(article.read_text())
    assert counts["positions"] == 1


def test_type_checkers_see_the_names_that_are_there():
    source = Path(onrecord.__file__).read_text()
    (guarded,) = (node for node in ast.parse(source).body if isinstance(node, ast.If))
    seen = {alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == set(onrecord.__all__) - {"__version__"}


def test_every_public_name_is_documented():
    assert [name for name in onrecord.__all__ if name != "__version__" and not getattr(onrecord, name).__doc__] == []


def test_the_views_are_those_that_can_be_asked_for():
    from onrecord import ask

    assert set(ask.__all__) <= set(onrecord.__all__)
