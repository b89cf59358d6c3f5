from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.travel.shelf import Shelf


@given(st.lists(st.integers() | st.text(st.characters(codec="utf-8")), max_size=30), st.integers(0, 31))
def test_a_shelf_is_a_list(members: list[int | str], held: int) -> None:
    shelf: Shelf[int | str] = Shelf(held)
    for member in members:
        shelf.append(member)
    assert len(shelf) == len(members)
    assert list(shelf) == members
    assert [shelf[place] for place in reversed(range(len(members)))] == members[::-1]
    assert shelf[1:3] == members[1:3]
    assert [shelf[-1]] == members[-1:] if members else True
    for beyond in (len(members), -len(members) - 1):
        with pytest.raises(IndexError):
            shelf[beyond]
    shelf.close()


def test_what_lay_in_the_file_is_gone_when_it_is_closed() -> None:
    shelf: Shelf[str] = Shelf(1)
    for member in "abc":
        shelf.append(member)
    assert shelf[2] == "c"
    shelf.close()
    assert shelf[0] == "a"
    with pytest.raises(ValueError, match="closed"):
        shelf[1]
