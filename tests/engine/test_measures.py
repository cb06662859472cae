"""What a measure comes to, whole and in part."""

from __future__ import annotations

from handrail.engine.content import Content
from handrail.engine.measures import begun, score
from handrail.engine.report import scores
from handrail.engine.values import Range
from tests.builders import CANNOT_TELL, check_of, content_of, items, measure, rule

BANDS = [(0, 2, "few"), (3, 5, "some"), (6, 9, "many")]
NAMES = ("mood_1", "mood_2", "mood_3")


def mood(**fields: object) -> Content:
    return content_of(items("mood", 3), [rule("r", "mood_1 >= 0")], measures=[measure("mood", NAMES, BANDS, **fields)])


def test_a_whole_measure_has_a_total_and_its_band() -> None:
    content = mood()
    result = score(content.measures["mood"], check_of(content, {"mood_1": 1, "mood_2": 2, "mood_3": 0}).values)
    assert result is not None
    assert (result.total, result.unanswered, result.band and result.band.label) == (Range(3, 3), 0, "some")


def test_the_ends_of_a_band_belong_to_it() -> None:
    content = mood()
    labels = [
        score(content.measures["mood"], check_of(content, dict(zip(NAMES, said, strict=True))).values).band.label
        for said in ((0, 0, 2), (0, 0, 3), (0, 3, 2), (0, 3, 3), (3, 3, 3))
    ]
    assert labels == ["few", "some", "some", "many", "many"]


def test_half_a_measure_has_at_least_a_total_and_no_band() -> None:
    content = mood()
    result = score(content.measures["mood"], check_of(content, {"mood_1": 3, "mood_2": 3}).values)
    assert result is not None
    assert (result.total, result.unanswered, result.band) == (Range(6, 9), 1, None)


def test_an_item_nobody_could_tell_leaves_it_incomplete() -> None:
    content = mood()
    said = {"mood_1": 3, "mood_2": 3, "mood_3": CANNOT_TELL}
    result = score(content.measures["mood"], check_of(content, said).values)
    assert result is not None
    assert (result.unanswered, result.band) == (1, None)


def test_a_measure_without_a_total_has_no_score() -> None:
    content = mood(total=None)
    assert score(content.measures["mood"], check_of(content).values) is None
    assert list(scores(check_of(content, {"mood_1": 1}))) == []


def test_a_total_outside_every_band_has_none() -> None:
    content = content_of(items("mood", 1), measures=[measure("mood", ["mood_1"], [(0, 1, "few")])])
    result = score(content.measures["mood"], check_of(content, {"mood_1": 3}).values)
    assert result is not None
    assert result.band is None


def test_an_item_that_does_not_count_is_asked_but_not_added() -> None:
    content = mood(counted=NAMES[:2])
    result = score(content.measures["mood"], check_of(content, {"mood_1": 1, "mood_2": 1, "mood_3": 3}).values)
    assert result is not None
    assert (result.total, result.unanswered) == (Range(2, 2), 0)


def test_a_measure_is_begun_when_some_but_not_all_is_answered() -> None:
    scale = mood().measures["mood"]
    assert [begun(scale, dict.fromkeys(NAMES[:count])) for count in range(4)] == [False, True, True, False]


def test_only_measures_with_an_answer_are_reported() -> None:
    assert list(scores(check_of(mood()))) == []
    assert [each.measure for each in scores(check_of(mood(), {"mood_2": 0}))] == ["mood"]
