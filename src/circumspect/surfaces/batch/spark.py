"""A Spark DataFrame of texts → a DataFrame of answers. Open it to change how a cluster runs the review.

    from circumspect.surfaces.batch import spark
    answers = spark.review(posts)

circumspect is installed on every executor, in the same version; the profile travels with the job.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from circumspect.surfaces.batch.review import ANSWERS, COLUMNS, Asked, Terms, check_columns, review_batch, terms_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import DataFrame


def review(
    posts: DataFrame, *, profile: Path | None = None, rules_only: bool = False, day: date | None = None
) -> DataFrame:
    """Review every row of `posts`, lazily: the columns that `batch review` reads and writes, in Spark's types.

    `day`: as of when, for rows that bear no date; today where it is left out. Raises BatchError and what `terms_for`
    raises, before anything runs.
    """
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415 - only a job that uses Spark needs it
    from pyspark.sql.types import StringType, StructField, StructType  # noqa: PLC0415

    check_columns(to_arrow_schema(posts.schema))
    terms = terms_for(Asked(profile, rules_only, day, datetime.now().astimezone().date()))
    answers = StructType([posts.schema["id"], *(StructField(name, StringType()) for name in ANSWERS)])
    read = posts.select([name for name in COLUMNS if name in posts.columns])
    return read.mapInArrow(partial(_review_partition, terms), answers)


def _review_partition(terms: Terms, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Review the batches of one partition, in a Python process of Spark's."""
    for batch in batches:
        yield review_batch(batch, terms)
