"""One JSON file of a platform's export: its lists of followers, friends and requests become requests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from circumspect.domain.screening import Direction
from circumspect.readers._kit import ReadError
from circumspect.readers.requests.lists import read

HREF = "https://www.instagram.com/josie.q91"


def _instagram(**value: object) -> dict[str, Any]:
    return {"title": "", "media_list_data": [], "string_list_data": [{"href": HREF, "timestamp": 1, **value}]}


@pytest.mark.parametrize(
    ("written", "direction", "handle", "display"),
    [
        ([_instagram(value="josie.q91")], Direction.UNKNOWN, "josie.q91", ""),
        ([_instagram()], Direction.UNKNOWN, "josie.q91", ""),
        ({"relationships_follow_requests_received": [_instagram(value="josie.q91")]},
         Direction.REQUEST, "josie.q91", ""),
        ({"relationships_following": [{**_instagram(), "title": "josie.q91"}]}, Direction.FOLLOWING, "josie.q91", ""),
        ({"received_requests_v2": [{"name": "Josie Quill", "timestamp": 1}]}, Direction.REQUEST, "", "Josie Quill"),
        ({"friends_v2": [{"name": "Jos\u00c3\u00a9 Quill"}]}, Direction.FRIEND, "", "José Quill"),
        ({"sent_requests_v2": [{"name": "Josie Quill"}]}, Direction.FOLLOWING, "", "Josie Quill"),
        ({"Activity": {"Follower List": {"FansList": [{"Date": "2026-01-02", "UserName": "josie.q91"}]}}},
         Direction.FOLLOWER, "josie.q91", ""),
    ],
)  # fmt: skip
def test_a_file_of_an_export_says_who_and_how_they_stand(
    written: object, direction: Direction, handle: str, display: str
) -> None:
    """Each account is read with its name or handle, and the direction that the name of its list says."""
    (request,) = read(json.dumps(written).encode(), direction=Direction.UNKNOWN).requests
    assert (request.direction, request.handle, request.display) == (direction, handle, display)


@pytest.mark.parametrize("named", ["blocked_users", "removed_friends_v2", "deleted_friends_v2", "rejected_requests_v2"])
def test_lists_of_who_neither_asks_nor_follows_are_left_aside(named: str) -> None:
    """Blocked, removed and refused people are not screened as if they asked."""
    with pytest.raises(ReadError, match="no list of accounts"):
        read(json.dumps({named: [{"name": "Josie Quill"}]}).encode())


@pytest.mark.parametrize(
    "written",
    [{"friends_v2": []}, {"friends_v2": [7, None]}, {"friends_v2": {"friends_v2": 3}}, [{"string_list_data": 3}]],
)
def test_what_is_of_another_shape_is_refused(written: object) -> None:
    """A file with the right words and none of their shape is refused in plain words, not with an error of ours."""
    with pytest.raises(ReadError):
        read(json.dumps(written).encode())
