"""The JSON line keeps every value, and is harmless on a terminal."""

import json

from sinks.json_line import format_json, to_fields
from tests.process.track.builders import make_actor, make_position
from tests.sinks.builders import make_alert


def test_an_alert_is_told_in_flat_fields():
    fields = to_fields(make_alert("changed", previous=make_position("against"), day=1, condition="if asked"))

    assert list(fields)[:10] == [
        "id",
        "kind",
        "article_id",
        "holder",
        "issue",
        "stance",
        "previous_stance",
        "condition",
        "reason",
        "evidence",
    ]
    assert (fields["kind"], fields["stance"], fields["previous_stance"]) == ("changed", "favor", "against")
    assert (fields["holder"], fields["holder_id"], fields["speaker"]) == ("Viktor Orbán", "viktor-orban", None)
    assert fields["condition"] == "if asked"
    assert fields["evidence"] == {"start": 0, "end": 11, "text": "He said so."}
    assert (fields["published_at"], fields["raised_at"]) == ("2025-05-02T12:00:00Z", "2025-05-12T12:04:31Z")


def test_what_is_replaced_stands_beside_it_with_quotation_date_and_link():
    previous = to_fields(make_alert("changed", previous=make_position("against", evidence="No.")))["previous"]

    assert (previous["stance"], previous["evidence"]["text"]) == ("against", "No.")
    assert (previous["published_at"], previous["url"]) == ("2025-05-01T12:00:00Z", "https://harbourwire.example/a-0")


def test_a_new_stance_replaces_none():
    fields = to_fields(make_alert())

    assert (fields["previous_stance"], fields["previous"], fields["condition"]) == (None, None, None)


def test_the_speaker_is_named():
    assert to_fields(make_alert(speaker=make_actor("Péter Szijjártó")))["speaker"] == "Péter Szijjártó"


def test_letters_stay_and_what_steers_a_terminal_is_escaped():
    evidence = "Orbán \x1b[31m\u202e\u2028 \x9b \U000e0001 “no”"
    line = format_json(make_alert(evidence=evidence))

    assert line.isprintable()
    assert "Orbán" in line
    assert json.loads(line)["evidence"]["text"] == evidence
