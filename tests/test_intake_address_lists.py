"""Lists of addresses: a row in, the address and what the list says of it out."""

import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import IntakeError
from sayso.intake.address_lists import Address, layout_of, read_list

GDELT_EVENT = "\t".join(["1234", "20160924", *["x"] * 57, "20160925101500", "https://example.org/a"])
GDELT_MENTION = "\t".join(["1", "20160924", "20160925101500", "1", "example.org", "https://example.org/b", *["1"] * 10])
GDELT_GRAPH = "\t".join(
    ["20160925101500-0", "20160925101500", "1", "example.org", "https://example.org/c", *["x"] * 21,
     "<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>Truce &amp; talks</PAGE_TITLE>"]
)  # fmt: skip
MEDIA_CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
MEDIA_CLOUD += '1,2024-01-03 10:00:00,en,Example Post,example.org,2024-01-02,"Truce, again",https://example.org/d\n'
PLAIN = "# seen in September\nhttps://example.org/e\n\nhttp://example.org/f\n"
SEPTEMBER = datetime.date(2016, 9, 25)


def addresses(text: str) -> list[Address | IntakeError]:
    layout = layout_of(text)
    assert layout is not None
    return list(read_list(io.BytesIO(text.encode()), "list.csv", layout))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GDELT_EVENT, [Address("https://example.org/a")]),  # its days are of the event and of its entry
        (GDELT_MENTION, [Address("https://example.org/b", publisher="example.org")]),
        (GDELT_GRAPH, [Address("https://example.org/c", "Truce & talks", SEPTEMBER, "example.org")]),
        (MEDIA_CLOUD, [Address("https://example.org/d", "Truce, again", datetime.date(2024, 1, 2), "Example Post")]),
        (PLAIN, [Address("https://example.org/e"), Address("http://example.org/f")]),
        ("URL;Title\nhttps://example.org/g;Truce\n", [Address("https://example.org/g", "Truce")]),
        ("url\nhttps://example.org/h\n", [Address("https://example.org/h")]),
        ("https://example.org/i", [Address("https://example.org/i")]),
    ],
)
def test_each_list_gives_its_addresses(text: str, expected: list[Address]) -> None:
    assert addresses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Friday that it had taken the bridge.\nSee https://example.org/a",
        "title,text,url\nTruce,The army said so.,https://example.org/a",  # a table of reports
        "https://example.org/a\nThe army said on Friday that it had taken the bridge.\nIt was denied.",
        "",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert layout_of(text) is None


def test_a_row_without_an_address_is_an_error_and_the_rest_is_read() -> None:
    text = "title,url\nOne,ftp://example.org/a\nTwo,\nThree,https://example.org/c\n"
    first, second, third = addresses(text)
    assert str(first) == "list.csv:2: 'ftp://example.org/a' is no address of a page"
    assert str(second) == "list.csv:3: has no address"
    assert third == Address("https://example.org/c", "Three")


def test_an_impossible_day_is_no_day() -> None:
    [row] = addresses("url,date\nhttps://example.org/a,2024-02-31\n")
    assert row == Address("https://example.org/a")


@settings(deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["url", "http://a.b/", ",", "\t", "\n", '"', "x", ";"])).map("".join)
)
def test_any_text_gives_addresses_or_errors(text: str) -> None:
    layout = layout_of(text)
    if layout is not None:
        for row in read_list(io.BytesIO(text.encode("utf-8", "surrogatepass")), "list.csv", layout):
            assert isinstance(row, IntakeError) or row.url.lower().startswith("http")
