"""What a section of the benchmark comes back with: tables of figures, and what is to be known about them."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None
"""A text, a count, a measured figure, or nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Figures side by side. A column's unit is in its name; `note` is what a reader would otherwise ask."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section of the report: how it was measured, the figures, and what limits them."""

    title: str
    how: str
    tables: tuple[Table, ...]
    limits: str


def percentile(ascending: Sequence[float], share: float) -> float | None:
    """The value that this share of all does not exceed; None of nothing."""
    return ascending[min(len(ascending) - 1, int(len(ascending) * share))] if ascending else None


def ratio(one: float | None, other: float | None) -> float | None:
    """How many times the other; None when either was not measured."""
    return one / other if one is not None and other else None
