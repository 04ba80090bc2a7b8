"""Which parts of a text are kept as English."""
# ruff: noqa: RUF001

import pytest

from process.extract.reading.language import guess_other_language, keep_english

ENGLISH = (
    "The president said on Monday that there would be no talks before the guns are silent, and that the ministers who "
    "had asked for them were wrong. They will meet again in the spring with the others."
)
GERMAN = (
    "Der Präsident sagte am Montag, es werde keine Gespräche geben, bevor die Waffen schweigen, und die Minister, die "
    "darum gebeten hatten, hätten sich geirrt. Sie kommen im Frühjahr wieder zusammen."
)
UKRAINIAN = "Президент сказав у понеділок, що переговорів не буде, доки не замовкне зброя, і що міністри помилялися."
CHINESE = "總統週一表示在槍聲平息之前不會進行談判"
FRENCH = (
    "Lecture du Monde en cours sur un autre appareil. Vous pouvez lire Le Monde sur un seul appareil à la fois. "
    "Ce message s'affichera sur l'autre appareil, parce qu'une autre personne est en train de lire avec ce compte."
)


@pytest.mark.parametrize("text", [GERMAN, UKRAINIAN, FRENCH, UKRAINIAN[:20], CHINESE])
def test_another_language_is_blanked(text):
    assert keep_english(text) == " " * len(text)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Kaczyński in Przysucha",
        "Szijjártó: Not a forint for weapons",
        "CHINA WANTS ALL PARTIES IN THE ROOM, KYIV INCLUDED",
        "",
        " \n\n ",
        "🕊️ 🇺🇦",
        "28-point",
        "Witkoff Kellogg Rubio Vance Hegseth Waltz Trump Putin Lavrov Ushakov " * 3,
    ],
)
def test_english_and_what_is_too_short_to_tell_is_kept(text):
    assert keep_english(text) == text


@pytest.mark.parametrize("parts", [(ENGLISH, GERMAN), (FRENCH, ENGLISH), (ENGLISH, UKRAINIAN, ENGLISH)])
def test_of_a_mixed_text_the_english_parts_stay_where_they_are(parts):
    text = "\n\n".join(parts)
    kept = keep_english(text)

    assert len(kept) == len(text)
    assert kept.split() == " ".join(part for part in parts if part is ENGLISH).split()


def test_a_short_line_is_in_the_language_of_the_text_around_it():
    assert not keep_english(f"Kein Frieden in Sicht\n{GERMAN}\n{GERMAN}").strip()
    assert keep_english(f"Szijjártó\n{ENGLISH}").startswith("Szijjártó")


def test_an_english_part_in_a_text_of_another_language_is_kept():
    text = f"{GERMAN}\n{GERMAN}\n{GERMAN}\n{ENGLISH}"

    assert keep_english(text).strip() == ENGLISH


def test_line_ends_and_offsets_hold_whatever_the_text():
    text = f"\n\n{ENGLISH}\r\n\u2028{'x' * 1200}\n{'漢' * 600}\ud800"

    assert len(keep_english(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russland lehnt eine Waffenruhe in der Ukraine ab.", "de"),
        ("Putin ne veut pas de trêve en Ukraine", "fr"),
        ("Hungary rejects sanctions on Russia.", ""),
        ("Putin rejects truce", ""),
        (ENGLISH, ""),
        ("", ""),
    ],
)
def test_a_text_that_is_too_short_to_tell_has_a_guess_all_the_same(text, language):
    assert guess_other_language(text) == language
