"""Files that hold many articles: every record gives an article or a reason, whatever has happened to the file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.config import Config
from detente.errors import UnreadableError, UsageError
from detente.model import Article, Reject
from detente.read import CODES, Source, read, source_id
from detente.read.containers import expanded
from detente.read.feeds import addresses
from detente.read.tables import parse_mapping
from read.makers import BORDER, CLOSE, TALKS

PAGE = "<!DOCTYPE html><html><head><title>Talks resume</title></head><body><article><p>{}</p><p>{}</p></article></body>"


def found(file: Path, config: Config | None = None) -> tuple[list[Article], list[Reject]]:
    """Read all that a file holds."""
    config = config or Config()
    articles, rejects = [], []
    for item in expanded(Source(file.name, file, file.stat().st_size), config):
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        try:
            articles.append(read(item, config, source_id(item)))
        except UnreadableError as error:
            rejects.append(Reject(item.path, "", error.code, error.reason))
    assert {reject.code for reject in rejects} <= set(CODES)
    return articles, rejects


def codes(rejects: list[Reject]) -> list[str]:
    return [reject.code for reject in rejects]


def record(
    address: str, body: bytes, status: int = 200, head: str = "", kind: str = "response", content: str = "text/html"
) -> bytes:
    """Return one WARC record."""
    made = WarcRecord()
    made.init_headers(record_type=getattr(WarcRecordType, kind))
    made.headers["WARC-Target-URI"] = address
    made.headers["WARC-Date"] = "2024-03-01T10:00:00Z"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status} Told\r\nContent-Type: {content}\r\n{head}\r\n".encode() + body)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def page(number: int) -> bytes:
    return PAGE.format(f"{TALKS} This was round {number}.", BORDER).encode()


def archive(count: int) -> list[bytes]:
    return [gzip.compress(record(f"https://norland.example/news/{n}.html", page(n)), mtime=0) for n in range(count)]


def test_pages_of_an_archive(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(8)), page(8))
    parts = [
        record("", b"software: x", kind="warcinfo"),
        record("https://norland.example/7", page(7)),
        record("https://norland.example/7", b"", kind="request"),
        record("https://norland.example/8", chunked, head="Transfer-Encoding: chunked\r\n"),
        record("https://norland.example/9", gzip.compress(page(9)), head="Content-Encoding: gzip\r\n"),
        record("https://norland.example/gone", b"gone", status=404),
        record("https://norland.example/moved", b"", status=301),
        record("https://norland.example/x.png", b"\x89PNG\r\n\x1a\n" + bytes(500)),
        record("https://norland.example/none", b""),
        record("https://norland.example/zip", b"not gzip", head="Content-Encoding: gzip\r\n"),
    ]
    file.write_bytes(b"".join(gzip.compress(each) for each in parts))
    articles, rejects = found(file)
    assert [article.address for article in articles] == [f"https://norland.example/{n}" for n in (7, 8, 9)]
    assert all("old town hall" in article.text for article in articles)
    assert {article.as_of for article in articles} == {"2024-03-01T10:00:00Z"}
    assert sorted(codes(rejects)) == ["binary", "damaged", "empty", "not_a_page", "not_a_page"]


def test_the_charset_that_the_header_alone_states(tmp_path: Path) -> None:
    words = "Министры двух стран встретились в понедельник в ратуше города. Переговоры продолжат осенью."
    body = f"<html><body><p>{words}</p></body></html>".encode("koi8-r")
    stated = record("https://norland.example/k", body, content="text/html; charset=koi8-r")
    (tmp_path / "a.warc").write_bytes(stated)
    assert words[:40] in found(tmp_path / "a.warc")[0][0].text


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off(tmp_path: Path, packed: bool) -> None:
    parts = archive(5) if packed else [gzip.decompress(each) for each in archive(5)]
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    whole = b"".join(parts)
    for cut in (len(whole) - 40, len(whole) - len(parts[4]) // 2, len(whole) - len(parts[4]) + 30):
        file.write_bytes(whole[:cut])
        articles, rejects = found(file)
        assert (len(articles), codes(rejects)) == (4, ["damaged"])


@pytest.mark.parametrize("packed", [True, False])
def test_what_stands_behind_damage_is_read(tmp_path: Path, packed: bool) -> None:
    parts = archive(5) if packed else [gzip.decompress(each) for each in archive(5)]
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(b"".join([*parts[:2], bytes(random.Random(1).randbytes(700)), *parts[2:]]))
    articles, rejects = found(file)
    assert (len(articles), codes(rejects)) == (5, ["damaged"])


def test_an_archive_compressed_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(b"".join(gzip.decompress(each) for each in archive(3))))
    articles, rejects = found(file)
    assert (len(articles), codes(rejects)) == (1, ["unsupported"])
    assert "recompress" in rejects[0].reason


def test_a_record_that_unpacks_to_too_much(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    bomb = record("https://norland.example/b", gzip.compress(bytes(3_000_000)), head="Content-Encoding: gzip\r\n")
    large = record("https://norland.example/l", b"x" * 3_000_000)
    file.write_bytes(gzip.compress(bomb) + gzip.compress(large) + archive(1)[0])
    articles, rejects = found(file, Config(max_bytes=1_000_000))
    assert (len(articles), sorted(codes(rejects))) == (1, ["archive_bomb", "too_large"])


ROWS = [
    {"id": "1", "headline": "Talks resume", "body": f"{TALKS}\nOn two lines, \"he said\".",
     "date": "2024-05-03T10:00:00Z", "url": "https://norland.example/1", "source": "Norland Post"},
    {"id": "2", "headline": "Border", "body": BORDER, "date": "3 May 2024", "url": "", "source": "Norland Post"},
    {"id": "3", "headline": "Nothing", "body": "", "date": "", "url": "", "source": ""},
]  # fmt: skip


def table(folder: Path, form: str, rows: list[dict[str, str]]) -> Path:
    file = folder / f"a.{form}"
    if form == "jsonl":
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    elif form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=2)
    else:
        with file.open("w", newline="", encoding="utf-8-sig") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter="\t" if form == "tsv" else ",")
            writer.writeheader()
            writer.writerows(rows)
    return file


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv", "parquet"])
def test_rows_of_a_table(tmp_path: Path, form: str) -> None:
    articles, rejects = found(table(tmp_path, form, ROWS))
    assert [(a.title, a.published, a.outlet) for a in articles] == [
        ("Talks resume", "2024-05-03", "Norland Post"),
        ("Border", "2024-05-03", "Norland Post"),
    ]
    assert articles[0].text == ROWS[0]["body"]
    assert articles[0].address == "https://norland.example/1"
    assert articles[1].address.startswith(f"a.{form}#")
    assert codes(rejects) == ["empty"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_row_is_known_wherever_it_stands(tmp_path: Path, form: str) -> None:
    before = {a.source for a in found(table(tmp_path, form, ROWS))[0]}
    moved = [{**ROWS[0], "id": "0", "url": "https://norland.example/0"}, *ROWS[::-1]]
    after = {a.source for a in found(table(tmp_path, form, moved))[0]}
    assert before < after


def test_columns_of_other_names(tmp_path: Path) -> None:
    file = table(tmp_path, "csv", [{"a": TALKS, "b": "Talks", "c": "2024-05"}])
    _, rejects = found(file)
    assert codes(rejects) == ["unsupported"]
    assert "--map text=COLUMN" in rejects[0].reason
    config = replace(Config(), columns=parse_mapping("text=a, title=b,published=c"))
    (article,), _ = found(file, config)
    assert (article.text, article.title, article.published) == (TALKS, "Talks", "2024-05")


def test_a_table_of_something_else_is_refused_once(tmp_path: Path) -> None:
    rows = [{"day": str(n), "value": "3"} for n in range(300)]
    assert codes(found(table(tmp_path, "csv", rows))[1]) == ["unsupported"]
    assert codes(found(table(tmp_path, "parquet", rows))[1]) == ["unsupported"]
    assert len(found(table(tmp_path, "jsonl", rows))[1]) == 100


@pytest.mark.parametrize("wrong", ["text", "words=a", "text:a"])
def test_a_mapping_that_cannot_be_read(wrong: str) -> None:
    with pytest.raises(UsageError, match="FIELD=COLUMN"):
        parse_mapping(wrong)


def test_a_row_that_ends_early_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"title,text\nOnly a title\n\nTalks,{TALKS.replace(',', '')}\n", "utf-8")
    articles, rejects = found(tmp_path / "a.csv")
    assert ([a.title for a in articles], codes(rejects)) == (["Talks"], ["empty"])


def test_broken_rows_leave_the_others(tmp_path: Path) -> None:
    good = json.dumps({"text": TALKS}).encode()
    (tmp_path / "a.jsonl").write_bytes(
        b"\n".join([good, b'{"text": ', b"[1]", b"\xff\xfe{}", good.replace(b"Monday", b"Friday")])
    )
    articles, rejects = found(tmp_path / "a.jsonl")
    assert (len(articles), codes(rejects)) == (2, ["damaged", "damaged", "undecodable"])
    (tmp_path / "b.csv").write_text(f'text,title\n"{TALKS}",a\n"never closed,b\n"{BORDER}",c\n', "utf-8")
    articles, rejects = found(tmp_path / "b.csv")
    assert articles[0].title == "a"
    assert codes(rejects).count("damaged") == 1
    assert "c" in [a.title for a in articles]
    (tmp_path / "c.jsonl").write_bytes(b'{"text": "' + b"x" * 50_000 + b'"}\n' + good)
    articles, rejects = found(tmp_path / "c.jsonl", Config(max_bytes=10_000))
    assert (len(articles), codes(rejects)) == (1, ["too_large"])
    (tmp_path / "d.parquet").write_bytes(b"PAR1 nothing")
    assert codes(found(tmp_path / "d.parquet")[1]) == ["damaged"]


MAIL = """From: "Foreign Ministry of Norland" <press@norland.example>
To: reader@example.org
Subject: =?utf-8?q?Talks_resume_=E2=80=93_statement?=
Date: Fri, 03 May 2024 23:30:00 -0500
Message-ID: <42@norland.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Read this in a browser.
--b
Content-Type: text/html; charset=utf-8

