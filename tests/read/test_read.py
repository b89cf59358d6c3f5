"""The whole of reading: any bytes give an article whose spans lie in its text, or a reason; and memory is bounded."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.config import Config
from detente.errors import UnreadableError
from detente.model import Article, content_id
from detente.read import CODES, Source, discover, read, source_id
from detente.read.lines import words_outside
from read.conftest import Read, Refused
from read.makers import BORDER, TALKS, article_of, kept, pdf, word

ARTICLES = Path(__file__).parents[2] / ".." / "shared" / "data" / "articles"
SUFFIXES = (".txt", ".html", ".md", ".pdf", ".docx", "")


def check(article: Article) -> None:
    """Check what holds for every article."""
    at = -1
    for span in article.boilerplate:
        assert at < span.start < span.end <= len(article.text)
        at = span.end
    assert article.words == words_outside(article.text, article.boilerplate) >= 1
    assert article.id == content_id(article.address, article.text)
    for said in (article.title, article.author, article.outlet, article.published):
        assert said is None or said.strip()
    "".join(str(getattr(article, name)) for name in ("text", "title", "author", "address")).encode("utf-8")


def check_outcome(found: Article | str) -> None:
    if isinstance(found, Article):
        check(found)
    else:
        assert found in CODES


def outcome(name: str, data: bytes) -> Article | str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        try:
            return article_of(file, Config(min_words=1))
        except UnreadableError as error:
            return error.code


ANY_BYTES = st.one_of(
    st.binary(max_size=2_000),
    st.text(max_size=800).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [TALKS, "By Ada Example", "---", "title: x", "Share:", "Facebook", "", "# H", "[a]: b", "```", "> q"]
        )
    ).map(lambda lines: "\n".join(lines).encode()),
)
MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> <table> <td> <tr> </table> <h1> <nav> </nav> <br> </a> <script> </script>".split()
        + "<title> </title> &amp; <!-- --> <pre> <ul><li> <frameset> <svg> <html> <body> “x” \x00".split()
        + [TALKS, "<meta charset=utf-16>", "<a href=x>", "<span hidden>", " "]
    ),
    max_size=40,
).map(lambda parts: ("<html>" + "".join(parts)).encode())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=ANY_BYTES, suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_give_an_article_or_a_reason(data: bytes, suffix: str) -> None:
    found = outcome("a" + suffix, data)
    check_outcome(found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=MARKUP)
def test_any_markup_gives_an_article_or_a_reason(data: bytes) -> None:
    found = outcome("a.html", data)
    check_outcome(found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.sampled_from([pdf([[TALKS[:90], BORDER[:90]]] * 2), word([TALKS, BORDER])]),
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, 200),
)
def test_documents_with_wrong_bytes_give_an_article_or_a_reason(
    data: bytes, places: list[tuple[int, int]], cut: int
) -> None:
    broken = bytearray(data)
    for place, value in places:
        broken[place % len(broken)] = value
    found = outcome("a", bytes(broken[: len(broken) - cut]))
    check_outcome(found)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_the_text_of_a_text_file_is_the_decoded_file(text: str) -> None:
    found = outcome("a.txt", ("\ufeff" + text).encode())
    if isinstance(found, Article) and found.media_type == "text/plain":
        assert found.text == text


def test_the_same_file_gives_the_same_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Envoys resume talks\n\n{TALKS}\n", encoding="utf-8")
    source = next(item for item in discover([tmp_path]) if isinstance(item, Source))
    first, second = read(source, Config()), read(source, Config(), source_id(source))
    assert first == second
    assert (first.path, first.address, first.language) == (f"{tmp_path}/a.txt", "a.txt", "und")


def test_limits_are_the_configuration_s(read_bytes: Read, refused: Refused) -> None:
    text = f"{TALKS}\n\n{BORDER}"
    assert refused("a.txt", text, Config(max_chars=100)).code == "too_long"
    assert refused("a.txt", text, Config(max_bytes=100)).code == "too_large"
    assert refused("a.txt", text, Config(min_words=500)).code == "no_text"
    assert read_bytes("a.txt", text, Config(max_chars=len(text), max_bytes=len(text.encode()))).text == text


MEASURE = """
    import resource, sys
    from pathlib import Path
    from detente.config import Config
    from detente.errors import UnreadableError
    from detente.read import Source, read
    import detente.read.html, detente.read.markdown, trafilatura
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file, limit = Path(sys.argv[1]), int(sys.argv[2])
    try:
        code = "read", read(Source("a", file, file.stat().st_size), Config(max_bytes=limit)).words
    except UnreadableError as error:
        code = error.code, error.reason
    print(code[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(
    "case",
    [
        ("line.txt", lambda: b"word " * 10_000_000, 20_000_000, "too_large", 5),
        ("line.txt", lambda: b"word " * 10_000_000, 80_000_000, "too_long", 260),
        ("page.html", lambda: b"<html>" + b"<p>word</p>" * 90_000, 20_000_000, "too_long", 330),
        ("page.html", lambda: b"<html>" + b"<p>word " * 2_000_000, 20_000_000, "too_complex", 90),
        ("page.html", lambda: b"<html>" + b"<<<<" * 4_000_000, 20_000_000, "too_complex", 200),
        ("page.html", lambda: b"<html><script>" + b"x" * 8_000_000 + b"</script>" + TALKS.encode(), 10**7, "read", 330),
    ],
)
def test_memory_is_bounded(case: tuple[str, Callable[[], bytes], int, str, int], tmp_path: Path) -> None:
    name, data, limit, code, megabytes = case
    file = tmp_path / name
    file.write_bytes(data())
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURE), str(file), str(limit)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said, grown = done.stdout.split()
    assert said == code
    assert int(grown) < 1_000 * megabytes


@pytest.mark.skipif(not ARTICLES.exists(), reason="the articles for development are not beside this checkout")
def test_articles_as_found_on_the_web() -> None:
    found = {
        source.file.name[:3]: read(source, Config()) for source in discover([ARTICLES]) if isinstance(source, Source)
    }
    for number, article in found.items():
        check(article)
        source = next(ARTICLES.glob(f"{number}*"))
        assert article.text == source.read_bytes().decode("utf-8")
    titled = {number: article.title is not None for number, article in found.items()}
    assert titled == {"000": True, "001": True, "002": True, "003": False, "004": True}
    assert [number for number, article in found.items() if article.author] == ["001", "002"]
    assert [(number, article.published) for number, article in found.items() if article.published] == [
        ("002", "2022-03-31")
    ]
    assert [number for number, article in found.items() if article.outlet] == ["002"]
    # Nothing of the three that came without residue is taken for it; of the others, only a little at the edges.
    assert [number for number, article in found.items() if not article.boilerplate] == ["000", "003", "004"]
    for number in ("001", "002"):
        text = found[number].text
        middle = text[len(text) // 5 : -len(text) // 5]
        assert middle in kept(found[number])
        assert "Your email address" not in kept(found[number])
        assert "mobile version" not in kept(found[number])
