"""Learns what each sign weighs, by logistic regression on all texts but the hold-out.

python -m training.holders.weights TEXTS DOCS.spacy OUT.json
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from process.extract.desks.files import load_desk
from process.extract.grammar import Grammar
from process.extract.nlp import make_nlp
from training.holders.docs import read_docs
from training.holders.rows import Row, read_rows
from training.sides.texts import read_texts

LEAST_SEEN = 15
"""Rows that must show a sign before it gets a weight."""
STRENGTH = 0.3
"""Inverse strength of the regularisation."""


def fit_weights(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weight of each sign, the weightiest first."""
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST_SEEN)
    number = {sign: place for place, sign in enumerate(signs)}
    places = [[number[sign] for sign in sorted(row.signs) if sign in number] for row in rows]
    ends = np.cumsum([0, *map(len, places)])
    seen = csr_matrix((np.ones(ends[-1]), np.concatenate(places), ends), shape=(len(rows), len(signs)))
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=1)
    fitted.fit(seen, [row.is_holder for row in rows])
    weights = dict(zip(signs, map(float, fitted.coef_[0]), strict=True))
    return float(fitted.intercept_[0]), dict(sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])))


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("texts", "docs", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    rows = read_rows(read_texts(options.texts)[0], read_docs(options.docs, make_nlp()), Grammar(load_desk()))
    bias, weights = fit_weights(rows)
    record = {"bias": round(bias, 3), "signs": {sign: round(weight, 3) for sign, weight in weights.items()}}
    options.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows, {len(weights)} signs")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
