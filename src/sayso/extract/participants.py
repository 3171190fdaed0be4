"""Who does an act and to whom, as parties: phrases of the clause resolved, and what cannot be a doer turned away."""

from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from sayso.extract.acts import Act
from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    MODIFIERS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    attached,
    governing_verb,
    is_parted,
    is_passive,
    phrase,
    prep_object,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.parties import ReportParties
from sayso.extract.parties_data import iso_of
from sayso.extract.parties_match import PLAIN_SECTORS, PartyMatch
from sayso.extract.references import References
from sayso.extract.riders import aboard
from sayso.extract.suspects import Suspects, may_do
from sayso.extract.targets import is_civil_ground, lists, target_of
from sayso.model import UNKNOWN, Participant, Realis, Span

# How many words may stand before the head of a phrase that names a party.
LEFT_WORDS = 8


class ParticipantFinder:
    """Casts the acts of one report. `places` are the tokens of named places, which no doer can be."""

    def __init__(
        self, doc: Doc, parties: ReportParties, references: References, suspects: Suspects, places: set[int]
    ) -> None:
        self.doc = doc
        self.parties = parties
        self.references = references
        self.suspects = suspects
        self.place_tokens = places
        self._names = {start: (end, match) for start, end, match in parties.mentions() if match.known}

    def cast(self, act: Act) -> None:
        """Set the agent and the target of an act and their parties."""
        kinds = lexicon().kinds
        violent = act.kind in kinds["armed"] or act.kind in kinds["violent"]
        self._agent(act, act.agent, violent=violent)
        if act.agent_party is None and self._active(act):
            before = self.references.doer_before(act.trigger.head, act.trigger.head.sent.start)
            self._agent(act, before, violent=violent)
        planned = violent and act.reality.realis is Realis.PLANNED
        # "police said three men had been arrested": who tells of arrests made them
        arrest = act.kind == "detention" and act.trigger.head.lemma_.lower() in lexicon().nonevents["arresting"]
        if act.agent_party is None and (planned or arrest):
            act.agent = self.suspects.teller(act, ("MIL", "GOV") if arrest else ("MIL", "REB"))
            act.agent_party = self.participant(act.agent, "agent")
        act.target = target_of(act, self.parties)
        role = "agent" if act.kind == "clash" else "target"  # who fights is a doer on either side
        act.target_party = self.participant(
            act.target, role, violent=violent if role == "agent" else act.kind in kinds["strikes"]
        )
        same = act.agent_party is not None and act.target_party is not None
        if same and act.target is not None and act.target.pos_ == "PRON" and act.agent_party == act.target_party:
            act.target, act.target_party = None, None  # "troops entered the town, pounding it with artillery"
        self._not_their_own(act)
        self._not_themselves(act)
        self._theirs(act)
        self._two_states(act)
        if act.target_party is not None and act.target_party.party == UNKNOWN:
            if self._houses_people(act):
                act.target_party = replace(act.target_party, party="CIV")
            elif act.victims is not None and act.victims is not act.target and act.kind in kinds["strikes"]:
                killed = self.participant(act.victims, "target")  # "a bomb at a checkpoint killed three soldiers"
                whose = killed.party if killed is not None and killed.party not in PLAIN_SECTORS else UNKNOWN
                act.target_party = replace(act.target_party, party=whose)

    def _theirs(self, act: Act) -> None:
        """Read whose "their hideouts" are, where the phrase does not tell: of a party that its sentence names."""
        target = act.target_party
        if target is None or act.target is None or target.party != UNKNOWN or act.target.pos_ != "NOUN":
            return
        many = lexicon().nonevents["plural_pronouns"]
        if act.target.lemma_.lower() in lists()["of_armies"]:  # "its base"
            many = many | lexicon().nonevents["body_owners"]
        owning = next((kid for kid in act.target.children if kid.tag_ == "PRP$" and kid.lower_ in many), None)
        owner = self.references.resolve(owning) if owning is not None else None
        if owner is None or owner == owning:
            return
        whose = self.participant(owner, "target")
        doer = act.agent_party.party if act.agent_party is not None else UNKNOWN
        if whose is not None and one_side(whose.party, doer):  # "Hamas said Israel had struck its headquarters"
            teller = self.suspects.teller(act, ("MIL", "GOV", "REB"), groups=True)
            whose = self.participant(teller, "agent", violent=True)
        if whose is not None and may_do(whose.party) and not one_side(whose.party, doer):
            act.target_party = replace(target, party=whose.party)

    def _not_their_own(self, act: Act) -> None:
        """Mend "Baku said Armenian forces had shelled its positions": not those of who shells, but of who tells."""
        doer, target = act.agent_party, act.target_party
        if doer is None or target is None or act.target is None or not one_side(doer.party, target.party):
            return
        if act.kind == "shootdown" and act.agent is not None and iso_of(doer.party):
            # "air defence shot down 20 Ukrainian drones": of whichever state, not of that one
            if not any(kid.ent_type_ in ("GPE", "NORP") or kid.tag_ == "PRP$" for kid in act.agent.subtree):
                act.agent_party = replace(doer, party=UNKNOWN)
            return
        if act.kind not in lexicon().kinds["strikes"] or not any(kid.tag_ == "PRP$" for kid in act.target.children):
            return
        teller = self.participant(self.suspects.teller(act, ("MIL", "GOV", "REB"), groups=True), "agent", violent=True)
        other = teller is not None and not one_side(teller.party, doer.party)
        act.target_party = replace(target, party=teller.party if teller is not None and other else UNKNOWN)

    def _not_themselves(self, act: Act) -> None:
        """Leave open who "the terrorist groups" are where the group named before is the one that fights them."""
        doer, target = act.agent_party, act.target_party
        if doer is None or target is None or act.target is None or doer.party != target.party:
            return
        bare = act.target.i not in self.references.named and act.target.pos_ == "NOUN" and not iso_of(target.party)
        if bare and target.party not in PLAIN_SECTORS and act.kind in lexicon().kinds["sided"]:
            act.target_party = replace(target, party=UNKNOWN)

    def _two_states(self, act: Act) -> None:
        """Leave open whose an official is that meets "his Turkish counterpart": he is no Turk himself."""
        doer, target = act.agent_party, act.target_party
        if doer is None or target is None or act.target is None or doer.party != target.party:
            return
        if act.target.lemma_.lower() in lexicon().nonevents["counterparts"]:
            act.agent_party = replace(doer, party=UNKNOWN)

    def _houses_people(self, act: Act) -> bool:
        """Tell whether what a strike hit is a place or building that no army is said to hold: its people were hit."""
        words, head = lexicon(), act.target
        if head is None or act.kind not in words.kinds["strikes"]:
            return False
        of = prep_object(head, "of", "for")
        whose = [kid for kid in (of, *head.lefts) if kid is not None]
        if any(kid.lemma_.lower() in words.classes["armed"] for kid in whose):
            return False  # "a gathering of militants", "rebel areas"
        return head.i in self.place_tokens or is_civil_ground(head)

    def _agent(self, act: Act, token: Token | None, *, violent: bool) -> None:
        act.agent = token
        act.agent_party = self.participant(token, "agent", violent=violent)
        if act.agent_party is not None and not self._can_act(act, act.agent_party):
            act.agent, act.agent_party = None, None

    def participant(self, token: Token | None, role: str = "", *, violent: bool = False) -> Participant | None:
        """Return the phrase that a token heads, led back to what it stands for, with its party."""
        if token is None:
            return None
        head = self.references.resolve(token)
        start, end = phrase(head)
        if role == "agent" and _of_act(head):
            end = head.i + 1  # "the announcement by the junta of an offensive"
        while end - start > 1 and self.doc[start].is_quote:  # a quotation that begins inside the phrase
            start += 1
        while start < head.i and self.doc[start].ent_type_ == "DATE" and self.doc[start + 1].tag_ != "POS":
            start += 1  # "said Friday 19 people were killed": the parser takes the day for theirs
        while head.dep_ in ("compound", "amod", "nmod") and start < head.i and self.doc[start].pos_ == "NUM":
            start += 1  # "three regime air strikes": the strikes are three
        if self.doc[start].lower_ in lexicon().nonevents["page_labels"] and head.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
            start = head.i  # "Tags Mali Gao Gunmen killed four": who acts is the last of them
        # tag lists and lost full stops make phrases of a dozen names: who acts stands at their end
        start = max(start, head.i - LEFT_WORDS)
        span = self.doc[start:end]
        party = self.parties.of(span, role, violent=violent)
        span, party = self._belonging(head, span, party, role, violent=violent)
        span, party = self._called(head, span, party)
        if role == "target":
            party = aboard(head, party, self.parties)
        further = self._joint(head, end) if role == "agent" and violent and party.sector == "GOV" else end
        if further > end:
            joint = self.doc[start:further]
            forces = self.parties.of(joint, role, violent=violent)
            span, party = (joint, forces) if forces.sector == "MIL" else (span, party)
        return Participant(span.text, party.code, Span(span.start_char, span.end_char))

    def _belonging(
        self, head: Token, span: DocSpan, party: PartyMatch, role: str, *, violent: bool
    ) -> tuple[DocSpan, PartyMatch]:
        """Return the phrase and party of people with whose they are ("militants from the Front", "loyal to a king")."""
        words = lexicon()
        if role == "target" and span:  # "positions held by the rebels"
            held = self._keeper(head, span, party)
            if held is not None:
                return held
        people = any(
            head.lemma_.lower() in words.classes[name] for name in ("armed", "fighter", "person", "official", "flying")
        )
        if not people or not span:
            return span, party
        ties = words.nonevents["belonging"] | words.nonevents["belonging_to_group"]
        whose = attached(span.end, head, ties, self.parties.rules.sets["loyalty"])
        if whose is None or whose.i in self.place_tokens:
            return span, party
        theirs = self.parties.of(self.doc[phrase(whose)[0] : phrase(whose)[1]], role, violent=violent)
        group = theirs.known and theirs.how == "group" and head.dep_ in SUBJECTS | PASSIVE_SUBJECTS | {"pobj"}
        if self.doc[span.end].lower_ in ties and group:  # "militants from the Lashkar group", "fighters with the Front"
            return self.doc[span.start : phrase(whose)[1]], theirs
        if self.doc[span.end].lower_ in words.nonevents["belonging_to_group"]:
            return span, party
        if self.doc[span.end].lower_ in words.nonevents["belonging"]:
            told = head.i in self.references.named or any(kid.dep_ in MODIFIERS for kid in head.lefts)
            named = whose.i in self.references.named or whose.ent_type_ in ("GPE", "ORG", "NORP")
            subject = head.dep_ in SUBJECTS | PASSIVE_SUBJECTS
            if told or not named or (whose.ent_type_ == "GPE" and not subject):
                return span, party  # "drove rebels from the city", "the withdrawal of troops from Syria"
        wider = self.doc[span.start : phrase(whose)[1]]
        theirs = self.parties.of(wider, role, violent=violent)
        known = self.parties.of(self.doc[phrase(whose)[0] : wider.end], role, violent=violent).known
        return (wider, theirs) if theirs.known and known and theirs.code not in PLAIN_SECTORS else (span, party)

    def _called(self, head: Token, span: DocSpan, party: PartyMatch) -> tuple[DocSpan, PartyMatch]:
        """Return a description with the name right behind it and its party ("the rebel movement M23")."""
        if span.end >= head.sent.end or head.lemma_.lower() not in lexicon().nonevents["named_behind"]:
            return span, party
        at = span.end
        while self.doc[at].is_quote or (self.doc[at].dep_ == "det" and at + 1 < head.sent.end):
            at += 1
        name = self._names.get(at)
        if name is None or (iso_of(name[1].code) and name[1].how != "person"):
            return span, party  # "the group Turkey supports"
        end, match = name
        verb = self.doc[end - 1].head
        if verb.dep_ == "relcl" and self.doc[end - 1].dep_ in SUBJECTS | PASSIVE_SUBJECTS:
            return span, party  # "the group Hamas fights"
        return self.doc[span.start : end], match

    def _keeper(self, head: Token, span: DocSpan, party: PartyMatch) -> tuple[DocSpan, PartyMatch] | None:
        """Return ground or goods with who is said to hold or own them, if their own words do not tell that."""
        if head.pos_ != "NOUN" or (party.known and party.code not in PLAIN_SECTORS):
            return None
        if head.lemma_.lower() in lexicon().classes["captive_person"]:
            return None  # "hostages held by the group" are not of it
        keeping = lists()["keeping"] | self.parties.rules.sets["loyalty"]
        whose = attached(span.end, head, frozenset(), keeping)
        if whose is None or whose.i in self.place_tokens:
            return None
        wider = self.doc[span.start : phrase(whose)[1]]
        keeper = self.parties.of(self.doc[phrase(whose)[0] : wider.end], "agent", violent=True)
        return (wider, keeper) if keeper.known and keeper.code not in PLAIN_SECTORS else None

    def _joint(self, head: Token, end: int) -> int:
        """Return where a government's phrase ends with the forces joined to it ("the regime and Russian forces")."""
        words, sentence_end = self.doc, head.sent.end
        if end >= sentence_end or words[end].dep_ != "cc" or words[end].lower_ not in lexicon().nonevents["either"]:
            return end
        for i in range(end + 1, min(end + 5, sentence_end)):
            last = i + 1 == sentence_end or words[i + 1].pos_ not in ("NOUN", "PROPN")
            if words[i].pos_ in ("NOUN", "PROPN") and last:
                return i + 1 if words[i].lemma_.lower() in lexicon().classes["armed"] else end
            if words[i].pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "PUNCT"):
                return end
        return end

    @staticmethod
    def _active(act: Act) -> bool:
        """Tell whether the words of an act are in the active voice, so that who does it should stand before them."""
        trigger = act.trigger
        verb = trigger.head if not trigger.is_noun else (trigger.verb if trigger.link in ("agent", "with") else None)
        if verb is None or trigger.frame.agent == "none" or (trigger.frame.casualty and not act.told_means):
            return False
        return not is_passive(verb) and verb.tag_ != "VBN"

    def _can_act(self, act: Act, agent: Participant) -> bool:
        """Tell whether a phrase can be who does an act of this kind: a party, fighters, people; no place, no thing."""
        words = lexicon()
        if act.trigger.frame.total and not is_parted(act.agent):
            return False
        if agent.text.lower() in words.nonevents["pronouns"] and (act.agent is None or act.agent.pos_ == "PRON"):
            return False  # "US" is none
        if agent.text.endswith("-") or agent.text.split()[0].lower() in words.nonevents["page_labels"]:
            return False  # a dateline ("Beirut-"), the tags of a page
        told = act.agent is not None and _told_outright(act, act.agent)
        if agent.party in PLAIN_SECTORS and act.kind in words.kinds["armed"] and not told:
            return False
        if agent.party in words.nonevents["bystanders"] and act.kind in (words.kinds["violent"] | words.kinds["armed"]):
            return False  # monitors and rescuers tell of strikes and battles
        head = act.agent
        if head is None:
            return False
        modifier = head.dep_ in ("compound", "amod", "nmod", "poss")
        where = head.i in self.place_tokens and (modifier or agent.party == UNKNOWN)
        if act.trigger.is_noun and head.i < act.trigger.head.i and where:
            return False  # "the Boukamal strike" says where
        if head.i in self.place_tokens and agent.party == UNKNOWN and act.kind in words.kinds["violent"]:
            return False  # "rockets fell in the south of Afrin, killing three": towns kill nobody
        ground = (
            head.i in self.place_tokens or head.ent_type_ == "GPE" or head.lemma_.lower() in words.classes["territory"]
        )
        if ground and act.kind in words.kinds["violent"] and _is_where(head, act.trigger.head):
            return False  # "crossing from Turkey, destroying a depot", "in the countryside, killing ten"
        first = head.pos_ == "PRON" and head.lower_ in words.nonevents["first_person"]
        if first and not (head.head.i == act.trigger.head.i or (agent.party != UNKNOWN and _goes_on(head, act))):
            return False  # "I saw soldiers firing": the subject was borrowed across a clause
        if (
            agent.party == "CIV"
            and act.kind in words.kinds["violent"]
            and (head.tag_ in ("NNS", "NNPS") or head.pos_ == "NUM")
            and not told
        ):
            return False  # crowds are hurt; one man may shoot
        ground = head.pos_ == "NOUN" and head.lemma_.lower() in words.classes["settlement"]
        if ground and act.kind in words.kinds["violent"]:
            return False  # "the strike on the rebel-held district killed 25": whoever holds it, it did not strike
        if agent.party != UNKNOWN:
            return True
        if frame_book().names_act(head.lemma_.lower()):
            return False  # "the offensive would bring a ground assault"
        lemma = head.lemma_.lower()
        armed = lemma in words.classes["armed"] and head.dep_ in ("compound", "amod", "nmod")  # "militant shells"
        if lemma in words.nonevents["branding"]:  # "a terrorist attack" judges it, "terrorist rockets" says whose
            armed = armed and (
                act.kind in words.kinds["armed"] or (self.parties.official and act.kind in words.kinds["branded"])
            )
        if act.trigger.is_noun and modifier and head.i < act.trigger.head.i and not armed:
            return False
        if lemma in words.classes["official"] and act.kind in words.kinds["deals"]:
            return True  # "mediators met the delegation"
        return (
            head.ent_type_ in ("PERSON", "ORG", "NORP")
            or head.pos_ == "PRON"
            or _is_band(head)
            or any(lemma in words.classes[name] for name in ("fighter", "person", "aircraft", "armed"))
            or lemma in words.means["attack"]
            or lemma in words.nonevents["doers"]
        )


