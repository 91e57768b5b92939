"""Reviewing millions of texts: one function over Arrow batches. Open it to run that function somewhere else.

`review.py` is the function, `processes.py` runs it over a Parquet file with no more than this computer, `spark.py`
over a DataFrame. It needs pyarrow (the `batch` extra), and nothing outside this folder does.
"""
