"""Boxes and lines in a drawing: what meets what. Lengths are CSS px, y grows downwards."""

from __future__ import annotations

from typing import NamedTuple

_TOUCH = 1e-6
"""What part of a line may lie in a box by the rounding of numbers alone."""


class Box(NamedTuple):
    """An upright box by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Tell whether two boxes share more than an edge, or come nearer than a gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the place in the box that is nearest to another."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def edge_towards(self, x: float, y: float) -> tuple[float, float]:
        """Return where a line from the middle to a place leaves the box."""
        across, down = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        dx, dy = x - across, y - down
        reach = max(
            abs(dx) / ((self.right - self.left) / 2), abs(dy) / ((self.bottom - self.top) / 2), 1
        )
        return across + dx / reach, down + dy / reach


class Line(NamedTuple):
    """A straight line between two places."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """Tell whether the line runs through the inside of a box.

        A line that begins or ends at a side does not. Clips the line by each side in turn:
        https://en.wikipedia.org/wiki/Liang%E2%80%93Barsky_algorithm
        """
        if (
            max(self.x1, self.x2) <= box.left
            or min(self.x1, self.x2) >= box.right
            or max(self.y1, self.y2) <= box.top
            or min(self.y1, self.y2) >= box.bottom
        ):
            return False
        dx, dy = self.x2 - self.x1, self.y2 - self.y1
        first, last = 0.0, 1.0
        for run, room in (
            (-dx, self.x1 - box.left),
            (dx, box.right - self.x1),
            (-dy, self.y1 - box.top),
            (dy, box.bottom - self.y1),
        ):
            if run == 0:
                if room <= 0:
                    return False
            elif run < 0:
                first = max(first, room / run)
            else:
                last = min(last, room / run)
        return last - first > _TOUCH

    def meets(self, other: Line) -> bool:
        """Tell whether two lines cross; lines that only touch do not."""
        return (
            self._side(other.x1, other.y1) * self._side(other.x2, other.y2) < 0
            and other._side(self.x1, self.y1) * other._side(self.x2, self.y2) < 0
        )

    def _side(self, x: float, y: float) -> float:
        """Return on which side of the line a place lies, as a sign."""
        return (self.x2 - self.x1) * (y - self.y1) - (self.y2 - self.y1) * (x - self.x1)
