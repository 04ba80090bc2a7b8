from process.evaluate import Labelled
from process.evaluate_report import interval_of, report_score

PUTIN = Labelled("Vladimir Putin", "ceasefire", "favor", words=12)
ORBAN = Labelled("Viktor Orbán", "sanctions", "against")


def test_report_has_a_row_for_each_issue_and_one_for_those_together():
    report = report_score({"a": [PUTIN, ORBAN]}, {"a": [PUTIN]}, together=["ceasefire", "sanctions"])

    assert "position F1 0.667" in report
    assert "median words 12" in report
    assert [line.split()[0] for line in report.splitlines()[-3:]] == ["ceasefire", "sanctions", "together"]


def test_report_has_a_line_for_each_half_of_the_articles():
    odd, even = report_score({"a": [PUTIN], "b": [ORBAN]}, {"a": [PUTIN]}).splitlines()[6:8]

    assert odd.startswith("odd  lines: F1 1.000")
    assert even.startswith("even lines: F1 0.000")


def test_a_half_without_articles_has_no_figures():
    assert report_score({"a": [PUTIN]}, {"a": [PUTIN]}).splitlines()[7] == "even lines: none"


def test_interval_holds_the_figure_and_is_the_same_each_time():
    gold = {str(number): [PUTIN] for number in range(20)}
    found = {str(number): [PUTIN] for number in range(0, 20, 2)}
    low, high = interval_of(gold, found)

    assert low < 2 / 3 < high
    assert interval_of(gold, found) == (low, high)


def test_no_articles_are_no_error():
    assert "articles 0" in report_score({}, {})
