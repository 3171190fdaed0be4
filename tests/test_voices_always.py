"""What holds for every text: no error, spans inside the report, the same answer twice; cue data is open to all."""

# ruff: noqa: E501 - a list of pieces reads best in long lines

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.extract.voices import find_statements, voice_at
from sayso.extract.voices.cues import compile_cues, load_cues
from sayso.knowledge.files import locate
from sayso.reading.pipeline import load_pipeline

PIECES = (
    "the army", "rebels", "He", "It", "they", "said", "denied", "claims", "was quoted by", "as saying", "citing", "according to", "that",
    "what", "called", '"', "“", "”", "'", '""', ",", ".", ":", ";", " - ", "\n", "\n\n", "\t", "(", ")", "but", "and", "this was denied by",
    "a claim", "which", "had failed", "killed", "12", "on Friday", "WHO", "Mr", "the group", "could not be verified", "in a statement",
    "accused", "of shelling", "Syria", "'s", "not", "ceasefire", "\u200e", "é", "🙂", "...", "said the claim was false", "We", "vowed to",
    "blamed each other", "laughed at", "in a flat denial", "had done it", "due to a fault", "called it", "a lie", "and Iran", "traded blame",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_text_is_read_without_error_and_every_span_lies_in_it(text: str) -> None:
    doc = load_pipeline()(text)
    found = find_statements(doc)
    assert found == find_statements(load_pipeline()(text))
    for statement in found:
        spans = [*statement.contents, *statement.cue, statement.evidence]
        spans += [s for s in (statement.source, statement.speaker, statement.via, statement.rebuts) if s is not None]
        assert all(0 <= span.start < span.end <= len(doc) for span in spans)
        assert statement.contents
        assert statement.parent is None or 0 <= statement.parent < len(found)
        assert statement.rebuts_statement is None or 0 <= statement.rebuts_statement < len(found)
        assert list(statement.contents) == sorted(statement.contents)
    for token in range(len(doc)):
        sizes = [statement.size for statement in voice_at(found, token)]
        assert sizes == sorted(sizes)


def test_a_report_without_a_parse_is_read_too() -> None:
    assert find_statements(load_pipeline().make_doc("The army said it had left.")) == []
    assert find_statements(load_pipeline().make_doc("")) == []


def test_no_statement_is_its_own_ancestor() -> None:
    doc = load_pipeline()(
        '"Rebels said the army claimed it had left," he said, adding that "nobody believed it," residents said.'
    )
    found = find_statements(doc)
    assert any(statement.parent is not None for statement in found)
    for number in range(len(found)):
        seen, at = set(), number
        while found[at].parent is not None:
            assert at not in seen
            seen.add(at)
            at = found[at].parent


def cue_data() -> dict:
    return yaml.safe_load(locate("cues.yaml").read_text(encoding="utf-8"))


def test_a_verb_is_added_by_data_alone() -> None:
    data = cue_data()
    data["verbs"].append({"stance": "denies", "clause": True, "verbs": ["naysay", "wish away"]})
    cues = compile_cues(data)
    assert cues.verbs["naysay"].stance == "denies"
    assert "away" in cues.extended["wish"]


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ({"stance": "murmurs", "verbs": ["murmur"]}, "unknown stance 'murmurs'"),
        ({"stance": "asserts", "claus": True, "verbs": ["murmur"]}, "unknown key 'claus'"),
        ({"stance": "denies", "only": "mutterings", "verbs": ["murmur"]}, "unknown list 'mutterings'"),
    ],
)
def test_a_wrong_entry_is_named(group: dict, message: str) -> None:
    data = cue_data()
    data["verbs"].append(group)
    with pytest.raises(KnowledgeError, match=message):
        compile_cues(data)


def test_a_missing_list_is_named() -> None:
    data = cue_data()
    del data["untrue"]
    with pytest.raises(KnowledgeError, match="no list 'untrue'"):
        compile_cues(data)


def test_every_word_of_the_cue_data_is_text() -> None:
    # YAML reads a bare on, no or yes as true or false.
    data = cue_data()
    lists = [
        value for value in data.values() if isinstance(value, list) and value and not isinstance(value[0], (dict, list))
    ]
    assert all(isinstance(word, str) for words in lists for word in words)
    assert all(isinstance(word, str) for group in data["verbs"] for word in [*group["verbs"], *group.get("preps", [])])
    assert load_cues().verbs["say"].stance == "asserts"


@pytest.mark.parametrize(
    "text", ["IS militants killed thousands of what they described", "He attacked what she called"]
)
def test_a_text_that_breaks_off_after_a_label_is_read(text: str) -> None:
    assert isinstance(find_statements(load_pipeline()(text)), list)
