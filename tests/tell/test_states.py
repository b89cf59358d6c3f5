from __future__ import annotations

import pytest

from detente.errors import UsageError
from detente.tell import states


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RUS", "RUS"),
        ("rus", "RUS"),
        ("russia", "RUS"),
        ("Russian", "RUS"),
        ("Moscow", "RUS"),
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("cote d'ivoire", "CIV"),
        ("Soviet Union", "SUN"),
        ("eu", "EUU"),
    ],
)
def test_a_state_is_known_by_code_name_and_adjective(typed: str, code: str) -> None:
    assert states.code(typed) == code


def test_an_unknown_state_is_refused_with_those_spelt_alike() -> None:
    with pytest.raises(UsageError, match=r"'Rusia' \(did you mean Russia, RUS"):
        states.code("Rusia")
    with pytest.raises(UsageError, match=r"'Qwxyz'; give a name"):
        states.code("Qwxyz")


def test_a_code_has_a_name_and_an_unknown_code_is_its_own() -> None:
    assert states.name("CHN") == "China"
    assert states.name("EUU") == "European Union"
    assert states.name("QQQ") == "QQQ"
    assert states.named("china") == "CHN"
    assert states.named("China Daily") is None


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("United States", "the United States"),
        ("China", "China"),
        ("Netherlands", "the Netherlands"),
        ("Union", "Union"),
    ],
)
def test_a_name_has_the_article_english_gives_it(name: str, spoken: str) -> None:
    assert states.spoken(name) == spoken
