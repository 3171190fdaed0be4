"""One export: the incidents selected, in one format, with a sidecar that repeats the query."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sayso.errors import SettingError
from sayso.export.coarsen import Grid
from sayso.export.columns import SHAPES, TABLES
from sayso.export.redact import Redaction
from sayso.export.rows import Told
from sayso.export.sidecar import sidecar, write_sidecar
from sayso.export.staging import Staging, staged
from sayso.export.tally import Tally
from sayso.model.incident import Incident

# Every format and the tables it writes; JSON lines hold all four in one file.
_TABLES = {
    "csv": TABLES,
    "jsonl": TABLES,
    "geojson": TABLES[:1],
    "parquet": TABLES,
    "xlsx": TABLES,
    **{shape: (shape,) for shape in SHAPES},
}
FORMATS = tuple(_TABLES)
Write = Callable[[Iterable[Told], Staging, Tally], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written.

    `paths` are the files of data, `sidecar` the file beside them; `rows` counts rows by table, `left_out` incidents
    that the format does not take by reason; `selected` is the number of incidents that came in.
    """

    paths: tuple[Path, ...]
    sidecar: Path
    rows: Mapping[str, int]
    left_out: Mapping[str, int]
    selected: int


def export(
    incidents: Iterable[Incident],
    format: str,
    output: Path,
    query: Mapping[str, object],
    *,
    coarsen_km: float | None = None,
    redaction: Redaction | None = None,
) -> Exported:
    """Write incidents to `output` in a format of `FORMATS`, with a sidecar `<output>.query.json`.

    Incidents are taken one by one, and memory does not grow with their number. CSV and Parquet write `out.csv` with
    the incidents and `out.accounts.csv`, `out.figures.csv`, `out.sources.csv` beside it; the other formats write one
    file. `query` is what selected the incidents; the sidecar repeats it. `coarsen_km` moves coordinates to the middle
    of grid cells of that size, `redaction` blacks names out of every text. Files appear when all are complete; until
    then, and after a failure, what stood there before is untouched. What the iterable raises passes through.

    Raises SettingError for an unknown format or cell size, ExportError if the files cannot be written.
    """
    write = _writer(format)
    grid = None if coarsen_km is None else Grid(coarsen_km)
    tally = Tally(rows=dict.fromkeys(_TABLES[format], 0))
    with staged(output) as staging:
        write(_told(incidents, grid, redaction, tally), staging, tally)
        content = sidecar(format, query, coarsen_km, tally, staging.files())
        content |= {"redacted_names": len(redaction.names)} if redaction else {}
        write_sidecar(staging.sidecar(), content)
        *paths, beside = staging.commit()
    return Exported(tuple(paths), beside, dict(tally.rows), dict(tally.left_out), tally.selected)


def _told(
    incidents: Iterable[Incident], grid: Grid | None, redaction: Redaction | None, tally: Tally
) -> Iterator[Told]:
    for incident in incidents:
        tally.selected += 1
        yield Told(redaction.of(incident) if redaction else incident, grid)


def _writer(format: str) -> Write:
    """Import only what the format needs: the libraries for Parquet and XLSX take a while to load."""
    if format in SHAPES:
        from sayso.export.tables_csv import write_shape

        return partial(write_shape, format)
    if format == "csv":
        from sayso.export.tables_csv import write_csv as write
    elif format == "jsonl":
        from sayso.export.tables_json import write_jsonl as write
    elif format == "geojson":
        from sayso.export.geojson import write_geojson as write
    elif format == "parquet":
        from sayso.export.parquet import write_parquet as write
    elif format == "xlsx":
        from sayso.export.xlsx import write_xlsx as write
    else:
        raise SettingError(f"unknown export format {format!r}; choose one of {', '.join(FORMATS)}")
    return write
