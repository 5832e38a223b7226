"""The component ``termlint`` of a spaCy pipeline: ``nlp.add_pipe("termlint")``.

Findings become ``doc.spans["termlint"]``, labelled with their rules, and ``doc._.termlint``, in the same order. The
text is read as Markdown and parsed by termlint's own pipeline: the weights of its rules were fitted to that one, and
the pipeline around the component may have another parser, or none.
"""

# Without annotations as texts: spaCy up to 3.8.11 makes a model of the arguments of `make`, and does not look texts up.
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from termlint.glossaries.data import Folders
from termlint.library import checked, expect, names_of, paths_of
from termlint.model import LEVELS, Caveats, Evidence, Finding, Level
from termlint.model import Span as Place
from termlint.silencing.selection import Selection, mildest

KEY = "termlint"
"""The name of the component, of its group of spans and of its attributes."""
PROBLEMS = "termlint_problems"


class Component:
    """Checks documents; the findings survive ``doc.to_bytes``."""

    def __init__(self, folders: Folders, selection: Selection, *, every: bool) -> None:
        """The data are loaded at the first document, the parser at the first that has a term."""
        self.folders = folders
        self.selection = selection
        self.every = every

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its findings and problems."""
        _, report = checked(self.folders, self.selection, "doc", doc.text, every=self.every)
        doc.spans[KEY] = [_span(doc, finding) for finding in report.findings]
        doc.user_data[KEY] = [finding._asdict() for finding in report.findings]
        doc.user_data[PROBLEMS] = [str(problem) for problem in report.problems]
        return doc


@Language.factory(
    KEY,
    default_config={
        "glossary": [],
        "rules": [],
        "builtin": True,
        "level": None,
        "every": False,
        "select": [],
        "ignore": [],
    },
    assigns=["doc.spans", "doc._.termlint", "doc._.termlint_problems", "span._.termlint"],
)
def make(  # noqa: PLR0913, PLR0917 - one argument for each key of the configuration
    nlp: Language,  # noqa: ARG001 - spaCy gives it
    name: str,  # noqa: ARG001 - the same
    glossary: list[str],
    rules: list[str],
    builtin: bool,  # noqa: FBT001 - the same
    level: Level | None,
    every: bool,  # noqa: FBT001 - the same
    select: list[str],
    ignore: list[str],
) -> Component:
    """The component, with the arguments of `termlint.check`."""
    selection = Selection(names_of(select), names_of(ignore), mildest(level, every=every))
    expect("level", selection.level, LEVELS)
    return Component(Folders(paths_of(glossary), paths_of(rules), builtin), selection, every=every)


def _span(doc: Doc, finding: Finding) -> Span:
    """The tokens that a mention overlaps; it need not end where a token does."""
    start, end = finding.span
    found = doc.char_span(start, end, label=finding.rule, alignment_mode="expand")
    assert found is not None  # noqa: S101 - a mention is no white space
    return found


def _findings(doc: Doc) -> tuple[Finding, ...]:
    """The findings on a document, from plain data, of which a stored document has lists for tuples."""
    return tuple(map(_finding, doc.user_data.get(KEY, ())))


def _problems(doc: Doc) -> tuple[str, ...]:
    """The problems of a document; unlike a lambda, this can be sent to another process."""
    return tuple(doc.user_data.get(PROBLEMS, ()))


def _finding(stored: dict[str, Any]) -> Finding:
    evidence = tuple(Evidence(sense, words, Place(*span), weight) for sense, words, span, weight in stored["evidence"])
    return Finding(
        **{
            **stored,
            "senses": tuple(stored["senses"]),
            "span": Place(*stored["span"]),
            "evidence": evidence,
            "caveats": {sense: Caveats(*caveats) for sense, caveats in stored["caveats"].items()},
            "more": tuple(Place(*span) for span in stored["more"]),
        }
    )


def _of_span(span: Span) -> Finding | None:
    """The finding of a span of ``doc.spans["termlint"]``."""
    found = (
        f for f in _findings(span.doc) if f.rule == span.label_ and span.start_char <= f.span.start < span.end_char
    )
    return next(found, None)


Doc.set_extension(KEY, getter=_findings, force=True)
Doc.set_extension(PROBLEMS, getter=_problems, force=True)
Span.set_extension(KEY, getter=_of_span, force=True)
