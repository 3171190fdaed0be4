"""Matrix products by NumPy's BLAS where most of them are: in the layers that make vectors of the words of a text.

The products that come with spaCy are by BLIS, in wheels without the kernels of today's processors: on the machine of
docs/performance.md they run at a fourth of the speed. But a BLAS such as OpenBLAS rounds a row otherwise by where it
stands among the rows, and a text would be read otherwise, once in a thousand, by what it is parsed together with. So
these layers are given one text at a time, and where that cannot be, the product is made text by text; the small ones of
each step stay with BLIS, which rounds every row alike.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController


@lru_cache(maxsize=1)
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep products to one thread: a text makes small ones, processes share the cores, and threads round otherwise."""
    with _pools().limit(limits=1, user_api="blas"):
        yield


def quicken(model: Any) -> Any:
    """Let a model and all its layers multiply by NumPy; give it one text at a time from then on."""
    ops = NumpyOps(use_blis=False)
    for layer in model.walk():
        if isinstance(layer.ops, NumpyOps):
            layer.ops = ops
    return model


class TextOps(NumpyOps):  # type: ignore[misc]
    """Operations that multiply the rows of each text apart; `lengths` says how many rows each text has."""

    lengths: Sequence[int] = ()

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return x @ y, each given transposed where it is said to be; x has the rows of one text after another."""
        if out is not None or trans1 or sum(self.lengths) != x.shape[0]:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        right = y.T if trans2 else y
        product = np.empty((x.shape[0], right.shape[1]), dtype=x.dtype)
        start = 0
        for length in self.lengths:
            np.matmul(x[start : start + length], right, out=product[start : start + length])
            start += length
        return product


def text_by_text(vectors: Any) -> Any:
    """Return a model that does what `vectors` does, texts to one row a word, for each text apart."""
    if vectors.name == _NAME:
        return vectors
    return Model(_NAME, _forward, layers=[quicken(vectors)], dims={"nO": vectors.maybe_get_dim("nO")})


_NAME = "text_by_text"


def _forward(model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Any]:
    rows = [model.layers[0].predict([doc]) for doc in docs]
    return np.concatenate(rows), _no_training


def _no_training(_change: Any) -> Any:
    raise NotImplementedError("a pipeline made quick for reading cannot be trained")