{}
--b--
"""


def test_a_newsletter(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(MAIL.format(PAGE.format(TALKS, BORDER)))
    (article,), rejects = found(tmp_path / "a.eml")
    assert not rejects
    assert (article.title, article.outlet, article.published) == (
        "Talks resume – statement", "Foreign Ministry of Norland", "2024-05-03",
    )  # fmt: skip
    assert (article.address, article.media_type) == ("mid:42@norland.example", "message/rfc822")
    assert "old town hall" in article.text


def test_a_mailbox(tmp_path: Path) -> None:
    first = f"From: a@norland.example\nSubject: One\n\n{TALKS}\n\nFrom there they went on.\n"
    second = f"From: b@norland.example\nSubject: Two\n\n{BORDER}\n"
    empty = "From: c@norland.example\nSubject: Three\n\n\n"
    box = "".join(
        f"From x Fri May  3 10:00:00 2024\n{mail}\n"
        for mail in (first.replace("\nFrom there", "\n>From there"), second, empty)
    )
    (tmp_path / "a.mbox").write_text(box)
    articles, rejects = found(tmp_path / "a.mbox")
    assert [a.title for a in articles] == ["One", "Two"]
    assert codes(rejects) == ["no_text"]


FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Norland Post</title>
<item><title>Talks &amp; more</title><link>https://norland.example/1</link>
<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{TALKS}</p><p>{BORDER}</p>]]></content:encoded></item>
<item><title>Only a title</title><link>https://norland.example/2</link></item>
<item><title>Plain</title><link>https://norland.example/3</link><description>{CLOSE}</description></item>
</channel></rss>"""


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a"])
def test_a_saved_feed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FEED)
    articles, rejects = found(tmp_path / name)
    assert [(a.title, a.address, a.outlet) for a in articles] == [
        ("Talks & more", "https://norland.example/1", "Norland Post"),
        ("Plain", "https://norland.example/3", "Norland Post"),
    ]
    assert articles[0].published == "2024-05-03"
    assert codes(rejects) == ["empty"]


