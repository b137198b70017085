"""Reads an element with elements in it by a table of what it may hold; what the table does not know goes to the margin.

The order of elements is not looked at: senders get it wrong, and nothing depends on it.
"""

from typing import Any
from xml.etree.ElementTree import Element

from besa.core.formats.cybertip_xml.leaves import Leaf, attributes, said, spill
from besa.core.formats.margins import Margin

Record = dict[str, Any]
# What an element is called → how it is read, and whether there may be several (then the record holds a list).
Table = dict[str, tuple[Leaf, bool]]


def once(leaf: Leaf) -> tuple[Leaf, bool]:
    return leaf, False


def many(leaf: Leaf) -> tuple[Leaf, bool]:
    return leaf, True


def inner(table: Table, *known: str) -> Leaf:
    """An element with elements in it; its `known` attributes stand in the record under "@name"."""

    def leaf(element: Element, where: str, margin: Margin) -> Record:
        return record(element, where, margin, table, known)

    return leaf


def record(element: Element, where: str, margin: Margin, table: Table, known: tuple[str, ...] = ()) -> Record:
    path = f"{where}/{element.tag}" if where else element.tag
    found: Record = {}
    if element.keys():
        for name, value in attributes(element, where, margin, known).items():
            found[f"@{name}"] = value
    if said(element.text):
        margin.note(path, "unknown-field", element.text or "")
    for child in element:
        tag = child.tag
        field = table.get(tag)
        if field is None:
            spill(child, path, margin, "unknown-field")
        elif field[1]:
            value = field[0](child, path, margin)
            if value is not None:
                found.setdefault(tag, []).append(value)
        elif tag in found:
            spill(child, path, margin, "repeated-field")
        else:
            value = field[0](child, path, margin)
            if value is not None:
                found[tag] = value
        tail = child.tail
        if tail and not tail.isspace():
            margin.note(path, "unknown-field", tail)
    return found
