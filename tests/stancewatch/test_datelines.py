"""What agencies put before their texts is told from the texts."""
# ruff: noqa: RUF001 - dashes as they are printed

from time import process_time

import pytest

from stancewatch.datelines import FILE, Dateline, find_dateline, parse_datelines, read_dateline, without_dateline
from stancewatch.errors import ConfigurationError

TEXT = FILE.read_text(encoding="utf-8")
STORY = "Ukraine accepts the plan for a truce of thirty days, its president said in Kyiv."


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, May 21. /TASS/. ",
        "MOSCOW, May 21 /TASS/. ",
        "Kyiv, 21 May. /Harbour/. ",
        "MOSCOW. May 21 (Interfax) - ",
        "KYIV. May 21 (Interfax-Ukraine) – ",
        "TOKYO, May 21 (Kyodo) -- ",
        "MOSCOW, May 21 (Xinhua) -- ",
        "MOSCOW/KYIV, May 21, 2025 (Xinhua) -- ",
        "Kyiv (Ukraine) (AFP) – ",
        "Kyiv, Ukraine, May 21, 2025 (AFP) - ",
        "MOSCOW/KYIV, May 21 (Reuters) - ",
        "WASHINGTON (Reuters) - ",
        "KYIV, Ukraine (AP) — ",
        "KYIV, May 21 (Ukrinform) - ",
        "Kyiv, Ukraine, 18 March (Ukrinform): ",
        "ANKARA (AA) - ",
        "Istanbul (Anadolu) - ",
        "Berlin/Kiev (dpa) – ",
        "(AFP) – ",
        "May 21 (UPI) -- ",
        "New Delhi, May 21 (PTI) ",
        "Kyiv [Ukraine], May 21 (ANI): ",
        "Madrid, 21 May (EFE).- ",
        "/TASS/. ",
        "KYIV, May 21 (Agency) - ",
        "Odesa, Feb. 18 (Harbour Wire) - ",
        "ODESA (Harbour) - ",
        "Frankfurt am Main (dpa) - ",
        "Rio de Janeiro, 18 march (AFP) - ",
    ],
)
def test_the_dateline_of_an_agency_is_found(dateline: str) -> None:
    assert find_dateline(dateline + STORY) == len(dateline)


@pytest.mark.parametrize(
    "beginning",
    [
        "",
        "Zelensky (pictured) - ",
        "Keir Starmer (Labour) – ",
        "ZELENSKY (pictured) - ",
        "NATO (North Atlantic Treaty Organization) - ",
        "Talks with Reuters – ",
        "PUTIN - ",
        "The foreign minister told Interfax (AFP) in May 21 words that ",
        "On May 21 Ukraine (population 38 million) ",
        "On May 21 the minister told an agency (AFP) that ",
        "On May 21 (Wednesday) - ",
        "The talks of 5/6/TASS/ were ",
    ],
)
def test_a_beginning_that_is_no_dateline_stays(beginning: str) -> None:
    assert find_dateline(beginning + STORY) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Hungary (a member of the EU) - rejects new sanctions on Russia.",
        "Hungary (a member of the EU) - Slovakia too - rejects new sanctions on Russia.",
        "NATO – the alliance of 32 states – rejects troops for Ukraine.",
        "NATO, the alliance of 32 – Canada too – rejects troops for Ukraine.",
        "EU – not alone – rejects the plan.",
        "U.S. — and not Russia — will decide.",
        "U.S. — President Donald Trump will decide.",
        "U.N. - Secretary-General António Guterres welcomes the truce.",
        "EU – Hungary alone rejects the plan.",
        "ORBAN — who leads Hungary — rejects new sanctions.",
        "POLAND — which borders Ukraine — rejects sending troops.",
        "Putin will not accept a truce (Reuters) - unless Kyiv stays neutral.",
        "Putin will not accept a truce (Reuters) - Ukraine stays firm.",
    ],
)
def test_a_sentence_in_which_something_is_put_in_is_no_dateline(sentence: str) -> None:
    assert read_dateline(sentence) is None


@pytest.mark.parametrize(
    ("beginning", "agency"),
    [
        ("RIYADH, Feb. 18 — ", ""),
        ("KYIV, Ukraine - ", ""),
        ("Odesa (Harbour Wire) - ", "Harbour Wire"),
        ("Keir Starmer (Labour) – ", "Labour"),
    ],
)
def test_what_may_be_a_dateline_or_a_name_is_told_from_what_surely_is_one(beginning: str, agency: str) -> None:
    assert read_dateline(beginning + STORY) == Dateline(len(beginning), agency, is_sure=False)
    assert find_dateline(beginning + STORY) == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Berlin (dpa) - {STORY}", STORY),
        (f"MOSCOW, May 21. /TASS/. {STORY}", STORY),
        (f"RIYADH, Feb. 18 — {STORY}", STORY),
        (f"UNITED NATIONS — {STORY}", STORY),
        (f"U.S. — {STORY}", f"U.S. — {STORY}"),
        (f"Keir Starmer (Labour) – {STORY}", f"Keir Starmer (Labour) – {STORY}"),
        (STORY, STORY),
        ("Kyiv accepts, May 3 (Reuters)", "Kyiv accepts, May 3 (Reuters)"),
        ("Kyiv, May 3 (Reuters)", "Kyiv, May 3 (Reuters)"),
        ("", ""),
    ],
)
def test_a_text_is_shown_without_the_dateline_of_an_agency_or_a_place_in_capitals(text: str, shown: str) -> None:
    assert without_dateline(text) == shown


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[agencies]", "[agencies", "datelines.toml is no TOML"),
        ("[months]", "[month]", "has the tables agencies, month, places; it needs agencies, months, places"),
        ("names = ", "name = ", r"has the lists of \[agencies\] name; it needs names"),
        ("AFP Agerpres", "AFP (Agerpres)", r"other things than words, in agencies\.names; write names"),
        ("AFP Agerpres", "AFP Agerpres AFP", "has the agency AFP more than once; leave it once"),
        ("jan feb", "Jan feb", "has the month “Jan”; write its first three letters"),
        ("jan feb", "january feb", "has the month “january”"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_what_to_do(old: str, new: str, problem: str) -> None:
    assert old in TEXT

    with pytest.raises(ConfigurationError, match=problem):
        parse_datelines(TEXT.replace(old, new))


@pytest.mark.parametrize("text", [" " * 200_000, "(" * 200_000, "A (" * 60_000, "(a)" * 60_000, "/A" * 100_000])
def test_odd_texts_take_no_time(text: str) -> None:
    begin = process_time()

    assert read_dateline(text) is None
    assert process_time() - begin < 1
