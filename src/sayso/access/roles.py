"""Roles: what somebody may do."""

from enum import StrEnum

from sayso.errors import SettingError


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    VIEWER = "viewer"  # read and export
    REVIEWER = "reviewer"  # accept, reject, edit, merge, split, comment, undo, add reports
    ADMIN = "admin"  # accounts, the whole audit log

    def may(self, needed: "Role") -> bool:
        """Tell whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)

    def within(self, other: "Role") -> "Role":
        """Return the lesser of two roles."""
        return self if other.may(self) else other


def role_named(name: str) -> Role:
    """Return the role of a name; raises SettingError."""
    try:
        return Role(name.strip().lower())
    except ValueError:
        raise SettingError(f"role {name[:20]}: there is {', '.join(Role)}") from None
