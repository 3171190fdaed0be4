"""Who a claim goes back to, how many independent origins claims have, and who is interested."""

import itertools
from dataclasses import replace

import pytest

from sayso.extract.parties_data import COUNTRIES, GROUPS
from sayso.knowledge.files import read_csv
from sayso.ledger.origin_data import origin_data
from sayso.ledger.origins import independent, interested, origin, origin_name
from sayso.model import Account, Stance, Voice
from sayso.model.incident import Claim, Source


def source(publisher: str = "dailysabah", *, report: str = "r1", group: str = "", agency: str = "") -> Source:
    return Source(report, 1, publisher, "", "", None, agency, "", group or report)


def account(text: str = "", party: str = "outlet", via: Voice | None = None) -> Account:
    return Account(Voice(text, party), Stance.ASSERTS, Stance.ASSERTS, None, via)


def claim(text: str, party: str, where: Source, via: Voice | None = None) -> Claim:
    """A claim as the ledger builds it from an account of a report."""
    key = origin(account(text, party, via), where)
    return Claim(
        f"{where.report}-e1",
        where.report,
        where.publisher,
        text,
        party,
        Stance.ASSERTS,
        Stance.ASSERTS,
        key,
        False,
        group=where.group,
    )


OBSERVATORY = ("the Syrian Observatory for Human Rights", "sohr")


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        ("the Syrian Observatory for Human Rights", "sohr", "sohr"),
        ("Rami Abdel Rahman", "sohr", "sohr"),
        ("Monitors at the Syrian Observatory for Human Rights", "NGO", "sohr"),
        ("the army", "SYR-MIL", "state:SYR"),
        ("the government", "SYR-GOV", "state:SYR"),
        ("a Russian defence ministry spokesman", "RUS-MIL", "state:RUS"),
        ("rebels", "SYR-REB", "SYR-REB"),
        ("Islam Alloush", "jaish-al-islam", "jaish-al-islam"),
        ("Amaq", "islamic-state", "islamic-state"),
        ("a PYD spokesman", "ypg", "sdf"),
        ("the coalition", "us-coalition", "state:USA"),
        ("the United Nations", "UN", "UN"),
        ("Human Rights Watch", "NGO", "name:human_rights_watch"),
        ("HRW", "NGO", "name:human_rights_watch"),
        ("the Central African Human Rights Observatory", "NGO", "name:central_african_human_rights_observatory"),
        ("Kenneth Roth, Human Rights Watch's executive director", "NGO", "name:human_rights_watch"),
        ("MSF", "NGO", "name:doctors_without_borders"),
        ("the Local Coordination Committees", "SYR-OPP", "name:local_coordination_committees"),
        ("The Taiz Civil Observatory", "unknown", "name:taiz_civil_observatory"),
        ("activist Abu Malek al-Jayrudi", "CIV", "name:abu_malek_al_jayrudi"),
        ("Abu Malek al-Jayrudi", "unknown", "name:abu_malek_al_jayrudi"),
        ("Reuters", "MED", "media:reuters"),
        ("an AFP correspondent", "MED", "media:agence-france-presse"),
        ("the daily Al-Watan", "MED", "media:al-watan"),
        ("Syrian state television", "MED", "state:SYR"),
        ("the official SANA news agency", "MED", "state:SYR"),
        ("Iran's state media", "MED", "state:IRN"),
        ("Al-Manar TV", "MED", "hezbollah"),
    ],
)
def test_a_named_voice_is_one_origin_wherever_it_is_quoted(text: str, party: str, expected: str) -> None:
    assert origin(account(text, party), source("alaraby")) == expected
    assert origin(account(text, party), source("reuters", report="r2", agency="AP")) == expected


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("residents", "CIV"),
        ("Activists in the town", "CIV"),
        ("a medic", "CIV"),
        ("Syrian rescue workers", "CIV"),
        ("a security source", "unknown"),
        ("an official", "unknown"),
        ("opposition activists", "SYR-OPP"),
        ("a monitor", "NGO"),
        ("local media", "MED"),
        ("Aleppo Hama and Idlib", "unknown"),
        ("supporters of Nusra Front", "CIV"),
        ("", "outlet"),
    ],
)
def test_an_unnamed_voice_goes_back_to_the_text(text: str, party: str) -> None:
    assert origin(account(text, party), source(report="r1", group="g7")) == "text:g7"
    assert origin(account(text, party), source(report="r2", group="g7")) == "text:g7"
    assert origin(account(text, party), source(report="r3", group="g8")) == "text:g8"


