"""What a reparse or an import came to: how many of what, and what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Told:
    """Counts by their words, and a sentence for every answer that could not be had."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, word: str, number: int = 1) -> None:
        """One more of these."""
        self.counts[word] += number

    def fault(self, word: str, sentence: str) -> None:
        """One more of these, and what was wrong with it."""
        self.counts[word] += 1
        self.faults.append(sentence)
