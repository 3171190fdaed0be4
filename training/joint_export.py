"""The joint model as the reader runs it: an ONNX graph of 8-bit weights, its tables, and its pieces of words."""

import json
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.joint_data import KINDS, OVERLAP, REALIS, WINDOW
from training.joint_model import BUCKETS, INNER, POINTERS, Joint
from training.models import keep

OUTPUTS = ("kind", "realis", "query", "key", "alike")


class _Graph(nn.Module):
    """What depends on the text alone; the rest is products of these and a few small tables."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: torch.Tensor) -> tuple[torch.Tensor, ...]:
        model, encoder = self.model, self.model.encoder
        # without a mask: one window is run at a time, and nothing of it is to be left out
        hidden = encoder.encoder(encoder.embeddings(input_ids=pieces)).last_hidden_state
        return tuple(getattr(model, name)(hidden) for name in OUTPUTS)


def export(model: Joint, pieces: Path) -> None:
    """Write the model to `knowledge/models` and its digests to the book of digests."""
    model.eval()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            _Graph(model),
            (torch.randint(1000, 2000, (1, 48)),),
            str(whole),
            input_names=["pieces"],
            output_names=list(OUTPUTS),
            dynamic_axes={name: {1: "n"} for name in ("pieces", *OUTPUTS)},
            opset_version=17,
            dynamo=False,
        )
        # seven bits: sums of eight overflow on processors without VNNI, which would then read otherwise than others
        small = Path(place) / "small.onnx"
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        keep("joint.onnx", small.read_bytes())
    tables: dict[str, Any] = {
        "kinds": KINDS,
        "realis": REALIS,
        "pointers": POINTERS,
        "window": WINDOW,
        "overlap": OVERLAP,
        "inner": INNER,
        "buckets": BUCKETS,
        "far": _rounded(model.far),
        "none": _rounded(model.none),
        "near": _rounded(model.near),
        "same": _rounded(model.same.weight[0]),
        "same_bias": round(float(model.same.bias[0]), 4),
    }
    keep("joint.json", (json.dumps(tables, indent=0) + "\n").encode())
    keep("joint_pieces.json", pieces.read_bytes())


def _rounded(values: torch.Tensor) -> Any:
    return [[round(v, 4) for v in row] if isinstance(row, list) else round(row, 4) for row in values.tolist()]
