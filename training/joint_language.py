"""Let the encoder of the joint model read the news: it learns to guess covered words.

The encoder was made for whole sentences; the first four of its layers, which are what is kept, have never had to tell
anything themselves. Before it learns from annotated reports (`training.joint`) it reads the texts of the sets that are
for training, one word piece in six covered, and says which piece stood there, as in Devlin et al. (2019), after
Gururangan et al. (2020). No annotation is used, and no text of a list that something is measured by or fitted to.
"""

import random
import time
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from quality import standoff
from tokenizers import Tokenizer
from torch import nn

from training.joint_model import WIDTH

READINGS, COVERED = 5, 0.17
LENGTH, BATCH = 128, 24
RATE, WARM = 5e-4, 0.06
# Reports beside those that are annotated.
MORE = ("muc4-", "wikitrain-")


def texts(corpus: dict[str, Any]) -> list[str]:
    """Return the texts that may be read: those learned from, and what else there is of MUC-4 and WikiEvents.

    None of them is measured by, fitted to or unread.
    """

    def listed(names: Iterable[str]) -> set[str]:
        return {sheet["id"] for name in names for sheet in standoff.sheets(name, corpus)}

    kept = listed((*standoff.FITTED, *standoff.UNREAD))
    wanted = listed(standoff.LEARNED) | {name for name in corpus if name.startswith(MORE)}
    return [corpus[name]["text"] for name in sorted(wanted - kept)]


def read(encoder: Any, tokenizer: Tokenizer, read_texts: Iterable[str]) -> None:
    """Train the encoder in place on the texts; its table of words stays as it is."""
    pieces = _rows(tokenizer, read_texts)
    mark = tokenizer.token_to_id("[MASK]")
    table = encoder.embeddings.word_embeddings.weight
    head = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))
    bias = nn.Parameter(torch.zeros(len(table)))
    learned = [*encoder.encoder.parameters(), *head.parameters(), bias]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01)
    steps = READINGS * (len(pieces) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps)) * max(0.0, 1.0 - step / steps) + 1e-3
    )
    encoder.train()
    began = time.monotonic()
    for number in range(READINGS):
        order = torch.randperm(len(pieces))
        total, seen = 0.0, 0
        for first in range(0, len(order) - BATCH + 1, BATCH):
            ids = pieces[order[first : first + BATCH]]
            hidden = torch.rand(ids.shape) < COVERED
            hidden[:, (0, -1)] = False
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = encoder(input_ids=ids.masked_fill(hidden, mark)).last_hidden_state
                scores = head(vectors[hidden]) @ table.T + bias
            missed = nn.functional.cross_entropy(scores.float(), ids[hidden])
            missed.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad()
            total, seen = total + missed.item(), seen + 1
        print(f"reading {number + 1} of {READINGS}, {time.monotonic() - began:.0f} s: {total / seen:.3f}", flush=True)


def _rows(tokenizer: Tokenizer, read_texts: Iterable[str]) -> torch.Tensor:
    """Return the pieces of all texts one after another, in rows of one length."""
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    shuffled = list(read_texts)
    random.shuffle(shuffled)
    flow: list[int] = []
    for coded in tokenizer.encode_batch(shuffled, add_special_tokens=False):
        flow += [*coded.ids, last]
    size = LENGTH - 2
    rows: Sequence[list[int]] = [[first, *flow[at : at + size], last] for at in range(0, len(flow) - size + 1, size)]
    return torch.tensor(rows)
