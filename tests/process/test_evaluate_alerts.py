"""The score of alerts counts what was to be raised, by whom, on what, and nothing twice."""

import pytest

from process.evaluate_alerts import RaisedAlert, report_alerts, score_alerts

ORBAN = RaisedAlert("a-1", "Viktor Orbán", "sanctions", "against", "new")
FICO = RaisedAlert("a-2", "Robert Fico", "sanctions", "favor", "changed")
STORYLINE = {"a-1": [ORBAN], "a-2": [FICO], "a-3": []}


def test_all_alerts_and_no_others_score_one():
    score = score_alerts(STORYLINE, [ORBAN, FICO])

    assert (score.precision, score.recall, score.f1, score.f1_without_kind) == (1.0, 1.0, 1.0, 1.0)
    assert (score.duplicates, score.alarmed, score.quiet) == (0, 0, 1)


def test_names_are_compared_without_case_and_accents():
    assert score_alerts(STORYLINE, [ORBAN._replace(holder="viktor orban")]).matched == 1


def test_a_missing_alert_costs_recall():
    score = score_alerts(STORYLINE, [ORBAN])

    assert (score.precision, score.recall, score.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_an_alert_raised_twice_costs_precision_and_is_counted():
    score = score_alerts(STORYLINE, [ORBAN, ORBAN, FICO])

    assert (score.precision, score.recall, score.duplicates) == (pytest.approx(2 / 3), 1.0, 1)


def test_a_wrong_kind_is_forgiven_in_one_figure_only():
    score = score_alerts(STORYLINE, [ORBAN._replace(kind="changed"), FICO])

    assert (score.f1, score.f1_without_kind) == (0.5, 1.0)


def test_an_alert_of_a_quiet_article_is_counted():
    score = score_alerts(STORYLINE, [ORBAN, FICO, ORBAN._replace(article_id="a-3")])

    assert (score.alarmed, score.quiet) == (1, 1)


def test_nothing_raised_scores_nothing():
    assert score_alerts(STORYLINE, []).f1 == 0.0


def test_the_report_names_what_is_missing_and_what_is_too_many():
    lines = report_alerts(STORYLINE, [ORBAN, FICO._replace(kind="new")]).splitlines()

    assert lines == [
        "alerts expected 2   raised 2   matched 1",
        "alert F1 0.500   precision 0.500   recall 0.500   without the kind 1.000",
        "raised twice 0   articles without alerts that alarmed 0/1",
        "missing: a-2 · Robert Fico · sanctions · favor · changed",
        "too many: a-2 · Robert Fico · sanctions · favor · new",
    ]
