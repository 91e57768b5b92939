"""Weights on disk: what was packed comes back, and what does not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.engines.weights import arrays, packed, unpacked


@given(st.lists(st.integers(-32, 31), min_size=4, max_size=400).filter(lambda values: len(values) % 4 == 0))
def test_six_bits_come_back_as_they_were(values: list[int]) -> None:
    """Any numbers that fit come back the same, in three bytes for four."""
    raw = packed(np.array(values, np.int8))
    assert len(raw) == len(values) * 3 // 4
    assert unpacked(raw).tolist() == values


@pytest.mark.parametrize("values", [[32, 0, 0, 0], [-33, 0, 0, 0], [1, 2, 3]])
def test_what_does_not_fit_is_refused(values: list[int]) -> None:
    """Numbers beyond six bits, or not four at a time, are an error and not a wrong weight."""
    with pytest.raises(ValueError, match="six bits"):
        packed(np.array(values, np.int16))


def test_a_file_of_arrays_is_cut_where_the_card_says() -> None:
    """Each array comes back with its shape and kind; a file too short is an error."""
    whole, half = np.arange(-4, 4, dtype=np.int8).reshape(2, 4), np.array([0.5, -2.0], np.float16)
    raw = packed(whole) + half.tobytes()
    found = arrays(raw, {"whole": ["six", [2, 4], 0], "half": ["half", [2], 6]})
    assert found["whole"].tolist() == whole.tolist()
    assert found["half"].tolist() == [0.5, -2.0]
    with pytest.raises(ValueError, match=r"reshape|buffer|size"):
        arrays(raw[:-1], {"half": ["half", [2], 6]})
