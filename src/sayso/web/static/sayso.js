/* What every page does: keys, forms, notices. Pages work without it. */
const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");
