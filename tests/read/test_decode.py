"""Bytes to text, in the encodings that news comes in."""

from __future__ import annotations

import codecs
import os

import pytest

from detente.errors import UnreadableError
from detente.read.decode import decode
from read.conftest import Read, Refused
from read.makers import TALKS

RUSSIAN = (
    "Делегации двух стран встретились в понедельник в старой ратуше и договорились возобновить переговоры, которые "
    "были прерваны весной. По словам представителя министерства, пограничные посты откроются до начала уборки урожая."
)
JAPANESE = (
    "両国の代表団は月曜日に旧市庁舎で会談し、春に中断した協議を再開することで合意した。"
    "外務省の報道官は、国境の検問所が収穫期の前に再開されると述べた。"
)
CHINESE = (
    "两国代表团星期一在旧市政厅举行会谈，同意恢复春季中断的磋商。外交部发言人说，边境口岸将在收获季节之前重新开放。"
)
FRENCH = (
    "Les délégations des deux pays se sont rencontrées lundi à l’ancien hôtel de ville et ont décidé de reprendre les "
    "pourparlers interrompus au printemps. « C’est un début », a déclaré la porte-parole du ministère."
)
GERMAN = (
    "Die Gesandten beider Länder trafen sich am Montag im alten Rathaus und beschlossen, die im Frühjahr abgebrochenen "
    "Gespräche fortzuführen. „Wir können warten“, erklärte die Außenministerin."
)
POLISH = (
    "Delegacje obu krajów spotkały się w poniedziałek w starym ratuszu i uzgodniły wznowienie rozmów przerwanych "
    "wiosną. „Możemy poczekać”, powiedziała rzeczniczka ministerstwa, że są cierpliwi."
)
TURKISH = (
    "İki ülkenin heyetleri pazartesi günü eski belediye binasında görüştü ve ilkbaharda kesilen müzakereleri yeniden "
    "başlatma kararı aldı. Sözcü, sınır kapılarının hasattan önce açılacağını söyledi."
)
KOREAN = (
    "두 나라의 대표단은 월요일 옛 시청사에서 만나 봄에 중단된 회담을 재개하기로 합의했다. "
    "외교부 대변인은 국경 검문소가 수확기 전에 다시 열릴 것이라고 말했다."
)
ARABIC = (
    "التقى وفدا البلدين يوم الاثنين في مبنى البلدية القديم واتفقا على استئناف المحادثات التي توقفت في الربيع. "
    "وقالت المتحدثة إن المعابر الحدودية ستفتح قبل موسم الحصاد."
)
LEGACY = [
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "iso8859-5"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (CHINESE, "big5"),
    (FRENCH.replace("’", "'"), "latin-1"),
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
    (POLISH, "cp1250"),
    (POLISH.replace("”", '"').replace("„", '"'), "iso8859_2"),
    (TURKISH, "cp1254"),
    (KOREAN, "euc_kr"),
    (ARABIC, "cp1256"),
]


@pytest.mark.parametrize(("text", "encoding"), LEGACY, ids=[encoding for _, encoding in LEGACY])
def test_legacy_encodings_are_told(text: str, encoding: str) -> None:
    text = (
        text if encoding != "big5" else "兩國代表團星期一舉行會談，同意恢復磋商。外交部發言人說，邊境口岸將重新開放。"
    )
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [TALKS, CHINESE + RUSSIAN])
def test_unicode_is_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_sixteen_bits_are_told_without_a_mark_by_their_zeros(encoding: str) -> None:
    assert decode(TALKS.encode(encoding)) == TALKS


def test_big_endian_marks() -> None:
    assert decode(codecs.BOM_UTF16_BE + TALKS.encode("utf-16-be")) == TALKS
    assert decode(codecs.BOM_UTF32_BE + TALKS.encode("utf-32-be")) == TALKS


def test_nothing_is_normalised(read_bytes: Read) -> None:
    text = f"{TALKS}\r\n\r\nCafe\u0301 and caf\xe9,\xa0ﬁne\t… “quoted”\r{TALKS}\u2028 end \r\n"
    article = read_bytes("a.txt", text)
    assert article.text == text
    assert read_bytes("b.txt", codecs.BOM_UTF8 + text.encode()).text == text


def test_a_few_broken_bytes_leave_utf_8_as_it_is() -> None:
    whole = (RUSSIAN * 3 + "я").encode()
    assert decode(whole[:-1]) == RUSSIAN * 3 + "�"
    assert decode(RUSSIAN.encode() + b"\xff" + whole).count("�") == 1


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(UnreadableError, match="UTF-16") as caught:
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8" * 40)
    assert caught.value.code == "undecodable"


@pytest.mark.parametrize(
    "data", [os.urandom(5_000), bytes(5_000), b"\x89PNG\r\n\x1a\n" + os.urandom(3_000), TALKS.encode() + bytes(40)]
)
def test_binary_renamed_to_text_is_refused(refused: Refused, data: bytes) -> None:
    assert refused("report.txt", data).code == "binary"


def test_binary_is_named_where_it_can_be(refused: Refused) -> None:
    error = refused("report.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + os.urandom(3_000))
    assert "Portable Network Graphics" in error.reason
