"""Who does an act and to whom, as parties: phrases of the clause resolved, and what cannot be a doer turned away."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.extract.able_doers import can_act
from sayso.extract.acts import Act
from sayso.extract.frames import frame_book
from sayso.extract.grammar import PASSIVE_SUBJECTS, SUBJECTS, child, is_passive, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.parties import ReportParties
from sayso.extract.parties_data import iso_of
from sayso.extract.parties_match import PLAIN_SECTORS
from sayso.extract.party_phrases import PartyPhrases
from sayso.extract.references import References
from sayso.extract.suspects import Suspects, is_bystander, may_do
from sayso.extract.targets import is_civil_ground, lists, target_of
from sayso.model import UNKNOWN, Participant, Realis


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
        self.participant = PartyPhrases(doc, parties, references, places).participant

    def cast(self, act: Act) -> None:
        """Set the agent and the target of an act and their parties."""
        kinds = lexicon().kinds
        violent = act.kind in kinds["armed"] or act.kind in kinds["violent"]
        self._agent(act, act.agent, violent=violent)
        if act.agent_party is None and self._active(act) and not _done_to(act):
            before = self.references.doer_before(self._lost(act), act.trigger.head.sent.start)
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
        if same and act.target is not None and act.target.pos_ == "PRON" and self._is_another(act):
            # "troops entered the town, pounding it with artillery"; "accused Rwanda of arming them"
            act.target = self.references.others_before(act.target, act.agent)
            act.target_party = self.participant(act.target, "target")
        self._not_against_themselves(act, violent=violent)
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

    def _is_another(self, act: Act) -> bool:
        """Tell whether a pronoun was led back to who acts, or "them" to a state that stands above in its sentence."""
        doer, target = act.agent_party, act.target_party
        if doer is None or target is None or act.target is None:
            return False
        stood = self.references.resolve(act.target)
        state = act.target.lower_ == "them" and stood.tag_ == "NNP" and bool(iso_of(target.party))
        return state or (doer.text, doer.party) == (target.text, target.party)

    def _not_against_themselves(self, act: Act, *, violent: bool) -> None:
        """Mend "rebels stormed Gao but they have driven rebel fighters back": a pronoun led to whom it fights."""
        doer, target = act.agent_party, act.target_party
        if doer is None or target is None or act.agent is None or act.target is None or doer.party != target.party:
            return
        if act.kind not in lexicon().kinds["warlike"] or doer.party == UNKNOWN or doer.party in PLAIN_SECTORS:
            return
        pronouns = [side for side in (act.agent, act.target) if side.pos_ == "PRON"]
        other = self.references.rival_before(pronouns[0], doer.party) if len(pronouns) == 1 else None
        if other is not None and pronouns[0] == act.agent:
            self._agent(act, other, violent=violent)
        elif other is not None:
            act.target, act.target_party = other, self.participant(other, "target", violent=violent)

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
        if iso_of(target.party) or target.party in PLAIN_SECTORS:
            return
        if act.kind in lexicon().kinds["sided"] | lexicon().kinds["strikes"] and self._bare(act.target):
            act.target_party = replace(target, party=UNKNOWN)
        elif act.kind in lexicon().kinds["strikes"] and act.agent is not None and self._bare(act.agent):
            act.agent_party = replace(doer, party=UNKNOWN)  # "the group's positions were shelled by the terrorists"

    def _bare(self, head: Token) -> bool:
        """Tell whether a phrase is a plain noun that a name told before was lent to ("the terrorists")."""
        return head.pos_ == "NOUN" and self.references.named.isdisjoint(word.i for word in head.subtree)

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

    def doer(self, token: Token, *, violent: bool) -> Participant | None:
        """Return whom a token names as a doer, None where it names an act, a town or those who never fight."""
        found = self.participant(token, "agent", violent=violent)
        if violent and found is not None and is_bystander(found.party):
            return None
        known = found is not None and found.party not in (UNKNOWN, *PLAIN_SECTORS)
        if not known and token.i in self.place_tokens:
            return None
        # "talks on a prisoner exchange"; but "a Houthi strike force" is somebody
        return found if known or token.lemma_.lower() not in frame_book().nouns else None

    def _agent(self, act: Act, token: Token | None, *, violent: bool) -> None:
        act.agent = token
        act.agent_party = self.participant(token, "agent", violent=violent)
        doer, official = act.agent_party, self.parties.official
        if doer is not None and not can_act(act, doer, self.place_tokens, official=official):
            act.agent, act.agent_party = None, None

    @staticmethod
    def _lost(act: Act) -> Token:
        """Return the word before which the doer should stand: of a named act the verb that has lost its subject."""
        head, verb = act.trigger.head, act.trigger.verb
        if not act.trigger.is_noun or verb is None or verb.i > head.i:
            return head
        return head if child(verb, SUBJECTS | PASSIVE_SUBJECTS) is not None else verb

    @staticmethod
    def _active(act: Act) -> bool:
        """Tell whether the words of an act are in the active voice, so that who does it should stand before them."""
        trigger = act.trigger
        verb = trigger.head if not trigger.is_noun else (trigger.verb if trigger.link in ("agent", "with") else None)
        if (
            verb is None
            or verb.lemma_ == "be"
            or trigger.frame.agent == "none"
            or (trigger.frame.casualty and not act.told_means)
        ):
            return False
        return not is_passive(verb) and verb.tag_ != "VBN"


def _done_to(act: Act) -> bool:
    """Tell whether a participle tells of the act that the passive verb above it names ("killed in raids targeting")."""
    head = act.trigger.head
    return head.tag_ == "VBG" and head.dep_ == "advcl" and is_passive(head.head)
