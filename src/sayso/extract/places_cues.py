"""The cue words of `knowledge/geography.yaml`, as sets that tokens are looked up in."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.files import read_csv, read_yaml

# Sorts of place that lie in a town.
QUARTERS = frozenset(("neighbourhood", "district"))


@dataclass(frozen=True, slots=True)
class Cues:
    """Lower-case words by what they tell of the place name beside them; see geography.yaml for each."""

    articles: frozenset[str]
    not_first: frozenset[str]
    link_words: frozenset[str]
    kinds: dict[str, str]
    small_kinds: frozenset[str]
    site_kinds: frozenset[str]
    in_town: frozenset[str]
    to_town: frozenset[str]
    undergoing: frozenset[str]
    same_sites: frozenset[str]
    plural_kinds: dict[str, str]
    list_joins: frozenset[str]
    directions: dict[str, str]
    wide: frozenset[str]
    locative: frozenset[str]
    near: frozenset[str]
    before_place: frozenset[str]
    between_places: tuple[str, ...]
    there: frozenset[str]
    here: frozenset[str]
    aside: frozenset[str]
    lying: frozenset[str]
    backed: frozenset[str]
    seats: frozenset[str]
    fired: frozenset[str]
    speech: frozenset[str]
    with_words: frozenset[str]
    name_heads: frozenset[str]
    names_with_in: frozenset[str]
    region_is_province: frozenset[str]
    camp_words: frozenset[str]
    transliterated: frozenset[str]
    honorifics: frozenset[str]
    never: frozenset[str]
    part_suffixes: frozenset[str]
    lone_articles: frozenset[str]
    openers: frozenset[str]
    naming: frozenset[str]
    kinds_before: frozenset[str]
    district_nouns: frozenset[str]
    part_nouns: frozenset[str]
    demonyms: dict[str, str]
    common: frozenset[str]
    us_states: dict[str, str]
    bearings: frozenset[str]
    country_nouns: frozenset[str]
    sending: frozenset[str]
    rulers: frozenset[str]
    ruled: frozenset[str]
    seated: frozenset[str]
    telling: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Load geography.yaml and the table of common words once."""
    data = read_yaml("geography.yaml")

    def words(name: str) -> frozenset[str]:
        return frozenset(str(word) for word in data[name])

    def pairs(name: str) -> dict[str, str]:
        return {str(word): group for group, listed in data[name].items() for word in listed}

    return Cues(
        articles=words("articles"),
        not_first=words("not_first"),
        link_words=words("link_words"),
        kinds=pairs("kinds"),
        small_kinds=words("small_kinds"),
        site_kinds=words("site_kinds"),
        in_town=words("in_town"),
        to_town=words("to_town"),
        undergoing=words("undergoing"),
        same_sites=words("same_sites"),
        plural_kinds={str(many): str(one) for many, one in data["plural_kinds"].items()},
        list_joins=words("list_joins"),
        directions=pairs("directions"),
        wide=words("wide"),
        locative=words("locative"),
        near=words("near"),
        before_place=words("before_place"),
        between_places=tuple(data["between_places"]),
        there=words("there"),
        here=words("here"),
        aside=words("aside"),
        lying=words("lying"),
        backed=words("backed"),
        seats=words("seats"),
        fired=words("fired"),
        speech=words("speech"),
        with_words=words("with_words"),
        name_heads=words("name_heads"),
        names_with_in=words("names_with_in"),
        region_is_province=words("region_is_province"),
        camp_words=words("camp_words"),
        transliterated=words("transliterated"),
        honorifics=words("honorifics"),
        never=words("never"),
        part_suffixes=words("part_suffixes"),
        lone_articles=words("lone_articles"),
        openers=words("openers"),
        naming=words("naming"),
        kinds_before=words("kinds_before"),
        district_nouns=words("district_nouns"),
        part_nouns=words("part_nouns"),
        demonyms=_peoples(words("no_demonyms")) | pairs("demonyms"),
        common=frozenset(row["word"] for row in read_csv("places/common_words.csv")),
        us_states={row["abbreviation"]: row["state"] for row in read_csv("places/us_states.csv")},
        bearings=words("bearings"),
        country_nouns=words("country_nouns"),
        sending=words("sending"),
        rulers=words("rulers"),
        ruled=words("ruled"),
        seated=words("seated"),
        telling=words("telling"),
    )


def _peoples(left_out: frozenset[str]) -> dict[str, str]:
    """Return the words of the table of countries for their peoples, one and many, by country."""
    told = {
        word.lower(): row["iso3"]
        for row in read_csv("parties/countries.csv")
        for word in row["demonyms"].split(";")
        if word and " " not in word
    }
    told = {word: country for word, country in told.items() if word not in left_out}
    return {f"{word}s": country for word, country in told.items()} | told