def test_state_media_without_a_country_are_those_of_the_place() -> None:
    voice = account("state television", "MED")
    assert origin(voice, source(group="g")) == "text:g"
    assert origin(voice, source(group="g"), "SYR") == "state:SYR"
    assert origin(account("Turkish state television", "MED"), source(), "SYR") == "state:TUR"


@pytest.mark.parametrize(
    ("speaker", "carrier", "expected"),
    [
        (OBSERVATORY, ("AFP", "MED"), "sohr"),
        (("an army officer", "SYR-MIL"), ("state media", "MED"), "state:SYR"),
        (("a medic", "CIV"), ("Reuters", "MED"), "media:reuters"),
        (("two residents", "CIV"), ("the Observatory", "sohr"), "sohr"),
        (("a witness", "CIV"), ("local media", "MED"), "text:g"),
    ],
)
def test_the_innermost_speaker_counts(speaker: tuple[str, str], carrier: tuple[str, str], expected: str) -> None:
    assert origin(account(*speaker, via=Voice(*carrier)), source(group="g")) == expected


@pytest.mark.parametrize(
    ("publisher", "agency", "expected"),
    [
        ("dailysabah", "", "text:g"),
        ("dailysabah", "AFP", "media:agence-france-presse"),
        ("ahram", "Reuters", "media:reuters"),
        ("trt", "AFP/Reuters", "media:agence-france-presse"),
        ("jordantimes", "Hilltop Wire", "media:hilltop-wire"),
        ("alalam", "SANA", "state:SYR"),
        ("sana", "", "state:SYR"),
        ("etilaf", "", "syrian-coalition"),
        ("CENTCOM", "", "state:USA"),
        ("UK Government", "", "state:GBR"),
        ("https://www.gov.uk/news", "", "state:GBR"),
        ("hrw.org", "", "name:human_rights_watch"),
        ("Human Rights Watch", "", "name:human_rights_watch"),
        ("Delegation of the European Union to Syria", "", "european-union"),
        ("Syrian Voice", "", "text:g"),
        ("", "", "text:g"),
    ],
)
def test_the_own_voice_goes_back_to_agency_owner_or_text(publisher: str, agency: str, expected: str) -> None:
    assert origin(account(), source(publisher, group="g", agency=agency)) == expected


def test_a_source_without_a_group_is_its_own_text() -> None:
    assert origin(account(), replace(source(report="r9"), group="")) == "text:r9"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sohr", "Syrian Observatory for Human Rights"),
        ("state:SYR", "the Syrian state"),
        ("SYR-REB", "the Syrian armed opposition"),
        ("UN", "the United Nations"),
        ("media:reuters", "Reuters"),
        ("media:hilltop-wire", "hilltop-wire"),
        ("name:human_rights_watch", "Human Rights Watch"),
        ("name:abu_malek_al_jayrudi", "Abu Malek al-Jayrudi"),
        ("text:g7", "the report itself"),
        ("lions-of-the-hill", "lions-of-the-hill"),
    ],
)
def test_origins_have_words_for_people(key: str, words: str) -> None:
    assert origin_name(key) == words


def test_several_papers_that_quote_one_monitor_are_one_origin() -> None:
    claims = [claim(*OBSERVATORY, source(paper, report=paper)) for paper in ("ahram", "alaraby", "trt")]
    assert independent(claims) == ("sohr",)


def test_a_monitor_and_a_rescue_service_are_two() -> None:
    claims = [claim(*OBSERVATORY, source()), claim("the Civil Defence", "white-helmets", source())]
    assert independent(claims) == ("sohr", "white-helmets")


def test_army_and_government_and_state_agency_are_one() -> None:
    claims = [
        claim("the army", "SYR-MIL", source("tass", report="r1")),
        claim("Damascus", "SYR-GOV", source("ahram", report="r2")),
        claim("", "outlet", source("sana", report="r3")),
    ]
    assert independent(claims) == ("state:SYR",)


def test_the_own_voice_is_no_origin_beside_an_attributed_one() -> None:
    where = source("alaraby", group="g")
    assert independent([claim("", "outlet", where), claim(*OBSERVATORY, where)]) == ("sohr",)
    assert independent([claim("", "outlet", where)]) == ("text:g",)


def test_a_cut_copy_that_lost_the_attribution_is_no_origin() -> None:
    full, cut = source("alaraby", report="r1", group="g"), source("nna", report="r2", group="g")
    assert independent([claim(*OBSERVATORY, full), claim("", "outlet", cut)]) == ("sohr",)


