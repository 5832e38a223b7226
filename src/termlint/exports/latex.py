r"""The glossary as entries for LaTeX's glossaries-extra: ``\input{glossary}``, then ``\gls{agent.role}``.

``user1`` holds the short text, ``user2`` the sources, ``user3`` the inline caveats; ``description`` the definition.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from termlint.exports import names
from termlint.glossaries import prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.glossaries.prose import Part
    from termlint.vocabulary import Glossary, Sense, Term

HEAD = r"""% Written by termlint. In the preamble:
%   \usepackage{glossaries-extra}
%   \makeglossaries
%   \input{glossary}
"""

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\symbol{34}",  # \textquotedbl is an error in LaTeX's default font encoding
    "`": r"\textasciigrave{}",
}
"""What LaTeX would take for a command, and how to have it printed."""
_ESCAPED = re.compile("|".join(map(re.escape, SPECIAL)))
_COMMANDS = {"emphasis": "emph", "strong": "textbf", "code": "texttt"}


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.tex``."""
    labels = names.labels(glossary)
    entries = (_entry(sense, term, glossary, labels) for term in glossary.terms.values() for sense in term.senses)
    return {"glossary.tex": "\n".join([HEAD, *entries])}


def escaped(text: str) -> str:
    """Text that LaTeX prints as it stands."""
    return _ESCAPED.sub(lambda found: SPECIAL[found[0]], text)


def _entry(sense: Sense, term: Term, glossary: Glossary, labels: Mapping[str, str]) -> str:
    keys = {
        "name": escaped(sense.label),
        "sort": _sort(sense, term),
        "text": escaped(term.id),
        "plural": escaped(_plural(term)),
        "category": sense.domain,
        "user1": escaped(sense.short),
        "user2": "; ".join(escaped(glossary.cited(citation)) for citation in sense.sources),
        "user3": "; ".join(_prose(caveat, labels) for caveat in _caveats(sense, term)),
        "description": _prose(sense.definition, labels),
    }
    lines = (f"  {key}={{{value}}}," for key, value in keys.items() if value)
    return "\n".join([f"\\newglossaryentry{{{sense.id}}}{{%", *lines, "}", ""])


def _sort(sense: Sense, term: Term) -> str:
    """What a label with other letters than ASCII's is sorted by: makeindex takes the first byte for a letter."""
    if sense.label.isascii():
        return ""
    folded = unicodedata.normalize("NFKD", sense.label).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", " ", folded).strip() or term.slug


def _plural(term: Term) -> str:
    """The form that looks like a plural; LaTeX's own guess is the term with an s."""
    ends = ("s", "i", "a", "e")
    stem = term.id[:-1].lower()
    return next((f for f in term.forms if f != term.id and f.lower().startswith(stem) and f.endswith(ends)), "")


def _caveats(sense: Sense, term: Term) -> Iterator[str]:
    return (c.caveats[sense.id].inline for c in term.conflations if sense.id in c.caveats)


def _prose(markdown: str, labels: Mapping[str, str]) -> str:
    """Markdown in LaTeX's words."""
    return "".join(map(_part, prose.parts(markdown, labels)))


def _part(part: Part) -> str:
    if part.style == "break":
        return r"\glspar "  # a key's value cannot hold an empty line
    text = "".join(map(_part, part.parts)) or escaped(part.text)
    return f"\\{_COMMANDS[part.style]}{{{text}}}" if part.style in _COMMANDS else text
