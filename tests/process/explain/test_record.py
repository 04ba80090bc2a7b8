import json
from datetime import UTC, datetime

from process.explain.record import to_record
from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Article, Span, Stance

MOMENT = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


def test_record_holds_everything_of_a_sentence_with_its_offsets():
    text = "The Valley might want peace."
    valley, cue = Actor(id="valley", name="The Valley", kind="state"), Span(start=22, end=27, text="peace")
    analysis = Analysis(
        Article(id="a", title="Peace", text=text, published_at=MOMENT, retrieved_at=MOMENT, content_sha256="0"),
        sentences=(Sentence(Span(start=0, end=28, text=text)),),
        namings=(Naming(Span(start=0, end=10, text="The Valley"), valley),),
        attributions=(Attribution(cue, (valley,), is_quote=True),),
        candidates=(
            Candidate(
                cue=cue, issue="peace", stance=Stance.FAVOR, rule="model", reason=Reason(Why.SPECULATIVE, "might")
            ),
        ),
    )

    record = json.loads(json.dumps(to_record(analysis)))
    (sentence,) = record["sentences"]

    assert (record["article_id"], record["unread"]) == ("a", None)
    assert (sentence["start"], sentence["end"], sentence["note"]) == (0, 28, "")
    assert sentence["actors"] == [{"start": 0, "end": 10, "text": "The Valley", "id": "valley", "name": "The Valley"}]
    assert sentence["attributions"][0]["speakers"] == ["valley"]
    assert sentence["candidates"][0]["held_back"] == "speculative: might"
    assert sentence["candidates"][0]["cue"] == {"start": 22, "end": 27, "text": "peace"}
