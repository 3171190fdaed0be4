"""What an archive held that was no report, told in one line and not in thousands."""

from collections import Counter

from sayso.intake.taking import Taking


def passed_over(name: str, counts: Counter[str], taking: Taking) -> None:
    """Tell how many of what were passed over, the most first; nothing if it was none."""
    if total := counts.total():
        parts = ", ".join(f"{number:,} {what}" for what, number in counts.most_common())
        taking.say(f"{name}: passed over {total:,}: {parts}")
