"""How sources do, for Prometheus: its text format, made by its own library."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from sayso.ledger.sources import Health

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(healths: Iterable[Health]) -> bytes:
    """Return the metrics of all sources that are watched."""
    registry = CollectorRegistry()
    up = Gauge("sayso_source_up", "1 if the last look at the source succeeded", ["source"], registry=registry)
    success = Gauge(
        "sayso_source_last_success_timestamp_seconds", "When it last succeeded", ["source"], registry=registry
    )
    read = Gauge("sayso_source_last_read_timestamp_seconds", "When one was last read", ["source"], registry=registry)
    failures = Gauge("sayso_source_failures", "Failures one after the other, up to now", ["source"], registry=registry)
    addresses = Gauge(
        "sayso_source_addresses", "Addresses that the source has listed, by what became of them", ["source", "state"],
        registry=registry,
    )  # fmt: skip
    for one in healths:
        if not one.watched:
            continue
        up.labels(one.name).set(0 if one.failures or not one.succeeded_at else 1)
        failures.labels(one.name).set(one.failures)
        if one.succeeded_at:
            success.labels(one.name).set(one.succeeded_at.timestamp())
        if one.last_read_at:
            read.labels(one.name).set(one.last_read_at.timestamp())
        for state, count in one.counts.items():
            addresses.labels(one.name, state).set(count)
    return generate_latest(registry)
