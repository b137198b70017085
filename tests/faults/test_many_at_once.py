"""Many at once, over several processes: everybody gets through, and everybody gets their own words back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.node import Node
from tests.phone import Phone


def test_reports_that_arrive_together_all_arrive_and_are_not_mixed_up(node: Node) -> None:
    node.serve()

    def one(number: int) -> bool:
        story = f"Rrëfimi numër {number}."
        with Phone(node.origin) as phone:
            code = phone.report(story)
        with Phone(node.origin) as phone:
            return story in phone.open(code).text

    with ThreadPoolExecutor(16) as phones:
        assert all(phones.map(one, range(64)))
