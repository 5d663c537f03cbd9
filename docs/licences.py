"""The licence that each pinned package declares, for ``docs/dependencies.md``: ``python -m docs.licences``."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
BEGIN, END = "<!-- licences: python -m docs.licences -->\n", "<!-- end of licences -->\n"
_LONGEST = 60  # characters: what is longer is the licence's whole text, not its name
_DIRECT = re.compile(r"^\| `([a-z0-9-]+)` \| \S+ \| ", re.MULTILINE)


def pinned() -> dict[str, str]:
    """The version of each package that is installed to run or to check."""
    texts = (ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev"))
    return {
        name: version for text in texts for name, version in re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", text.read_text())
    }


def declared(package: str) -> str | None:
    """What the installed package says of its licence; None where it is not installed in the version that is pinned."""
    try:
        found = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    if found["Version"] != pinned().get(package):
        return None
    named = [(found.get_all(field) or [""])[0] for field in ("License-Expression", "License")]
    short = [each.strip() for each in named if each and len(each) <= _LONGEST and "\n" not in each]
    classes = [
        each.split("::")[-1].strip() for each in found.get_all("Classifier") or [] if each.startswith("License ::")
    ]
    return short[0] if short else ", ".join(classes) or "not declared"


def brought() -> list[str]:
    """The packages that nothing asks for by name: those come with them."""
    direct = set(_DIRECT.findall(PAGE.read_text(encoding="utf-8")))
    return sorted(set(pinned()) - direct)


def table() -> str:
    """A line for each package that is brought along and is installed here."""
    lines = [f"| {name} | {found} |\n" for name in brought() if (found := declared(name))]
    return "".join(("| package | licence, as it declares |\n|---|---|\n", *lines))


def main() -> None:
    """Write the table anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
