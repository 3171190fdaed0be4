"""How much of annotated reports the joint model tells rightly: its losses, and the share of words and parts."""

from collections.abc import Sequence

import torch

from training.joint_data import ROLES, VOICES, Window
from training.joint_model import Joint, encoded, loss


@torch.no_grad()
def losses(model: Joint, measured: Sequence[Window]) -> dict[str, float]:
    """Return the mean of each part of the loss over the windows that have it."""
    model.eval()
    found: dict[str, list[float]] = {}
    for window in measured:
        for name, part in loss(model, encoded(model, [window])[0], window, {}).items():
            found.setdefault(name, []).append(part.item())
    return {name: sum(parts) / len(parts) for name, parts in found.items()}


@torch.no_grad()
def figures(model: Joint, measured: Sequence[Window]) -> dict[str, float]:
    """Return precision and recall of words for acts by piece, and by telling the share of parts and voices right."""
    model.eval()
    count: dict[str, list[bool]] = {}
    for window in measured:
        hidden = encoded(model, [window])[0]
        said = model.kind(hidden).argmax(-1).tolist()
        for mine, wanted in zip(said, window.kinds, strict=True):
            if wanted >= 0 and mine:
                count.setdefault("precision", []).append(wanted > 0)
            if wanted > 0:
                count.setdefault("recall", []).append(mine > 0)
                count.setdefault("kind", []).append(mine == wanted)
        if not window.tellings:
            continue
        acts = model.tellings(hidden, [telling.pieces for telling in window.tellings])
        scores = model.pointers(hidden, acts, torch.tensor([t.pieces[0] for t in window.tellings]))[:, :, :-1]
        for row, telling in enumerate(window.tellings):
            for number, role in enumerate(ROLES):
                wanted_pieces = telling.roles[role]
                if wanted_pieces is not None:
                    right = int(scores[number, row].argmax()) in (wanted_pieces or [0])
                    count.setdefault(role, []).append(right)
            for number, stance in enumerate(VOICES, len(ROLES)):
                named = set((scores[number, row, 1:] > 0).nonzero()[:, 0].add(1).tolist())
                if telling.voices[stance]:
                    count.setdefault(f"{stance}, found", []).append(bool(named & set(telling.voices[stance])))
                else:
                    count.setdefault(f"{stance}, none", []).append(not named)
    return {name: sum(hits) / len(hits) for name, hits in count.items()}
