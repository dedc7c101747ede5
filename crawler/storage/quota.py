"""Quota: what each portal may cost, and what came of it so far: pages asked, reports borne, guesses made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from parsers import GUESS

FEW = 3  # reports of a portal below which it is looked at more closely: one may stand among the news of its first page


@dataclass(frozen=True, slots=True)
class Quota:
    """What each portal may: so many pages in all, so many in a row that bring no report. None: no limit.

    `losses` is the share of its known addresses that may be lost in one visit and be believed; `guesses` how many columns
    of any name are looked at where nothing is left that leads to reports, and hardly one was found.
    """

    pages: int | None = None
    patience: int | None = None
    losses: float = 0.25
    guesses: int = 0


NO_QUOTA = Quota()


class Spending:
    """Of each portal, how much of its quota is spent."""

    def __init__(self) -> None:
        self.quota = NO_QUOTA
        self._asked: Counter[str] = Counter()
        self._barren: Counter[str] = Counter()
        self._borne: Counter[str] = Counter()
        self._guessed: Counter[str] = Counter()

    def begin(self, quota: Quota) -> None:
        """A walk begins: what was barren before may bear now."""
        self.quota = quota
        self._barren.clear()

    def recount(self, rows: Iterable[tuple[str, int, int, int]]) -> None:
        """Take over the counts of the file: a portal, its pages asked, its reports, its guesses."""
        self._asked, self._borne, self._guessed = Counter(), Counter(), Counter()
        for portal, asked, borne, guessed in rows:
            self._asked[portal], self._borne[portal], self._guessed[portal] = asked, borne, guessed

    def ask(self, portal: str, priority: int, number: int = 1) -> None:
        """A row of the portal was handed out, or (`number` -1) given back."""
        self._asked[portal] += number
        if priority < GUESS:
            self._guessed[portal] += number

    def tell(self, portal: str, *, fruitful: bool) -> None:
        """A page of the portal was visited: it brought a report, or it did not."""
        self._barren[portal] = 0 if fruitful else self._barren[portal] + 1
        self._borne[portal] += fruitful

    def spent(self, portal: str) -> str | None:
        """Why no more pages of a portal are asked, None while some may be."""
        pages, patience = self.quota.pages, self.quota.patience
        if pages is not None and self._asked[portal] >= pages:
            return "beyond the page budget"
        if patience is not None and self._barren[portal] >= patience:
            return f"no report on the last {patience} pages"
        return None

    def guesses(self, portal: str) -> bool:
        """Whether a portal is looked at more closely: it has shown hardly a report yet."""
        return self._borne[portal] < FEW and self._guessed[portal] < self.quota.guesses
