"""The commands that do one thing and end: demo, extract, replay, eval. Results on stdout, the rest on stderr."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from stancewatch.cli.common import FAILED, get_settings
from stancewatch.cli.showing import LOADING, describe, print_line, say, tell_progress, terminal_width
from stancewatch.errors import ConfigurationError
from stancewatch.text import clean_text

if TYPE_CHECKING:
    from ingest.drafts import Refusal
    from process.extract.pipeline import Extractor
    from stancewatch.contracts import Alert, Article

TOLD_REFUSALS = 20
"""Of a replay, one by one; the rest is counted."""

Files = Annotated[
    list[Path] | None, typer.Argument(help="Articles: .jsonl, .json, .txt, .md or .html. None, or -: stdin.")
]
SeedsFolder = Annotated[
    Path, typer.Option("--seeds", help="Folder of seed documents; its sub-folder examples is read too.")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(demo)
    app.command()(extract)
    app.command()(replay)
    app.command("eval")(evaluate)


def demo(context: typer.Context, *, seeds: SeedsFolder = Path("seeds")) -> None:
    """Take the seed documents through all stages, in the order of their dates, in a temporary folder.

    Prints each alert as it is raised, and at the end the ledger: where everyone stands.
    """
    from process.track.table import render_ledger
    from sinks.line import format_line
    from stancewatch.cli.inputs import read_seeds_by_date
    from stancewatch.cli.pipeline import open_pipeline

    settings = get_settings(context, {}, level="warning")
    start, alerts = perf_counter(), list[str]()

    def show(alert: "Alert") -> None:
        alerts.append(alert.id)
        print_line(format_line(alert))

    drafts = read_seeds_by_date(seeds)
    say(LOADING)
    from process.extract.pipeline import make_extractor

    with open_pipeline(make_extractor(settings.desk), show) as pipeline:
        for number, draft in enumerate(drafts, 1):
            say(f"{number}/{len(drafts)}  {describe(draft)}")
            if pipeline.feed(draft) == "copy":
                say("     a copy of an article that was read before: it raises nothing")
        for line in ["", *render_ledger(pipeline.ledger(), width=terminal_width())]:
            print_line(line)
    say(f"{len(drafts)} articles, {len(alerts)} alerts, {perf_counter() - start:.1f} s")


def extract(context: typer.Context, files: Files = None) -> None:
    """Print the positions in articles as JSON Lines: who stands where on what, and the words that show it.

    Example: `stancewatch extract seeds/*.txt`
    """
    settings = get_settings(context, {}, level="warning")
    from stancewatch.cli.formats import position_line

    articles = ReadArticles(files or [Path("-")], settings.desk)
    for extractor, article in articles:
        for position in extractor.extract(article):
            print_line(position_line(position))
    if articles.refused:
        raise typer.Exit(FAILED)


class ReadArticles:
    """The articles of files, each with what reads it; what is none is told of, and `refused` counts it.

    Nothing is loaded before there is an article: of a file that is missing one hears at once.
    """

    def __init__(self, files: list[Path], desk: Path | None) -> None:
        self._files, self._desk, self.refused = files, desk, 0

    def __iter__(self) -> Iterator[tuple["Extractor", "Article"]]:
        from ingest.copies import make_article
        from ingest.drafts import Refusal
        from process.extract.desks.files import find_desk
        from stancewatch.cli.inputs import read_inputs

        extractor = None
        for draft in read_inputs(self._files):
            if isinstance(draft, Refusal):
                say(describe(draft))
                self.refused += 1
                continue
            if extractor is None:
                folder = find_desk(self._desk)
                say(LOADING)
                from process.extract.pipeline import make_extractor

                extractor = make_extractor(folder)
            yield extractor, make_article(draft)


def replay(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help='Articles as JSON Lines, plain or under the key "article"; -: stdin.')],
) -> None:
    """Take articles through all stages in the order of the file, on a fresh ledger, and print the alerts as JSON Lines.

    One article goes the whole way before the next is read. The same input gives the same bytes. A line that holds no
    article is told of, counted and passed over.
    """
    settings = get_settings(context, {}, level="warning")
    from ingest.copies import Outcome
    from ingest.drafts import Refusal
    from process.extract.pipeline import make_extractor
    from stancewatch.cli.formats import alert_line
    from stancewatch.cli.inputs import begin, read_for_replay
    from stancewatch.cli.pipeline import open_pipeline

    drafts = begin(read_for_replay(file))
    with open_pipeline(make_extractor(settings.desk), lambda alert: print_line(alert_line(alert))) as pipeline:
        number = refused = 0
        for number, draft in enumerate(drafts, 1):
            if not isinstance(draft, Refusal):
                refused += pipeline.feed(draft) not in get_args(Outcome)
            else:
                refused += 1
                _tell_refusal(draft, refused)
            tell_progress(number)
    if refused:
        say(f"{refused} of {number} lines were refused")
        raise typer.Exit(FAILED)


def _tell_refusal(refusal: "Refusal", count: int) -> None:
    if count <= TOLD_REFUSALS:
        say(describe(refusal))
    elif count == TOLD_REFUSALS + 1:
        say("more lines are refused; they are counted")


def evaluate(
    context: typer.Context,
    gold: Annotated[
        Path,
        typer.Argument(
            help="Articles with their positions as JSON Lines, like tests/quality/gold/seed.jsonl, or with alerts."
        ),
    ],
    *,
    together: Annotated[
        str, typer.Option(help="Issues, with commas between them, that also get one line together.")
    ] = "",
) -> None:
    """Find the positions in labelled articles and print how well they fit the labels.

    Both halves of the file's lines are shown too, with the F1 between which 95 % of sets drawn from them lie. Articles
    with the alerts that each is to raise (docs/alerts.md shows one) go through all stages, and the alerts are scored.
    """
    settings = get_settings(context, {}, level="warning")
    from process.evaluate_alerts import report_alerts
    from process.extract.pipeline import make_extractor
    from stancewatch.cli.storyline import read_storyline, replay_storyline

    if (expected := read_storyline(gold)) is not None:
        print_line(report_alerts(expected, replay_storyline(gold, make_extractor(settings.desk), tell=tell_progress)))
    else:
        print_line(_score_positions(gold, settings.desk, [issue for issue in together.split(",") if issue]))


def _score_positions(gold: Path, desk: Path | None, together: Sequence[str]) -> str:
    """Return how well the positions found in labelled articles fit the labels. Raises ConfigurationError."""
    from process.evaluate import label_gold, label_position
    from process.evaluate_report import report_score
    from process.extract.pipeline import make_extractor
    from process.track.lookup import find_issue
    from stancewatch.cli.gold import find_unknown_labels, read_gold

    articles = list(read_gold(gold))
    if not articles:
        raise ConfigurationError(f"{gold} holds no article; give one a line, as in tests/quality/gold/seed.jsonl")
    extractor = make_extractor(desk)
    issues = [find_issue(words, extractor.desk.issue_ids) for words in together]
    for line, words in find_unknown_labels(articles, extractor.desk.issue_ids):
        say(clean_text(f"warning: {gold}:{line}: {words}; it counts as not found"))
    labels, found = {}, {}
    for number, (_, article, labelled) in enumerate(articles, 1):
        labels[article.id] = label_gold(labelled)
        found[article.id] = [label_position(position) for position in extractor.extract(article)]
        tell_progress(number, of=len(articles))
    return report_score(labels, found, together=issues)
