"""The pages, a file each; `routers` gathers them."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """Return the router of every page, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__))
    found = [getattr(import_module(f"{__name__}.{name}"), "router", None) for name in names]
    return [router for router in found if isinstance(router, APIRouter)]