def _goes_on(subject: Token, act: Act) -> bool:
    """Tell whether what an act hangs on is its subject's own verb ("we will continue to strike", "we host talks")."""
    head = act.trigger.head
    verb = governing_verb(head) if act.trigger.is_noun else head.head
    if verb is None or verb != subject.head:
        return False
    asked = any(kid.dep_ == "prep" and kid.i < head.i for kid in verb.children)  # "we called on states to arm them"
    return act.trigger.is_noun or (head.dep_ == "xcomp" and not asked)


def _of_act(head: Token) -> bool:
    """Tell whether behind "of" stands an act and not whose the phrase is."""
    of = prep_object(head, "of")
    act = of is not None and frame_book().names_act(of.lemma_.lower())
    return act and of is not None and of.lemma_.lower() not in lexicon().classes["armed"]


def _is_band(head: Token) -> bool:
    """Tell whether a noun for people together is said to be one of fighters ("terrorist organisations")."""
    words = lexicon().nonevents
    if head.lemma_.lower() not in words["bands"]:
        return False
    return any(kid.lemma_.lower() in words["banded"] for kid in head.lefts)


def _is_where(head: Token, verb: Token) -> bool:
    """Tell whether a noun only says where, though the parse hangs the act on it as what it does."""
    place = head.dep_ == "pobj" and head.head.lower_ in lexicon().nonevents["whereabouts"]
    return place and verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head == head


def _told_outright(act: Act, head: Token) -> bool:
    """Tell whether nothing but the grammar is needed to see that people at large did an act of force.

    So it is in "bombs were planted by the brothers", "herders attacked a village", "clashes between students and
    police"; elsewhere crowds are hurt.
    """
    link, trigger = head.head, act.trigger
    if head.dep_ == "pobj" and act.kind == "clash":
        return link.lower_ in lexicon().nonevents["parting"]
    parts = [part.head for part in (trigger, *trigger.parts) if not part.is_noun and not part.frame.casualty]
    if head.dep_ == "pobj" and link.dep_ == "agent":
        return link.head in parts
    held = act.target is not None or act.kind == "bombing"
    lemma, words = head.lemma_.lower(), lexicon()
    people = any(lemma in words.classes[name] for name in ("person", "civilian", "crowd_doer"))
    held = held and (people or lemma in words.nonevents["doers"])
    return held and head.dep_ in SUBJECTS and link in parts and not is_passive(link)
