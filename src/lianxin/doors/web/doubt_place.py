"""Two places beside a doubt, drawn on a plain ground: where the writer was and where the household stands."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.kernel.mercator import Window
from lianxin.review.proof import Apart

WIDE, HIGH = 290.0, 150.0


@dataclass(frozen=True)
class Drawn:
    """``told`` and ``home`` in pixels; without a household's place the one alone."""

    it: Apart
    told: tuple[float, float]
    home: tuple[float, float] | None

    @property
    def middle(self) -> tuple[float, float] | None:
        if self.home is None:
            return None
        return (
            round((self.told[0] + self.home[0]) / 2, 1),
            round((self.told[1] + self.home[1]) / 2, 1),
        )


def drawn(it: Apart) -> Drawn:
    spots = [it.told, it.home] if it.home else [it.told]
    window = Window.around(spots, WIDE, HIGH, margin=38, whole=False)
    return Drawn(it, window.place(it.told), window.place(it.home) if it.home else None)
