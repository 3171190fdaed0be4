"""The files under deploy/ stay true: commands and options exist, settings are documented, the tools take the files."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml

from sayso.cli import app
from sayso.web.settings import LARGEST_BODY, PORT
from sayso.web.wire import LONGEST_ADDRESS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app)


def calls() -> Iterator[list[str]]:
    """Yield the words after `sayso` of each call in the units, the manifest and the guide."""
    for unit in UNITS:
        for line in unit.read_text(encoding="utf-8").splitlines():
            if line.startswith("Exec") and "/sayso " in line:
                yield shlex.split(line.partition("/sayso ")[2])
    for job in manifest():
        yield shlex.split(job["spec"]["entrypoint"])[1:]
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        found = re.search(r"(?:^|/| )sayso ((?:[a-z]+|-).*)", line.partition(" # ")[0])
        if found and not line.startswith(("sudo useradd", "sudo -u postgres", "cd ", "sudo systemctl")):
            yield shlex.split(found[1].partition("|")[0])


def manifest() -> list[dict]:  # type: ignore[type-arg]
    return list(yaml.safe_load_all((DEPLOY / "kuberay.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("call", list(calls()), ids=" ".join)
def test_commands_and_options_are_there(call: list[str]) -> None:
    command, words = COMMANDS, list(call)
    while hasattr(command, "commands"):
        assert words[0] in command.commands, words
        command = command.commands[words.pop(0)]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("-")} <= known


def test_calls_are_found() -> None:
    """The test above looks at something: each unit, the manifest, the guide."""
    first = {call[0] for call in calls()}
    assert {"serve", "watch", "batch", "add", "accounts", "sources"} <= first


def test_settings_of_the_environment_are_those_of_the_guide() -> None:
    named = re.findall(r"^#?(SAYSO_\w+)=", (DEPLOY / "sayso.env").read_text(encoding="utf-8"), re.MULTILINE)
    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert len(named) > 3
    assert all(f"`{name}`" in settings for name in named)


def test_files_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"deploy/([\w.-]+\.\w+|Caddyfile)", GUIDE))
    assert {"nginx.conf", "Caddyfile", "kuberay.yaml", "postgresql.sql", "sayso.env"} <= named
    assert all((DEPLOY / name).is_file() for name in named)


def test_the_proxies_lead_to_the_port_and_let_through_what_sayso_takes() -> None:
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", nginx + caddy)) == {str(PORT)}
    body = re.search(r"client_max_body_size (\d+)m;", nginx)
    assert body
    assert LARGEST_BODY <= int(body[1]) << 20 < 2 * LARGEST_BODY
    head, answer = re.search(r"large_client_header_buffers 4 (\d+)k;", nginx), re.search(r"buffer_size (\d+)k;", nginx)
    assert head
    assert answer
    assert min(int(head[1]), int(answer[1])) << 10 > LONGEST_ADDRESS


def test_the_units_give_up_the_same_rights() -> None:
    """Both services are shut in alike; what only one has is what it needs."""
    serve, watch = (
        {line for line in (DEPLOY / f"sayso-{name}.service").read_text().splitlines() if re.match(r"[A-Z]\w+=", line)}
        for name in ("serve", "watch")
    )
    kept = re.compile("Exec|Description|Documentation|Restart|Timeout|Kill|Success|IPAddress|Memory|Nice|After|Wants")
    assert {line for line in serve ^ watch if not kept.match(line)} == set()
    assert {"ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "UMask=0077"} <= serve & watch


def test_the_manifest_is_a_job_of_kuberay_that_gives_up_rights() -> None:
    [job] = manifest()
    assert (job["apiVersion"], job["kind"]) == ("ray.io/v1", "RayJob")
    cluster = job["spec"]["rayClusterSpec"]
    for group in (cluster["headGroupSpec"], *cluster["workerGroupSpecs"]):
        pod = group["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert all(one["securityContext"]["allowPrivilegeEscalation"] is False for one in pod["containers"])


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    for unit in (*UNITS, *DEPLOY.glob("*.timer")):
        text = unit.read_text(encoding="utf-8").replace("/opt/sayso/.venv/bin/sayso", "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/sqlite3", "/bin/true"), encoding="utf-8")
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert (done.returncode, done.stderr) == (0, "")


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx is not installed")
    make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=sayso.example.org"]
    keys = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run([*make, *keys], check=True, capture_output=True)  # noqa: S603 - our own command
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/sayso", str(tmp_path))
    text = re.sub(r"listen .*?(443|80)\b", r"listen 127.0.0.1:\g<1>80", text)  # nobody listens while it is tested
    text = re.sub(r"(listen \S+( ssl http2)?;\n)(\s+\1)", r"\1", text)
    (tmp_path / "sayso.conf").write_text(text, encoding="utf-8")
    http = f"http {{ access_log off; include {tmp_path}/sayso.conf; }}"
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}}\n{http}\n", encoding="utf-8")
    command = [nginx, "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stderr
    assert "successful" in done.stderr
