"""The alert line can be read at 120 columns and searched, whatever the news texts hold."""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinks.line import QUOTATION_WIDTH, format_line
from stancewatch.contracts import Span
from stancewatch.text import cell_width
from tests.process.track.builders import make_actor, make_position
from tests.sinks.builders import make_alert

PUBLISHED = datetime(2025, 5, 12, 9, tzinfo=UTC)
SENTENCE = "“We will never agree to sanctions that ruin our own factories,” the prime minister said on Monday."


def format_alert(kind: str = "new", **alert) -> str:
    return format_line(make_alert(kind, **{"published_at": PUBLISHED, "evidence": "“No,” he said.", **alert}))


def test_a_new_stance():
    assert format_alert(article="a-1") == (
        "2025-05-12 12:04:31Z  NEW        Viktor Orbán · sanctions · FAVOR  “‘No,’ he said.” "
        "Harbour Wire 2025-05-12 https://harbourwire.example/a-1"
    )


def test_another_speaker_stands_before_the_words():
    assert " · FAVOR  Péter Szijjártó: “‘No,’ he said.” " in format_alert(speaker=make_actor("Péter Szijjártó"))


def test_a_speaker_whom_the_words_name_is_not_named_twice():
    line = format_alert(speaker=make_actor("Péter Szijjártó"), evidence="Péter Szijjártó said no.")

    assert " · FAVOR  “Péter Szijjártó said no.” " in line


def test_a_change_shows_both_stances():
    line = format_alert("changed", previous=make_position("against"))

    assert line.startswith("2025-05-12 12:04:31Z  CHANGED    Viktor Orbán · sanctions · AGAINST → FAVOR  “")


def test_a_condition_is_shown_in_brief():
    line = format_alert("condition", previous=make_position(), condition="only if parliament suspends the debt brake")

    assert "  CONDITION  Viktor Orbán · sanctions · FAVOR if “parliament suspends the…”  “‘No,’ he said.” " in line


def test_a_condition_that_was_dropped_is_told():
    line = format_alert("condition", previous=make_position(condition="if asked"))

    assert " · FAVOR, no condition  “" in line


def test_the_quotation_is_cut_at_a_word_and_the_link_stands_whole():
    line = format_alert(evidence=f"{SENTENCE} {SENTENCE}", article="a-1")
    quotation = re.search("  (“.*”) Harbour Wire", line)

    assert quotation
    assert quotation[1].startswith("“‘We will never agree to sanctions that ruin our own factories,’ the prime ")
    assert quotation[1].endswith(" said…”")
    assert cell_width(quotation[1]) <= QUOTATION_WIDTH
    assert line.endswith(" Harbour Wire 2025-05-12 https://harbourwire.example/a-1")


def test_a_long_sentence_is_cut_about_the_words_that_decide():
    sentence = (
        f"Meanwhile, as the river rose and the roads were closed in all of the eastern districts, {SENTENCE[1:60]} now."
    )
    start = sentence.index("sanctions")
    line = format_alert(evidence=sentence, cue=Span(start=start, end=start + 9, text="sanctions"))

    assert "  “… " in line
    assert "will never agree to sanctions that ruin our own" in line


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("if asked", "FAVOR if “asked”"),
        ("as soon as paid", "FAVOR as soon as “paid”"),
        ("but only once Kyiv pays", "FAVOR once “Kyiv pays”"),
        ("After Kyiv has paid", "FAVOR after “Kyiv has paid”"),
        ("provided that Kyiv pays", "FAVOR if “Kyiv pays”"),
        ("but only if Kyiv pays", "FAVOR if “Kyiv pays”"),
        ("on condition that Kyiv pays", "FAVOR if “Kyiv pays”"),
        ("until Kyiv pays", "FAVOR until “Kyiv pays”"),
        ("unless asked", "FAVOR unless “asked”"),
        ("in return for gas", "FAVOR if “in return for gas”"),
    ],
)
def test_the_words_that_lead_in_a_condition_are_not_said_twice(condition, shown):
    assert f" · {shown}  “" in format_alert(condition=condition, publisher="")


@pytest.mark.parametrize(
    ("evidence", "is_quoted", "shown"),
    [
        ("MOSCOW, May 6 (Harbour Wire) - Russia is ready.", False, "“Russia is ready.”"),
        ("Berlin (dpa) - Russia is ready.", False, "“Russia is ready.”"),
        ("MOSCOW, May 6. /TASS/. Russia is ready.", False, "“Russia is ready.”"),
        ("KOŠICE — Robert Fico said no.", False, "“Robert Fico said no.”"),
        ("The talks — if any — failed.", False, "“The talks — if any — failed.”"),
        ("He said: “There will be no talks.”", True, "“There will be no talks.”"),
        ("He said: “There will be no talks.”", False, "“He said: ‘There will be no talks.’”"),
    ],
)
def test_the_quotation_begins_where_the_holder_speaks(evidence, is_quoted, shown):
    assert f"FAVOR  {shown} " in format_alert(evidence=evidence, quoted=is_quoted, publisher="")


def test_of_two_sentences_the_clearest_is_told_though_another_is_quoted_before_it():
    first, clearest = "“Sanctions are the way to peace,” said the envoy.", "“We will never agree,” Orbán said."
    words = Span(start=len(first) + 1, end=len(first) + 1 + len(clearest), text=clearest)

    line = format_alert(evidence=f"{first} {clearest}", clearest=words, quoted=True)
    assert " · FAVOR  “We will never agree,” " in line


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://files.example/a"])
def test_what_is_no_web_address_is_no_link(url):
    assert format_alert(article_url=url).endswith("Harbour Wire 2025-05-12")


def test_hostile_text_is_one_plain_line():
    line = format_alert(
        evidence="\x1b[2J\x1b[31mNo\n\u202etalks\u200b <script>x</script>\x9b1m",
        publisher="Evil\r\nWire",
        article_url="https://evil.example/\x1b]0;owned\x07 x",
    )

    assert line.isprintable()
    assert "“No talks x” Evil Wire 2025-05-12 https://evil.example/" in line


TEXTS = st.text(max_size=60)
FIRST_ROW = 120
LONGEST = "ukraine-shares-the-table-and-more"


@settings(deadline=None, derandomize=True)
@given(
    kind=st.sampled_from(["new", "changed", "condition"]),
    stance=st.sampled_from(["favor", "against"]),
    holder=TEXTS,
    issue=st.sampled_from(["sanctions", "territorial-concessions", LONGEST]),
    condition=st.one_of(st.none(), TEXTS),
    evidence=st.one_of(TEXTS, st.just(SENTENCE)),
    publisher=TEXTS,
)
def test_who_what_and_which_stance_stand_in_the_first_120_columns(kind, **position):
    previous = make_position("against") if kind != "new" else None
    line = format_line(make_alert(kind, previous=previous, article_url="https://x.example/", **position))
    subject = re.match(r"2025-05-12 12:04:31Z  (NEW      |CHANGED  |CONDITION)  .* · .* · (FAVOR|AGAINST)", line)

    assert line.isprintable()
    assert subject
    assert cell_width(subject[0]) <= FIRST_ROW
    assert cell_width(line.removesuffix("https://x.example/")) <= 2 * FIRST_ROW
