"""Pages of parties and of outlets."""

from fastapi.testclient import TestClient

from sayso.ledger.party_book import name


def test_a_party_is_found_by_name_and_has_its_page(client: TestClient) -> None:
    assert 'href="/parties/SDN-MIL"' in client.get("/parties?q=sudan").text
    page = client.get("/parties/SDN-MIL").text
    assert "Sudan: armed forces" in page
    assert 'href="/?party=SDN-MIL' in page


def test_parties_that_do_not_fit_are_left_out(client: TestClient) -> None:
    assert "No party fits" in client.get("/parties?q=nosuchparty").text


def test_an_unknown_party_is_not_found(client: TestClient) -> None:
    assert client.get("/parties/no-such-party").status_code == 404


def test_civilians_are_no_country() -> None:
    assert (name("CIV"), name("SYR-MIL")) == ("civilians", "Syria: armed forces")


def test_an_outlet_lists_its_reports(client: TestClient) -> None:
    assert "Northline News" in client.get("/outlets").text
    page = client.get("/outlets/Northline News").text
    assert "Market bombed in Nyala" in page and 'href="/reports/' in page


def test_an_outlet_of_hostile_name_is_said_as_text(client: TestClient) -> None:
    answer = client.get("/outlets/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