def test_reprints_in_nine_outlets_are_one_origin() -> None:
    papers = ["ahram", "alaraby", "trt", "nna", "reuters", "arabiya", "jordantimes", "manar", "dailysabah"]
    claims = [claim("", "outlet", source(paper, report=paper, group="g")) for paper in papers]
    assert len(independent(claims)) == 1
    anonymous = [claim("residents", "CIV", source(paper, report=paper, group="g")) for paper in papers]
    assert len(independent(anonymous)) == 1


def test_a_credit_on_one_copy_holds_for_all() -> None:
    claims = [
        claim("", "outlet", source("ahram", report="r1", group="g", agency="AFP")),
        claim("", "outlet", source("alaraby", report="r2", group="g")),
        claim("", "outlet", source("trt", report="r3", group="h", agency="AFP")),
    ]
    assert independent(claims) == ("media:agence-france-presse",)


def test_residents_in_two_papers_are_two_but_one_in_one_paper() -> None:
    one = claim("residents", "CIV", source("ahram", report="r1"))
    other = claim("residents", "CIV", source("alaraby", report="r2"))
    again = claim("residents", "CIV", source("ahram", report="r3"))
    assert independent([one, other]) == ("text:r1", "text:r2")
    assert independent([one, again]) == ("text:r1",)


def test_an_outlet_in_its_own_voice_and_quoted_elsewhere_is_one() -> None:
    claims = [claim("", "outlet", source("reuters", report="r1")), claim("Reuters", "MED", source("trt", report="r2"))]
    assert independent(claims) == ("media:reuters",)


def test_what_outlets_tell_in_their_own_voice_is_one_origin_at_most() -> None:
    own = [claim("", "outlet", source(paper, report=report)) for paper, report in (("web", "r1"), ("ahram", "r2"))]
    assert len(independent(own)) == 1
    assert independent([*own, claim(*OBSERVATORY, source("trt", report="r3"))]) == ("sohr",)


def test_unnamed_voices_of_pages_of_nobody_are_not_one_publisher() -> None:
    claims = [claim("residents", "CIV", source("web", report=report)) for report in ("r1", "r2")]
    assert independent(claims) == ("text:r1", "text:r2")


def test_an_unnamed_monitor_is_the_one_the_report_names() -> None:
    where = source("ahram", group="g")
    assert independent([claim("a monitor", "NGO", where), claim(*OBSERVATORY, where)]) == ("sohr",)


def test_whom_one_text_leaves_unnamed_is_no_second_witness() -> None:
    one, other = source("ahram", group="g"), source("alaraby", report="r2")
    beside = [claim("local sources", "CIV", one), claim(*OBSERVATORY, one)]
    assert independent(beside) == ("sohr",)
    assert independent([claim(*OBSERVATORY, one), claim("residents", "CIV", other)]) == ("sohr", "text:r2")


def test_the_group_that_claims_an_act_is_the_one_that_claims_it_by_name() -> None:
    by_name = replace(claim("Al-Shabaab", "al-shabaab", source("garowe")), manner=Stance.CLAIMS)
    unnamed = replace(claim("the outlawed group", "unknown", source("hiiraan", report="r2")), manner=Stance.CLAIMS)
    assert independent([by_name, unnamed]) == ("al-shabaab",)
    assert independent([unnamed]) == ("text:r2",)


def test_an_armed_groups_paper_is_a_witness_only_of_what_concerns_the_group() -> None:
    paper = claim("", "outlet", source("manar", report="r2"))
    told = claim(*OBSERVATORY, source("ahram"))
    assert independent([told, paper]) == ("sohr",)
    assert independent([told, replace(paper, interested=True)]) == ("hezbollah", "sohr")


def test_nobody_asserts_nothing() -> None:
    assert independent([]) == ()


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [
        claim("", "outlet", source("ahram", report="r1", group="g", agency="AFP")),
        claim("", "outlet", source("alaraby", report="r2", group="g")),
        claim("residents", "CIV", source("alaraby", report="r3")),
        claim(*OBSERVATORY, source("trt", report="r4")),
        claim("the army", "SYR-MIL", source("trt", report="r4")),
    ]
    assert {independent(order) for order in itertools.permutations(claims)} == {independent(claims)}


