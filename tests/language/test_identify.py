"""Telling the language of a text."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.identify import identified, identify
from detente.model import Article, Span

SAMPLES = {
    "en": "The envoys of both republics met in the old town hall on Monday and agreed to resume the talks.",
    "fr": "Les délégations des deux pays se sont rencontrées lundi à l’ancien hôtel de ville.",
    "de": "Die Gesandten beider Länder trafen sich am Montag im alten Rathaus.",
    "es": "Las delegaciones de ambos países se reunieron el lunes en el antiguo ayuntamiento.",
    "it": "Le delegazioni dei due paesi si sono incontrate lunedì nel vecchio municipio.",
    "pt": "As delegações dos dois países reuniram-se na segunda-feira na antiga câmara municipal.",
    "nl": "De gezanten van beide landen kwamen maandag bijeen in het oude stadhuis.",
    "pl": "Delegacje obu krajów spotkały się w poniedziałek w starym ratuszu.",
    "tr": "İki ülkenin heyetleri pazartesi günü eski belediye binasında görüştü.",
    "cs": "Delegace obou zemí se v pondělí sešly na staré radnici a dohodly se na dalších jednáních.",
    "vi": "Phái đoàn hai nước đã gặp nhau hôm thứ Hai tại tòa thị chính cũ.",
    "ru": "Делегации двух стран встретились в понедельник в старой ратуше.",
    "uk": "Делегації двох країн зустрілися в понеділок у старій ратуші.",
    "ar": "التقى وفدا البلدين يوم الاثنين في مبنى البلدية القديم.",
    "fa": "هیئت‌های دو کشور روز دوشنبه در ساختمان قدیمی شهرداری دیدار کردند.",
    "zh": "两国代表团星期一在旧市政厅举行会谈。",
    "ja": "両国の代表団は月曜日に旧市庁舎で会談した。",
    "ko": "두 나라의 대표단은 월요일 옛 시청사에서 만났다.",
    "el": "Οι αντιπροσωπείες συναντήθηκαν τη Δευτέρα στο παλιό δημαρχείο.",
    "he": "המשלחות נפגשו ביום שני בבית העירייה הישן.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_one_sentence_is_enough(code: str) -> None:
    assert identify(SAMPLES[code]) == code


@pytest.mark.parametrize("text", ["", "12 34 — 56!", "Geneva", "123 \x00 ...", "🙂" * 50, "x q z w k x q z w k v b"])
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    assert identify(text) == "und"


def test_names_in_another_script_change_nothing() -> None:
    assert identify(SAMPLES["zh"] + "「さくら」号列车也参加了仪式。") == "zh"
    assert identify(SAMPLES["ja"] + "北京市政府外交部発表文全文") == "ja"
    assert identify(SAMPLES["ru"] + " Reuters, BBC.") == "ru"
    assert identify(SAMPLES["en"] + " (Москва, 北京)") == "en"


def article(text: str, boilerplate: tuple[Span, ...] = (), language: str = "und") -> Article:
    return Article("id", "a", "a", "s", "text/plain", text, language=language, boilerplate=boilerplate)


def test_boilerplate_does_not_count() -> None:
    german = SAMPLES["de"] + " Sie beschlossen, die im Frühjahr abgebrochenen Gespräche über die Grenze fortzuführen."
    text = f"{german}\n{SAMPLES['en'][:60]}"
    assert identified(article(text)).language == "de"
    assert identified(article(text, (Span(0, len(german)),))).language == "en"


def test_a_language_that_is_stated_is_kept() -> None:
    assert identified(article(SAMPLES["en"], language="fr")).language == "fr"


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_gives_a_code(text: str) -> None:
    assert len(identify(text)) in (2, 3)


def test_models_are_loaded_when_needed_and_cost_little() -> None:
    code = f"""
        import resource, sys
        from detente.language.identify import identify
        assert "lingua" not in sys.modules
        identify({SAMPLES["ja"]!r})
        assert "lingua" not in sys.modules
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for text in {list(SAMPLES.values())!r}:
            identify(text)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 120_000  # kilobytes
