"""Measure taking in an archive: pages of one WARC through reading and ledger by `sayso add`, against the bare parse.

    python benchmarks/warc.py [--pages 10000] [--folder DIR] [--bare 200]

The archive is generated: `--pages` pages of `--sentences` sentences, drawn from the examples of each kind of act
(tests/examples), with a day of their own of ten years, under addresses of their own, each among three records that are
no page. Every tenth is the one before it, at another site. `sayso add` runs in a process of its own,
whose memory is looked at once a second. The bare parse (`nlp.pipe`) is that
of the texts of the first `--bare` pages, scaled to all of them.
"""

import argparse
import datetime
import gzip
import html
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from sayso.reading.pipeline import load_pipeline

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "examples" / "kinds.yaml"
BEGAN, DAYS = datetime.date(2012, 1, 1), 3650
TOWNS = ("ALEPPO, Syria", "TAIZ, Yemen", "KHARKIV, Ukraine", "KHARTOUM, Sudan", "MOSUL, Iraq", "TRIPOLI, Libya")
WITNESSES = ("Medics", "Residents", "A doctor", "The governor", "The army", "Aid workers", "The health ministry")
ROUNDS = 6  # times that memory is told


def main() -> None:
    """Run the measurement and print its figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--bare", type=int, default=200)
    arguments.add_argument("--sentences", type=int, default=24, help="of a page; 24 have some 200 words")
    arguments.add_argument("--folder", type=Path, default=None)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        archive = Path(folder, "pages.warc.gz")
        texts = list(_texts(asked.pages, asked.sentences))
        with archive.open("wb") as file:
            for number, text in enumerate(texts):
                file.writelines(map(gzip.compress, _records(number, text)))
        words = sum(len(text.split()) for text in texts) // len(texts)
        print(f"{asked.pages:,} pages of {words} words, {archive.stat().st_size / 1e6:.1f} MB packed", flush=True)
        wall, cpu, memory = _add(archive, Path(folder, "ledger.db"))
    bare = _bare(texts[: asked.bare]) * asked.pages / len(texts[: asked.bare])
    print(f"sayso add: {wall:.0f} s, CPU {cpu:.0f} s ({1000 * cpu / asked.pages:.0f} ms a page)")
    print(f"bare parse: CPU {bare:.0f} s, so {cpu / bare:.2f} times it")
    print("memory, MB, over time: " + " ".join(f"{one:.0f}" for one in memory))


def _texts(pages: int, sentences: int) -> Iterator[str]:
    """Yield texts as news has them: of acts and days of their own, one in ten a telling of the one before it."""
    kinds: dict[str, list[str]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    told = [sentence for of_kind in kinds.values() for sentence in of_kind]
    draw = random.Random(7)
    text = ""
    for number in range(pages):
        if number % 10 != 9:
            day = BEGAN + datetime.timedelta(days=draw.randrange(DAYS))
            lines = [
                f"{one} {draw.choice(WITNESSES)} spoke of {draw.randrange(3, 90)} wounded."
                for one in draw.sample(told, sentences // 2)
            ]
            text = f"{draw.choice(TOWNS)}, {day:%B} {day.day}, {day.year} (Northline News) - " + "\n".join(lines)
        yield text


def _records(number: int, text: str) -> Iterator[bytes]:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    page = f"<html><head><title>Report {number}</title></head><body><article>{body}</article></body></html>".encode()
    address = f"https://{'other' if number % 10 == 9 else 'www'}.example.org/story/{number}"
    yield _record(address, "text/html; charset=utf-8", page)
    for kind, media in (("png", "image/png"), ("css", "text/css"), ("js", "text/javascript")):
        yield _record(f"{address}.{kind}", media, os.urandom(2_000))


def _record(address: str, media: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {address}\r\n"
    head += "WARC-Date: 2023-07-14T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def _add(archive: Path, ledger: Path) -> tuple[float, float, list[float]]:
    """Return wall and CPU seconds of `sayso add`, and its memory in MB at even distances of time."""
    command = [sys.executable, "-m", "sayso", "add", str(archive), "--ledger", str(ledger)]
    begun = time.perf_counter()
    process = subprocess.Popen(command)  # with a meter on standard error where that is a terminal
    memory = []
    while process.poll() is None:
        memory.append(_memory(process.pid))
        time.sleep(1)
    wall = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    step = max(1, len(memory) // ROUNDS)
    return wall, used.ru_utime + used.ru_stime, memory[step - 1 :: step]


def _memory(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 1e6


def _bare(texts: list[str]) -> float:
    nlp = load_pipeline()
    list(nlp.pipe(texts[:8]))
    begun = time.process_time()
    list(nlp.pipe(texts, batch_size=16))
    return time.process_time() - begun


if __name__ == "__main__":
    main()