@pytest.mark.parametrize(
    ("key", "parties"),
    [
        ("state:SYR", ["SYR-MIL", "SYR-REB"]),
        ("state:SYR", ["RUS-MIL"]),
        ("state:RUS", ["SYR-MIL", "CIV"]),
        ("hezbollah", ["SYR-MIL"]),
        ("jaish-al-islam", ["jaish-al-islam"]),
        ("jaish-al-islam", ["SYR-REB"]),
        ("SYR-REB", ["ahrar-al-sham"]),
        ("syrian-coalition", ["SYR-REB"]),
        ("state:USA", ["us-coalition"]),
        ("state:USA", ["sdf"]),
        ("sdf", ["ypg"]),
        ("state:TUR", ["free-syrian-army"]),
        ("media:al-alam", ["IRN-MIL"]),
        ("media:al-watan", ["SYR-GOV"]),
        ("media:al-watan", ["RUS-MIL"]),
        ("media:enab-baladi", ["SYR-REB"]),
        ("UN", ["UN"]),
    ],
)
def test_parties_organs_sponsors_allies_and_their_media_are_interested(key: str, parties: list[str]) -> None:
    assert interested(key, parties)


@pytest.mark.parametrize(
    ("key", "parties"),
    [
        ("sohr", ["SYR-MIL", "SYR-REB"]),
        ("white-helmets", ["SYR-REB"]),
        ("media:reuters", ["USA-MIL"]),
        ("media:trt-world", ["SYR-MIL"]),
        ("state:SYR", ["us-coalition", "islamic-state"]),
        ("islamic-state", ["SYR-REB"]),
        ("free-syrian-army", ["sdf"]),
        ("state:SYR", ["CIV", "unknown"]),
        ("state:SYR", []),
        ("text:g", ["SYR-MIL"]),
        ("name:human_rights_watch", ["NGO"]),
    ],
)
def test_others_are_not(key: str, parties: list[str]) -> None:
    assert not interested(key, parties)


def test_a_text_has_the_interest_of_its_publisher() -> None:
    assert interested("text:g", ["IRN-MIL"], "alalam")
    assert not interested("text:g", ["IRN-MIL"], "reuters")
    assert not interested("media:reuters", ["IRN-MIL"], "alalam")


def test_the_lists_name_known_parties() -> None:
    known = {row["slug"] for row in read_csv(GROUPS)} | {"UN"}
    known |= {f"state:{row['iso3']}" for row in read_csv(COUNTRIES)}
    data = origin_data()
    named = {*data.voice_of, *data.voice_of.values(), *(one for side in data.allies for one in side)}
    named |= {whose for whose in data.sites.values() if not whose.startswith("name:")}
    assert named - known == set()


def test_a_short_form_is_the_monitor_of_its_country_alone() -> None:
    voice = account("The Observatory", "unknown")
    assert origin(voice, source("alaraby"), "SYR") == "sohr"
    assert origin(voice, source("alaraby"), "YEM") == "text:r1"


def test_what_papers_tell_is_an_origin_beside_parties_to_the_act_alone() -> None:
    ours = replace(claim("Hezbollah", "hezbollah", source("alaraby", report="r1")), interested=True)
    papers = [claim("", "outlet", source(f"paper-{n}", report=f"r{n}")) for n in (2, 3)]
    assert len(independent([ours, *papers])) == 2
    monitor = claim(*OBSERVATORY, source("paper-4", report="r4"))
    assert independent([ours, monitor, *papers]) == ("hezbollah", "sohr")


def test_a_papers_own_reporter_is_a_witness_to_whom_nobody_else_has_to_yield() -> None:
    where = source("ahram", report="r1", agency="AFP")
    reporter = claim("an AFP correspondent in Goma", "MED", where)
    theirs = replace(claim("", "outlet", source("the force's radio", report="r2")), interested=True)
    assert reporter.origin == "media:agence-france-presse"
    assert independent([reporter, theirs]) == ("media:agence-france-presse", "text:r2")
    assert independent([reporter, claim(*OBSERVATORY, source("alaraby", report="r3"))]) == (
        "media:agence-france-presse",
        "sohr",
    )


def test_an_unnamed_voice_that_only_blames_somebody_is_no_second_witness() -> None:
    papers = [source("ahram", report="r1"), source("alaraby", report="r2")]
    monitors = [claim(*OBSERVATORY, paper) for paper in papers]
    blaming = replace(claim("Activists", "CIV", papers[0]), manner=Stance.ACCUSES)
    assert independent([*monitors, blaming]) == ("sohr",)
    assert independent([monitors[1], replace(blaming, manner=Stance.ASSERTS)]) == ("sohr", "text:r1")


def test_what_an_offices_own_paper_has_from_a_source_is_the_offices_word() -> None:
    told = account("A medical source at Al Zahra University Hospital", "CIV")
    assert origin(told, source("sana")) == "state:SYR"
    assert origin(told, source("alaraby")).startswith("name:")
