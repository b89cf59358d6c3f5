from __future__ import annotations

from detente import travel
from detente.model import Article
from detente.travel.features import Lexicon, background, words
from detente.travel.residue import count_words, part, recurring
from detente.travel.score import Evidence

# Three happenings that have nothing in common but the site that prints them.
HERRING = [
    "Fishermen in Osk pulled a rusted anchor out of the bay on Tuesday and carried it to the museum.",
    "The curator believes that it belonged to a herring boat lost in the great storm of 1911.",
    "Visitors may look at it free of charge until the end of the month, he added.",
]
BRIDGE = [
    "Engineers have closed the railway bridge at Tolm after finding cracks beneath its third arch.",
    "Passengers are taken across the gorge by bus, which takes forty minutes longer than before.",
    "Nobody can say yet when trains will run again or who shall pay for the repair.",
]
CHOIR = [
    "A choir of retired miners won the singing contest in Vell, to the surprise of its own conductor.",
    "They rehearse in a disused pump house, where the echo hides whoever is out of tune.",
    "Next spring the men will travel abroad for the first time, to a festival in the lowlands.",
]
FOOT = [
    "Printed in the section: Town, Country, Reports and Letters of our Readers",
    "Lasting address of this report: osk.example/d/{}",
    "All that is printed here may be used freely by whoever names the Osk Messenger as its source",
]
RUSSIAN = [
    "Рыбаки вытащили из залива ржавый якорь и отвезли его в городской музей на старой телеге.",
    "Хранитель полагает, что якорь принадлежал парусной лодке, пропавшей во время большой бури.",
    "Посетители могут смотреть на него бесплатно до конца месяца, добавил хранитель музея.",
    "Городской совет обещал построить для находки отдельный зал рядом со старым маяком.",
    "Школьники уже придумали якорю имя и нарисовали его на стене своей столовой.",
]


def named(name: str, paragraphs: list[str], path: str = "") -> Article:
    return Article(name, path or name, name, "", "text/plain", "\n\n".join(paragraphs))


def printed(name: str, paragraphs: list[str], number: int) -> Article:
    return named(name, [*paragraphs, *(line.format(number) for line in FOOT)])


def test_words_are_counted_without_numbers_and_addresses() -> None:
    assert count_words("Printed: 14 May 2003, 09:00") == 2
    assert count_words("See osk.example/d/123 or https://osk.example/a/b?c=d.") == 2
    assert count_words("The prime minister's half-sister came late.") == 6
    assert count_words("双方将继续加强合作") == 4


def test_a_passage_of_few_words_has_no_sentences() -> None:
    read = words(named("a", ["Thank you very much.", HERRING[0]]), Lexicon(background()))
    assert set(read.owner.tolist()) == {1}
    assert len(read.passages) == 2


def test_few_words_alone_make_no_pair_and_no_row() -> None:
    thanks = ["Good day, dear friends!", "Thank you.", "Text only version", "Printed: 14 May 2003"]
    pairs, rows = travel.find([named("a", thanks), named("b", thanks)])
    assert (pairs, rows) == ([], [])
    one = named("a", ["Thank you very much.", *HERRING])
    _, rows = travel.find([one, named("b", ["Thank you very much.", *HERRING])])
    assert [one.text[row.a_start : row.a_end] for row in rows] == HERRING


def test_what_a_site_sets_under_everything_is_residue() -> None:
    corpus = [printed("a", HERRING, 17), printed("b", BRIDGE, 18), printed("c", CHOIR, 21)]
    found = recurring([*map(part, corpus)])
    foot = [part(each).keys[-len(FOOT) :] for each in corpus]
    assert {key for keys in foot for key in keys if key is not None} == found
    assert travel.find(corpus) == ([], [])


def test_a_text_that_many_carry_is_no_residue() -> None:
    corpus = [named(f"{n}", HERRING) for n in range(4)] + [named("x", BRIDGE)]
    assert recurring([*map(part, corpus)]) == frozenset()
    pairs, rows = travel.find(corpus)
    assert len(pairs) == 6
    assert len(rows) == 6 * len(HERRING)


def test_residue_is_left_out_of_a_retelling_too() -> None:
    corpus = [printed("a", HERRING, 17), printed("b", HERRING, 18), printed("c", BRIDGE, 19), printed("d", CHOIR, 20)]
    pairs, rows = travel.find(corpus)
    assert [(pair.a, pair.b) for pair in pairs] == [("a", "b")]
    assert [corpus[0].text[row.a_start : row.a_end] for row in rows] == HERRING


def test_versions_of_one_file_are_no_pair_of_each_other() -> None:
    old = named("a", HERRING, "desk/anchor.txt")
    new = named("b", [*HERRING, "A second anchor was found in the evening by the same crew."], "desk/anchor.txt")
    other = named("c", HERRING, "wire/anchor.txt")
    pairs, rows = travel.find([old, new, other])
    assert {(pair.a, pair.b) for pair in pairs} == {("a", "c"), ("b", "c")}
    assert {(row.a, row.b) for row in rows} == {("a", "c"), ("b", "c")}


def test_a_language_the_background_does_not_know_needs_more() -> None:
    lexicon = Lexicon(background())
    assert words(named("a", RUSSIAN), lexicon).known < 0.2
    assert words(named("b", HERRING + BRIDGE + CHOIR), lexicon).known > 0.6
    weak = (0.6, 15.0, 0.9)
    assert Evidence(*weak).probability() > 0.5 > Evidence(*weak, foreign=True).probability()


def test_a_copy_in_such_a_language_is_found() -> None:
    pairs, rows = travel.find([named("a", RUSSIAN), named("b", RUSSIAN)])
    assert len(pairs) == 1
    assert len(rows) == len(RUSSIAN)
