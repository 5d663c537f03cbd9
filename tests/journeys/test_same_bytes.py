"""The same articles give the same record, byte for byte, however they came in."""

import pytest

from onrecord.flow import build, open_register
from onrecord.publish import export
from onrecord.settings import Settings

ALONE, TOGETHER = Settings(workers=1), Settings(workers=2, batch=2)


@pytest.fixture
def recorded(tmp_path, content):
    """The bytes of an export after builds of these lists of paths, one after the other."""

    def record(name, settings, *builds):
        with open_register(tmp_path / f"{name}.register") as register:
            for paths in builds:
                build(paths, register, settings)
            export(register, tmp_path / name)
        return content(tmp_path / name)

    return record


def test_order_workers_and_repetition_do_not_show(articles, recorded):
    folder = articles(8)
    paths = sorted(folder.iterdir())
    expected = recorded("once", ALONE, [folder])
    assert expected["positions.jsonl"].count(b"\n") >= 16
    assert recorded("twice", ALONE, [folder], [folder]) == expected
    assert recorded("reversed", ALONE, *[[path] for path in paths[::-1]]) == expected
    assert recorded("together", TOGETHER, [folder]) == expected
    assert recorded("halves", TOGETHER, paths[5:], paths[:5]) == expected


def test_the_names_of_copies_do_not_depend_on_which_came_first(articles, recorded):
    paths = sorted(articles(1).iterdir())
    for line in range(3):
        lines = paths[0].parent / f"{'cab'[line]}.jsonl"
        lines.write_text('{"text": "Headline\\n\\nFrance pledged to train troops.", "url": "http://example.org/1"}\n')
        paths.append(lines)
    one_way = recorded("one-way", ALONE, *[[path] for path in paths])
    assert one_way == recorded("other-way", ALONE, *[[path] for path in paths[::-1]])
    assert b'"a.jsonl#1"' in one_way["documents.jsonl"]
