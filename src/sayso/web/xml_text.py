"""Text for XML: what XML cannot hold is shown by a stand-in, so that no report can break a feed."""

import re

from sayso.export.visible import one_line

# Signs that XML 1.0 does not allow at all, beside the controls that `one_line` has made visible.
_BANNED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return text on one line with every sign that XML forbids replaced; escaping is left to who writes it."""
    return _BANNED.sub("\ufffd", one_line(text))