def test_a_feed_that_is_cut_off_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED[: FEED.index("<item><title>Plain")])
    assert len(found(tmp_path / "a.xml")[0]) == 1
    (tmp_path / "b.xml").write_text("<feed></nothing>")
    assert len(found(tmp_path / "b.xml")[1]) == 1
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    (tmp_path / "c.rss").write_text(FEED.replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + laughs))
    found(tmp_path / "c.rss")


def test_sitemaps() -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages = f"<urlset {space}><url><loc>https://a.example/1</loc></url><url><loc>ftp://a.example</loc></url></urlset>"
    assert addresses(pages.encode()) == (["https://a.example/1"], [])
    index = f"<sitemapindex {space}><sitemap><loc> https://a.example/s.xml </loc></sitemap></sitemapindex>"
    assert addresses(index.encode()) == ([], ["https://a.example/s.xml"])
    for wrong in (b"", b"<html/>", b"text"):
        with pytest.raises(UnreadableError):
            addresses(wrong)


def test_an_export_of_telegram(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2024-05-03T10:00:00", "from": "Norland MFA",
         "text": [{"type": "bold", "text": "Talks. "}, TALKS]},
        {"id": 3, "type": "message", "date": "2024-05-04T10:00:00", "from": "Norland MFA", "photo": "x", "text": ""},
        {"id": 4, "type": "message", "date": "2024-05-05T10:00:00", "from": "Norland MFA",
         "forwarded_from": "Sudland MFA", "text": BORDER},
    ]  # fmt: skip
    chat = {"name": "Norland MFA", "type": "public_channel", "id": 77, "messages": messages}
    for export in (chat, {"about": "x", "personal_information": {}, "chats": {"list": [chat]}}):
        (tmp_path / "result.json").write_text(json.dumps(export, indent=1))
        articles, rejects = found(tmp_path / "result.json")
        assert [(a.address, a.outlet, a.author, a.published) for a in articles] == [
            ("https://t.me/c/77/2", "Norland MFA", None, "2024-05-03"),
            ("https://t.me/c/77/4", "Norland MFA", "Sudland MFA", "2024-05-05"),
        ]
        assert codes(rejects) == ["not_a_page", "empty"]


NAMES = ("a.warc", "a.warc.gz", "a.jsonl", "a.csv", "a.parquet", "a.mbox", "a.eml", "a.xml", "result.json")
SEEDS = (
    b"".join(archive(2)),
    b"".join(gzip.decompress(each) for each in archive(2)),
    json.dumps({"text": TALKS}).encode() + b"\n",
    b'text,title\n"' + TALKS.encode() + b'",x\n',
    FEED.encode(),
    MAIL.encode(),
    json.dumps({"type": "x", "id": 1, "messages": [{"id": 1, "type": "message", "text": TALKS}]}).encode(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(NAMES),
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6)), max_size=6),
)
def test_any_bytes_give_articles_or_reasons(
    tmp_path: Path, name: str, seed: bytes, changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(seed)
    for place, change in changes:
        at = place % len(data)
        data[at : at + len(change)] = change
    (tmp_path / name).write_bytes(data)
    articles, rejects = found(tmp_path / name, Config(min_words=1))
    assert articles or rejects
    for article in articles:
        assert all(0 <= span.start < span.end <= len(article.text) for span in article.boilerplate)
