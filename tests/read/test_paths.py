"""Files, folders, patterns and standard input become one sorted list, each file once."""

import os
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.read.paths import expand


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.html", ".hidden.txt", ".git/config"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    return tmp_path / "news"


def names(*paths):
    return [source.name for source in expand([str(path) for path in paths])]


def test_a_file_given_directly_goes_by_its_own_name(folder):
    assert names(folder / "deep" / "c.html") == ["c.html"]


def test_files_of_a_folder_go_by_their_place_in_it_and_hidden_ones_are_skipped(folder):
    assert names(folder) == ["a.txt", "b.txt", "deep/c.html"]


def test_a_hidden_file_is_read_when_it_is_named(folder):
    assert names(folder / ".hidden.txt") == [".hidden.txt"]


def test_a_pattern_gives_what_the_shell_would_have_given(folder):
    assert names(f"{folder}/*.txt") == names(folder / "a.txt", folder / "b.txt") == ["a.txt", "b.txt"]


def test_a_pattern_reaches_into_folders(folder):
    assert names(f"{folder}/**/*.html") == ["c.html"]
    assert names(f"{folder}/d*") == ["c.html"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder):
    (folder / "a[1].txt").write_text("words")
    assert names(folder / "a[1].txt") == ["a[1].txt"]


def test_order_does_not_depend_on_how_the_paths_are_given(folder):
    paths = [folder, folder / "deep", "-", folder / "a.txt"]
    assert names(*paths) == names(*reversed(paths)) == ["-", "a.txt", "b.txt", "c.html"]


def test_a_link_to_a_file_is_no_second_file(folder):
    (folder / "z.txt").symlink_to(folder / "a.txt")
    assert names(folder) == ["a.txt", "b.txt", "deep/c.html"]


def test_a_folder_that_links_to_itself_is_read_once(folder):
    (folder / "deep" / "again").symlink_to(folder)
    assert names(folder) == ["a.txt", "b.txt", "deep/c.html"]


def test_a_folder_is_named_the_same_with_and_without_a_slash(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert names("./") == names(".") == names(f"{folder}/")


def test_a_name_that_is_not_utf_8_stays_printable(folder):
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("words")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert "caf\ufffd.txt" in names(folder)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("absent.txt", "there is no file or folder 'absent.txt'; check the spelling"),
        ("absent/*.txt", r"no file matches 'absent/\*.txt'; check the pattern"),
        ("x" * 5000, "there is no file or folder"),
    ],
)
def test_what_does_not_exist_is_told_in_one_line(path, message):
    with pytest.raises(UsageError, match=message) as raised:
        expand([path])
    assert "\n" not in str(raised.value)


def test_nothing_given_is_told_as_well():
    with pytest.raises(UsageError, match="there is nothing to read; give a file"):
        expand([])


def test_files_of_one_name_in_two_folders_stay_two_documents(tmp_path: Path) -> None:
    for outlet in ("herald", "tribune"):
        (tmp_path / outlet).mkdir()
        (tmp_path / outlet / "1.txt").write_text("Norway agreed.")
    given = [str(tmp_path / outlet / "1.txt") for outlet in ("tribune", "herald")]
    assert [source.name for source in expand(given)] == ["herald/1.txt", "tribune/1.txt"]
