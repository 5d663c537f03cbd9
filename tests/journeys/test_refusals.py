"""What cannot be read is named, counted and kept with its reason; the rest goes on."""

import json


def test_bad_input_is_named_and_the_exit_status_is_3(onrecord, articles, tmp_path):
    folder, register = articles(2), tmp_path / "mixed.register"
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "large.txt").write_text("word " * 500)

    built = onrecord("build", folder, "--register", register, "--max-bytes", 2000)
    assert built.returncode == 3
    assert built.stdout.startswith("2 documents recorded\n")
    told = built.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in told[:-1]] == ["empty.txt", "large.txt", "picture.txt"]
    assert all(": rejected by read: " in line for line in told[:-1])
    assert told[-1] == "onrecord: 3 documents rejected; the others are recorded"

    onrecord("export", "--out", tmp_path / "out", "--register", register)
    lines = (tmp_path / "out" / "rejections.jsonl").read_text(encoding="utf-8").splitlines()
    refused = [json.loads(line) for line in lines]
    assert {each["name"] for each in refused if each["stage"] == "read"} == {"empty.txt", "large.txt", "picture.txt"}


def test_a_path_that_is_not_there_ends_with_status_2(onrecord, tmp_path):
    built = onrecord("build", tmp_path / "absent.txt", "--register", tmp_path / "a.register")
    assert built.returncode == 2
    assert built.stderr.startswith("onrecord: ")
    assert built.stderr.count("\n") == 1


def test_the_summary_is_there_as_json(onrecord, articles, tmp_path):
    built = onrecord("build", articles(1), "--register", tmp_path / "a.register", "--json")
    summary = json.loads(built.stdout)
    assert (summary["recorded"], summary["held"], summary["rejected"]) == (1, 0, [])
    assert summary["positions"] > 0
