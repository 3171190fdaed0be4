"""Files of learned models: each is loaded only when it is the one that was measured.

Their SHA-256 stand in `models/digests.yaml`, written by `training/`: a model that was changed by hand or by accident
would read wrongly in silence.
"""

import hashlib

from sayso.errors import KnowledgeError
from sayso.knowledge.files import locate, read_yaml

_DIGESTS = "models/digests.yaml"


def measured(name: str) -> bytes:
    """Return a file of `knowledge/models`; raises KnowledgeError when it is not the one that was measured."""
    data = locate(f"models/{name}").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != read_yaml(_DIGESTS).get(name):
        raise KnowledgeError(
            f"knowledge/models/{name}: its digest {found[:12]} is not that of {_DIGESTS};"
            " install sayso again, or train the model anew"
        )
    return data
