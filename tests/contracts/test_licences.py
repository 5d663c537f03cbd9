"""What docs/dependencies.md says of licences is what the installed packages say of themselves."""

from __future__ import annotations

import re

import pytest

from docs import licences

PAGE = licences.PAGE.read_text(encoding="utf-8")
DIRECT = dict(re.findall(r"^\| `([a-z0-9-]+)` \| \S+ \| ([^|]+?) \|", PAGE, re.MULTILINE))
SECTION = PAGE.partition(licences.BEGIN)[2].partition(licences.END)[0]
BROUGHT = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+?) \|$", SECTION, re.MULTILINE))
FAMILIES = ("MIT", "BSD", "Apache", "MPL", "LGPL", "PSF", "ISC", "0BSD", "Mozilla", "Artistic")
BROUGHT.pop("package")  # the head of the table


def families(licence: str) -> set[str]:
    return {"MPL" if family == "Mozilla" else family for family in FAMILIES if family in licence}


@pytest.mark.parametrize("package", sorted(DIRECT))
def test_the_licence_of_a_package_asked_for_is_the_one_it_declares(package: str) -> None:
    found = licences.declared(package)
    if found is None or found == "not declared":
        pytest.skip(f"{package} is not installed here in the version that is pinned, or declares nothing")
    assert families(found) & families(DIRECT[package]), (found, DIRECT[package])


def test_every_package_that_is_brought_along_is_listed() -> None:
    assert set(licences.brought()) == set(BROUGHT)


@pytest.mark.parametrize("package", sorted(BROUGHT))
def test_the_licence_of_a_package_brought_along_is_the_one_it_declares(package: str) -> None:
    found = licences.declared(package)
    if found is None:
        pytest.skip(f"{package} is not installed here in the version that is pinned")
    assert found == BROUGHT[package]


def test_every_licence_is_one_that_apache_can_stand_on() -> None:
    unknown = {name for name, licence in BROUGHT.items() if not families(licence)}
    assert unknown <= {"locate"}  # its classifier says "Other"; its licence is MIT's
