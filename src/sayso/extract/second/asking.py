"""Asking a served model about a text: the question, the pieces of a long text, what it may cost, what was answered."""

import hashlib
import json
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sayso.errors import ModelError
from sayso.extract.frames import frame_book
from sayso.extract.second.grounding import STANCES, phases
from sayso.extract.second.proposals import Proposal, Refusal, answer_schema, proposals_of
from sayso.knowledge.files import read_yaml
from sayso.model import Outcome, Realis, Span
from sayso.served_model import LARGEST_ANSWER, ServedModel

# Characters of text in one question: some 2,000 words, which leaves room in the small windows of local models.
PIECE = 12_000
# Questions that a run may ask, where no setting says otherwise.
QUESTIONS = 1_000
# Questions in a row without an answer after which a run asks no more: each may have cost minutes.
GIVE_UP = 3


class Asking:
    """Asks `model` what a text tells, at most `questions` times.

    Answers that could be read are kept in the folder `kept` (None: nowhere) under a digest of the model, its address,
    the instructions and the text, and the same question is answered from there.
    """

    def __init__(self, model: ServedModel, kept: Path | None = None, questions: int = QUESTIONS) -> None:
        self.model = model
        self._kept = kept
        self._left = questions
        self._questions = questions
        self._failed = 0

    def proposals(self, text: str) -> list[Proposal | Refusal]:
        """Return what the model proposes for a text; raises ModelError where it gives no answer that can be read."""
        key = self._key(text)
        answer = self._known(key)
        if answer is not None:
            with suppress(ModelError):  # a file that somebody has changed is as good as none
                return proposals_of(answer)
        if self._failed >= GIVE_UP:
            raise ModelError(f"not asked: {GIVE_UP} questions in a row had no answer")
        if self._left <= 0:
            raise ModelError(f"not asked: the {self._questions:,} questions of this run are spent")
        self._left -= 1
        try:
            # half a surrogate pair cannot be sent; what stands for it has the same length
            sent = text.encode("utf-8", "replace").decode()
            answer = self.model.ask(_instructions(), sent, schema=_schema())
            found = proposals_of(answer)
        except ModelError:
            self._failed += 1
            raise
        self._failed = 0
        self._keep(key, answer)
        return found

    def _key(self, text: str) -> str:
        question = [self.model.address, self.model.model, _instructions(), _schema(), text]
        return hashlib.sha256(json.dumps(question).encode()).hexdigest()

    def _known(self, key: str) -> str | None:
        if self._kept is None:
            return None
        try:
            path = self._kept / f"{key}.json"
            if path.stat().st_size > 2 * LARGEST_ANSWER:
                return None
            answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return answer if isinstance(answer, str) else None

    def _keep(self, key: str, answer: str) -> None:
        """Write an answer down; where the folder cannot be written the answer still counts."""
        if self._kept is None:
            return
        with suppress(OSError):
            self._kept.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._kept, delete=False) as file:
                json.dump({"model": self.model.model, "answer": answer}, file)
            Path(file.name).replace(self._kept / f"{key}.json")


def pieces(text: str, sentences: Iterable[Span]) -> list[Span]:
    """Return the stretches of a text that are asked about one by one: whole sentences, up to `PIECE` characters."""
    found: list[Span] = []
    for sentence in sentences:
        for start in range(sentence.start, sentence.end, PIECE):
            end = min(start + PIECE, sentence.end)
            if found and end - found[-1].start <= PIECE:
                found[-1] = Span(found[-1].start, end)
            else:
                found.append(Span(start, end))
    return [span for span in found if span.of(text).strip()]


@lru_cache(maxsize=1)
def _instructions() -> str:
    told: str = read_yaml("second.yaml")["instructions"]
    return told.format(
        kinds="; ".join(f"{kind.name} ({kind.about})" for kind in frame_book().kinds.values()),
        phases="; ".join(f"{name}: {', '.join(sorted(found))}" for name, found in phases().items() if found),
        realis=", ".join(Realis),
        outcomes=", ".join(Outcome),
        stances=", ".join(STANCES),
    )


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    return answer_schema(list(frame_book().kinds), list(Realis), list(Outcome), list(STANCES))
