"""Which documents tell one event is a judgement that every later build keeps."""

import pytest

from onrecord import flow
from onrecord.model import Decision, Judgement
from onrecord.model.judgement import story_pairs
from onrecord.register import open_register
from onrecord.settings import Settings

RULES = Settings(workers=1, models=False)
HERRING = "Fishermen of Turku gave a herring feast at the old customs house, with trawlers dressed in flags.\n"
BAKERY = "A bakery in Lima burned down with all its ovens, and its bakers went home to their villages.\n"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text(HERRING)
    (tmp_path / "articles/b.txt").write_text(BAKERY)
    build(tmp_path)
    return tmp_path


def build(place):
    with open_register(place / "a.register") as register:
        flow.build([place / "articles"], register, RULES)


def stories(place):
    """The stories, by the names of their documents, with their ids."""
    with open_register(place / "a.register", read_only=True) as register:
        names = register.names()
        return {
            tuple(sorted(names[each] for each in story.documents)): story.id for story in register.comparison().stories
        }


def document(place, name):
    with open_register(place / "a.register", read_only=True) as register:
        return next(identity for identity, each in register.names().items() if each == name)


@pytest.fixture
def review(place):
    from onrecord.cli import main

    return lambda *words: main(["review", *words, "--who", "Ada", "--register", str(place / "a.register")])


def test_merged_stories_stay_merged_when_the_register_is_built_again(place, review):
    assert set(stories(place)) == {("a.txt",), ("b.txt",)}
    assert review("merge", *stories(place).values()) == 0
    assert set(stories(place)) == {("a.txt", "b.txt")}
    (place / "articles/c.txt").write_text(f"In the morning all was over.\n\n{HERRING}")
    build(place)
    assert set(stories(place)) == {("a.txt", "b.txt", "c.txt")}
    assert review("undo") == 0
    assert set(stories(place)) == {("a.txt", "c.txt"), ("b.txt",)}


def test_a_document_split_off_stays_off_until_it_is_merged_again(place, review):
    (place / "articles/c.txt").write_text(f"In the morning all was over.\n\n{HERRING}")
    build(place)
    assert ("a.txt", "c.txt") in stories(place)
    assert review("split", document(place, "c.txt")) == 0
    build(place)
    assert set(stories(place)) == {("a.txt",), ("b.txt",), ("c.txt",)}
    assert review("merge", stories(place)["a.txt",], stories(place)["c.txt",]) == 0
    assert ("a.txt", "c.txt") in stories(place)


def test_a_story_merged_with_a_party_or_itself_is_refused(place, review):
    first, _ = stories(place).values()
    assert review("merge", first, first) == 2
    assert review("merge", first, "Germany") == 2
    assert review("accept", first) == 2


def test_splitting_off_keeps_the_rest_of_a_merger_together():
    def judged(verdict, number, targets, records):
        at = f"2026-01-0{number}T00:00:00.000000+00:00"
        return Judgement(verdict, targets, "Ada", at, records=records)

    merged = judged(Decision.MERGE, 1, ("story-1", "story-2"), (("a", "document-b"), ("c",)))
    assert story_pairs([merged]) == ({("a", "c"), ("c", "document-b")}, frozenset())
    split = judged(Decision.SPLIT, 2, ("document-b",), (("a", "c"),))
    assert story_pairs([split, merged]) == ({("a", "c")}, {("a", "document-b"), ("c", "document-b")})
    with pytest.raises(ValueError, match="needs their documents"):
        judged(Decision.MERGE, 1, ("story-1", "story-2"), ())
