"""PLOVER's table: scores, quad classes, and the way to and from CAMEO."""

from __future__ import annotations

import pytest

from detente import plover


def test_scores_and_classes() -> None:
    assert plover.code("AID").score == 10
    assert plover.code("ACCUSE").score == -3
    assert plover.code("ASSAULT", "aerial").quad == "material conflict"
    assert plover.code("CONSULT", "phone").quad == "verbal cooperation"
    assert plover.code("CONSULT", "no such mode") == plover.code("CONSULT")
    with pytest.raises(KeyError):
        plover.code("GREET")


def test_a_mode_has_the_sign_and_class_of_its_type() -> None:
    for (kind, _), each in plover.codes().items():
        assert each.quad == plover.code(kind).quad
        assert -10 <= each.score <= 10
        if "conflict" not in each.quad:
            assert each.score > 0


@pytest.mark.parametrize(
    ("cameo", "wanted"),
    [
        ("042", ("CONSULT", "visit", ())),
        ("0871", ("RETREAT", "ceasefire", ("military",))),
        ("195", ("ASSAULT", "heavy-weapons", ("military",))),
        ("17", ("COERCE", None, ())),
        ("010", None),
        ("02", None),
    ],
)
def test_from_cameo(cameo: str, wanted: object) -> None:
    assert plover.from_cameo(cameo) == wanted


def test_each_root_leads_back_to_its_type() -> None:
    for kind in plover.TYPES:
        if kind != "RETREAT":
            told = plover.from_cameo(plover.code(kind).cameo)
            assert told is not None
            assert told[0] == kind
