"""spaCy's English tokenizer with UD's words: "U.S.-Russia" is three, "re-elected" one; curly apostrophes cut as well.

It is saved inside the pipeline: nothing here is needed at run time.
"""

from typing import Any

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found] # compiled, without stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from process.extract.english.marks import APOSTROPHE

PREFIXES = (
    "non", "e", "re", "anti", "co", "pre", "pro", "mid", "cross", "post", "over", "multi", "ex", "sub", "counter",
    "semi", "mini", "neo", "socio", "psycho", "inter", "intra", "un",
)  # fmt: skip
"""A hyphen after one of these cuts no word."""
DASHES = "(?:--|---|\u2013\u2013|\u2013|\u2014|~)"
APOSTROPHES = f"[{APOSTROPHE}']"
HYPHEN_OF_SPACY = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"
BANGS = "[!?]{2,}"

Rules = dict[str, list[dict[int, str]]]


def infixes() -> list[str]:
    """Return the patterns that cut a word inside, next to spaCy's own."""
    no_prefix = "".join(rf"(?<!(?<![{ALPHA}]){p})(?<!(?<![{ALPHA}]){p.capitalize()})" for p in PREFIXES)
    return [
        rf"(?<=[{ALPHA}0-9]){no_prefix}-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]){DASHES}(?=[{ALPHA}])",
        "(?<=[A-Z]\\.)[-\u2013](?=[A-Za-z])",
        f"(?<={APOSTROPHES}[a-z])(?:--|\u2013|\u2014)(?=[A-Za-z])",
        rf"(?<=[{ALPHA}])n{APOSTROPHES}t(?![{ALPHA}])",
        rf"(?<=[{ALPHA}]){APOSTROPHES}(?:s|S|re|ve|ll|d|m)(?![{ALPHA}])",
        r"(?<=[0-9])(?=(?:bn|tn|am|pm|AM|PM)(?![A-Za-z]))",
    ]


def set_tokenizer(nlp: Language) -> None:
    """Change the tokenizer of a blank English pipeline. Raises ValueError when spaCy's own patterns have changed."""
    defaults: Any = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    if HYPHEN_OF_SPACY not in defaults.infixes:
        raise ValueError("spaCy has another pattern for hyphens than the one that is replaced here")
    kept = [pattern for pattern in defaults.infixes if pattern != HYPHEN_OF_SPACY]
    tokenizer.infix_finditer = compile_infix_regex([*kept, *infixes()]).finditer
    tokenizer.suffix_search = compile_suffix_regex([BANGS, *defaults.suffixes]).search
    tokenizer.prefix_search = compile_prefix_regex([BANGS, *defaults.prefixes]).search
    tokenizer.rules = change_rules(tokenizer.rules)


def change_rules(rules: Rules) -> Rules:
    """Return the tokenizer's exceptions, those with an apostrophe also with a curly one; "and/or" is none."""
    curly = {text.replace("'", APOSTROPHE): list(map(_curl, tokens)) for text, tokens in rules.items()}
    return {text: tokens for text, tokens in (curly | rules).items() if text != "and/or"}


def _curl(token: dict[int, str]) -> dict[int, str]:
    return {**token, ORTH: token[ORTH].replace("'", APOSTROPHE)}
