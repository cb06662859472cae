"""The first screen: 18 boxes, each of which alone is a reason for care today."""

from __future__ import annotations

import pytest

from handrail.engine.answers import NoValue
from handrail.engine.content import Content
from handrail.engine.facts import READERS, Reader
from handrail.engine.rules import Urgency
from handrail.engine.values import YES
from tests.content.situations import check_of, follow_ups, worst

BOXES = (
    "not_waking_or_passing_out",
    "breathing_trouble",
    "fit_confused_or_overheated",
    "chest_head_or_one_side",
    "injured_or_exposed",
    "took_too_much_or_to_harm",
    "unable_to_pass_urine",
    "visible_blood_in_urine",
    "fever_or_rigors",
    "loin_or_flank_pain",
    "severe_belly_signs",
    "pregnancy_danger_sign",
    "hot_lump_or_bleeding",
    "suicidal_thoughts",
    "psychotic_symptoms",
    "abuse_or_fear_at_home",
    "unwanted_sex_or_exploitation",
    "sedative_stop_danger",
)
"""The 18 boxes of the first screen, in the clinicians' order."""

TICKED_IS_EMERGENCY = {1, 2, 3, 4, 5, 7}
CANNOT_TELL_IS_EMERGENCY = {1, 2, 3, 4, 7, 12}

CANNOT_TELL = NoValue.CANNOT_TELL

BOX_AND_READER = [(number, fact, reader) for number, fact in enumerate(BOXES, start=1) for reader in READERS]


@pytest.mark.parametrize(("number", "fact", "reader"), BOX_AND_READER)
def test_a_box_ticked_alone_is_a_reason_for_care_today(
    number: int, fact: str, reader: Reader, content: Content
) -> None:
    assert reader in content.facts[fact].ask
    check = check_of(content, reader, {fact: YES})
    assert check.at_least >= Urgency.SAME_DAY
    assert check.at_least == Urgency.EMERGENCY_NOW or number not in TICKED_IS_EMERGENCY
    assert any(finding.basis == "certain" and finding.rule.urgency == check.at_least for finding in check.findings)


@pytest.mark.parametrize(("number", "fact", "reader"), BOX_AND_READER)
def test_cannot_tell_on_a_box_is_a_reason_for_care_today(
    number: int, fact: str, reader: Reader, content: Content
) -> None:
    check = check_of(content, reader, {fact: CANNOT_TELL, "pregnancy_status": frozenset({"possible"})})
    assert check.at_least >= Urgency.SAME_DAY
    assert check.at_least == Urgency.EMERGENCY_NOW or number not in CANNOT_TELL_IS_EMERGENCY
    assert {finding.basis for finding in check.findings if finding.rule.urgency >= Urgency.SAME_DAY} == {"caution"}


@pytest.mark.parametrize(("number", "fact", "reader"), BOX_AND_READER)
def test_preferring_not_to_say_raises_nothing_and_denies_nothing(
    number: int, fact: str, reader: Reader, content: Content
) -> None:
    check = check_of(content, reader, {fact: NoValue.PREFER_NOT_TO_SAY, "pregnancy_status": frozenset({"possible"})})
    assert check.at_least < Urgency.SAME_DAY
    assert check.at_most >= Urgency.SAME_DAY


NEEDS_THE_BOX = {
    "immune_weakness": "more dangerous only with a fever",
    "stent_or_catheter": "more dangerous only with a fever",
    "takes_blood_thinner": "more dangerous only with bleeding or an injury",
    "psychosis_not_drinking": "means danger only with psychosis",
    "sole_carer_in_psychosis": "means danger only with psychosis",
}
"""Follow-ups that are no danger by themselves."""


@pytest.mark.parametrize("reader", READERS)
def test_a_danger_told_after_cannot_tell_is_not_lost(reader: Reader, content: Content) -> None:
    lost = []
    for box, follow_up in follow_ups(content, reader):
        sure = check_of(content, reader, {box.id: YES, follow_up.id: worst(follow_up)})
        unsure = check_of(content, reader, {box.id: CANNOT_TELL, follow_up.id: worst(follow_up)})
        if sure.at_least >= Urgency.SAME_DAY and unsure.at_least < sure.at_least and follow_up.id not in NEEDS_THE_BOX:
            lost.append(f"{follow_up.id} after {box.id}")
    assert lost == []
