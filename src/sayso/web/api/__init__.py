"""The JSON API under /api/v1; `router` gathers its parts."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

router = APIRouter()
for _module in sorted(iter_modules(__path__), key=lambda m: m.name):
    _part = getattr(import_module(f"{__name__}.{_module.name}"), "router", None)
    if isinstance(_part, APIRouter):
        router.include_router(_part)
