"""The map that pages share: its town names, and what it needs from nowhere else."""

from fastapi.testclient import TestClient


def test_towns_have_a_name_and_a_place(client: TestClient) -> None:
    answer = client.get("/map/towns.json")
    names = {town["properties"]["n"]: town["geometry"]["coordinates"] for town in answer.json()["features"]}
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert [round(degrees) for degrees in names["Aleppo"]] == [37, 36]


def test_towns_come_to_those_who_take_no_gzip_too(client: TestClient) -> None:
    plain = client.get("/map/towns.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json()["type"] == "FeatureCollection"
