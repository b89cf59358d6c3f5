"""The measures of the bench of fields, on values counted by hand."""

from __future__ import annotations

from bench.manner import measured


def test_accuracy_and_macro_f1_beside_the_most_frequent_value() -> None:
    values = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]
    found = measured(values)
    assert found["accuracy"] == 0.75
    assert found["macro F1"] == round((4 / 5 + 2 / 3) / 2, 3)
    assert found["accuracy, most frequent"] == 0.75
    assert found["macro F1, most frequent"] == round((6 / 7) / 2, 3)


def test_nothing_measured_is_nothing_reached() -> None:
    assert measured([])["accuracy"] == 0
