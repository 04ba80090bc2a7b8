"""Whatever stands in an article: it is read or left with a reason, never an error, and takes what its length asks.

Time is processor time of this thread, and compared with that of plain text of the same length, so that a slow or busy
machine fails nothing.
"""

import time

import pytest

from process.extract.analysis import Unread
from process.extract.reading.readable import MAX_CHARACTERS

STANCE = "Hungary rejects new sanctions on Russia, Viktor Orbán said. "
PLAIN = STANCE + "Ukraine has accepted a ceasefire of thirty days, and its army waits on the river for the answer. "
NO_STOP = PLAIN.replace(".", "").replace(",", "")
MIXED_QUOTES = "\"Ukraine\u201d 'said' \u201eHungary\" \u00abrejects\u201d \u2018sanctions\u2019 ``now\u00bb. "
GERMAN = (
    "Ungarn lehnt neue Sanktionen gegen Russland ab, sagte Viktor Orbán. Kyjiw hat eine Waffenruhe von dreißig "
    "Tagen angenommen und wartet am Fluss auf die Antwort des Kreml."
)
KILO = 1000
SLOWER = 3.0
"""Times as long as plain text of the same length."""


def fill(text: str, characters: int) -> str:
    return (text * (characters // len(text) + 1))[:characters]


ODD = {
    "nothing": "",
    "blanks": " \n\t\u00a0\n ",
    "headline": "Orbán rejects sanctions on Russia",
    "one word": "Ukraine",
    "the same 3,000 times": "Hungary rejects sanctions. " * 3000,
    "no full stop": fill(NO_STOP, 50 * KILO),
    "no blank": "Ukraine" * 3000,
    "quotes never closed": fill(f"\u201c{STANCE}\u2018{STANCE}\u00ab{STANCE}", 5 * KILO),
    "quotes of all kinds": fill(MIXED_QUOTES, 5 * KILO),
    "marks alone": "Ukraine " + "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()[]{}<>" * 300,
    "html": f"<div class='x'><p>{STANCE}</p><script>var a = 1 < 2;</script>&nbsp;&#8220;{STANCE}&#8221;<br/></div",
    "half a tag": f'{STANCE}<a href="{"x" * 5000}',
    "emoji": f"🇺🇦 {STANCE} 🕊️👩‍👩‍👧‍👦 Ukraine 💥" * 20,
    "bidi and zero width": f"\u202e{STANCE}\u202c\ufeffUkr\u200baine\u2066 wants a cease\u00adfire\u2069. " * 20,
    "lone surrogates": f"\ud800{STANCE}\udfff Ukraine \udc00 accepts a ceasefire. " * 20,
    "control characters": f"\x00{STANCE}\x0b\x0c\x1b[31m Ukraine\x85 \u2028 {STANCE}\x7f",
    "combining marks": f"Ukraine{chr(0x301) * 3000} {STANCE}",
    "capitals": PLAIN.upper(),
    "lines of one word": PLAIN.replace(" ", "\n") * 20,
    "digits": "Ukraine " + "1234567890 " * 1000,
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_no_error_and_what_is_found_stands_in_it(extractor, make_article, name):
    text = ODD[name]

    for position in extractor.extract(make_article(text)):
        assert text[position.evidence.start : position.evidence.end] == position.evidence.text


@pytest.mark.parametrize("name", ["html", "emoji", "bidi and zero width", "lone surrogates"])
def test_what_stands_around_a_stance_does_not_hide_it(extractor, make_article, name):
    found = {(one.holder.id, one.issue, one.stance) for one in extractor.extract(make_article(ODD[name]))}

    assert ("viktor-orban", "sanctions", "against") in found or ("hungary", "sanctions", "against") in found


@pytest.mark.parametrize("title", ["", "\ud800", "Ukraine" * 3000, "\u202eUkraine", "🕊️"])
def test_odd_title_is_no_error(extractor, make_article, title):
    assert extractor.extract(make_article(STANCE, title))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("", Unread.EMPTY),
        ("<p>\u200b</p>", Unread.EMPTY),
        ("Угорщина відкидає нові санкції проти Росії, сказав Віктор Орбан. Putin, Trump.", Unread.LANGUAGE),
        (GERMAN, Unread.LANGUAGE),
        ("Rain is expected in the north of the island.", Unread.OUTSIDE),
    ],
)  # fmt: skip
def test_what_is_not_read_has_a_reason(extractor, make_article, text, unread):
    extraction = extractor.read(make_article(text, title=""))

    assert (extraction.unread, extraction.positions) == (unread, ())


def test_of_a_longer_text_the_beginning_is_read_and_that_is_told(extractor, make_article, caplog):
    text = STANCE + " " * MAX_CHARACTERS + PLAIN
    extraction = extractor.read(make_article(text))

    assert extraction.is_cut
    assert {one.issue for one in extraction.positions} == {"sanctions"}
    assert "only the first 100000 characters" in caplog.text


def test_nobody_is_warned_of_a_long_text_that_is_not_read(extractor, make_article, caplog):
    assert not extractor.read(make_article("Rain. " * MAX_CHARACTERS, title="")).is_cut
    assert not caplog.text


@pytest.mark.parametrize(
    "odd",
    [
        NO_STOP,
        f"\u201c{STANCE}",
        MIXED_QUOTES,
        f"<p>{STANCE}</p>\n",
        f"\ud800{STANCE}\u202e\u200b",
        "Ukraine ",
    ],
)
def test_odd_text_takes_no_longer_than_plain_text(extractor, make_article, odd):
    plain = seconds_of(extractor, make_article(fill(PLAIN, 10 * KILO)))

    assert seconds_of(extractor, make_article(fill(odd, 10 * KILO))) < SLOWER * plain


@pytest.mark.parametrize("odd", [NO_STOP, STANCE, f"\u201c{STANCE}", "Ukraine " + STANCE.replace(" ", "\n")])
def test_the_cost_of_odd_text_grows_with_its_length_and_no_faster(extractor, make_article, odd):
    short = seconds_of(extractor, make_article(fill(odd, 5 * KILO)))

    assert seconds_of(extractor, make_article(fill(odd, 20 * KILO))) < 4 * short * 1.7


def seconds_of(extractor, article) -> float:
    """Return the processor time of this thread for an article, the less of two."""
    times = []
    for _ in range(2):
        start = time.thread_time()
        extractor.extract(article)
        times.append(time.thread_time() - start)
    return min(times)
