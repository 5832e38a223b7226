"""Caveats as insertions: they make a draft say which sense it means, with proof that nothing else changes.

Nothing here reads or writes a file. A fix that fails its proof is refused, with the reason; the others are made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from termlint import addresses, edits
from termlint.edits import Refusal
from termlint.errors import TermlintError
from termlint.inserting import asides, notes, placing
from termlint.markup.rendering import rendered
from termlint.model import Span
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import caveats, scopes
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.edits import Edit
    from termlint.inserting.placing import Spot, Target
    from termlint.model import CaveatForm, CaveatKind, Document, Finding, Reading, Report
    from termlint.settling.caveats import Copy
    from termlint.vocabulary import Conflation, Glossary


Item = TypeVar("Item")


class Choice(NamedTuple):
    """The sense that is meant at a finding."""

    finding: Finding
    sense: str
    """Its global id; empty if nothing tells which."""


Choose = Callable[["Report", "Finding", "Conflation"], str | None]
"""Picks the sense that is meant at a finding: None to say nothing about it, empty if it cannot tell."""
EVEN = 0.5
"""A sense that the words speak for is likelier than this: than all other senses of the term together."""
SURE = 2 / 3
"""A sense that is asserted on an author's behalf is likelier than this: twice as likely as all others together."""
UNTOLD = "the words do not show which of the two is meant, and either caveat may say too much"
"""Why nothing is inserted if the sense could not be told."""


class Fix(NamedTuple):
    """Edits that belong together: a caveat, or a comment."""

    place: int
    """Where in the source the reader is helped."""
    kind: str
    edits: tuple[Edit, ...]
    conflation: str = ""
    """What a caveat settles, and in which sense; a comment that suppresses has neither."""
    sense: str = ""


class Used(NamedTuple):
    """Places and labels that are taken."""

    wanted: frozenset[Span]
    """Mentions that have a finding of their own."""
    placed: set[Span]
    """Mentions that have been given a caveat."""
    labels: set[str]
    inside: set[int]
    """Where inline notes were inserted."""


class Fixed(NamedTuple):
    """A draft with its caveats, or with its comments; all places are those of the draft as it was."""

    source: str
    edits: tuple[Edit, ...] = ()
    """What was done to the draft, in its order."""
    fixes: tuple[Fix, ...] = ()
    refused: tuple[Refusal, ...] = ()


def likelier(report: Report, finding: Finding, conflation: Conflation) -> str:
    """The sense that termlint may insert a caveat for without asking the author; empty if neither.

    That is the one that the words speak for; if they do not, the likelier one, provided that it claims less. The caveat
    of such a sense only rules out what a reader might infer, and also fits where the words speak for a broader sense.
    It is not inserted where the term is denied, for to deny the lesser claim is to claim more, or where more is claimed
    according to the rules. The other sense's caveat asserts something, so the words must support it. Neither is
    inserted inside a longer term with a caveat of its own, which it might contradict, or in what somebody else is
    reported to say.
    """
    return _decided(report.readings, finding, conflation)[0]


def _decided(readings: Sequence[Reading], finding: Finding, conflation: Conflation) -> tuple[str, str]:
    """The sense of the two that termlint may state; or none, and the reason."""
    if placing.in_longer(readings, finding):
        return "", "it is part of a longer term that is reported or settled itself"
    reading, less = placing.reading_of(readings, finding), conflation.claims_less
    if reading.reported:
        return "", "you report what somebody else says, and a caveat would say what they mean"
    scores = {sense: reading.scores[sense] for sense in finding.senses}
    if less:
        scores[less] += sum(reading.scores.get(sense, 0) for sense in conflation.broader)
    sense = max(finding.senses, key=lambda sense: (scores[sense], sense == less))
    other = _meant_otherwise(reading, conflation)
    fits = not (other or reading.denied or reading.more) if sense == less else scores[sense] > SURE
    if fits:
        return sense, ""
    if other:
        return "", f"it is read as {short_id(other)}, which is neither of the two"
    return "", _untold(reading, lesser=sense == less)


def _untold(reading: Reading, *, lesser: bool) -> str:
    """Why termlint may state neither sense, though one is likelier."""
    if reading.denied:
        return "it is denied here, and a caveat might deny more than you mean"
    if lesser and reading.more:
        return "more is claimed here than the weaker caveat would leave"
    return UNTOLD


def _meant_otherwise(reading: Reading, conflation: Conflation) -> str:
    """The sense that the words speak for, unless it is one of a pair or broader than the one that claims less."""
    likeliest = max(reading.scores, key=lambda sense: reading.scores[sense])
    known = (*conflation.senses, *conflation.broader)
    return likeliest if reading.scores[likeliest] > EVEN and likeliest not in known else ""


def choices(report: Report, glossary: Glossary, choose: Choose = likelier) -> Iterator[Choice]:
    """One choice for each conflation in a report: at its first finding for which `choose` does not return None."""
    conflations = glossary.conflations_by_id if report.findings else {}
    answered = set()
    for finding in sorted(report.findings, key=lambda finding: finding.span):
        conflation = conflations.get(finding.conflation)
        if conflation and conflation.id not in answered and set(finding.senses) <= finding.caveats.keys():
            sense = choose(report, finding, conflation)
            if sense is not None:
                answered.add(conflation.id)
                yield Choice(finding, sense)


def fix(report: Report, chosen: Sequence[Choice], glossary: Glossary, kind: CaveatKind) -> Fixed:
    """The draft with a caveat for each choice, and with its stale copies brought up to date."""
    if kind == "link" and not glossary.url:
        told = "--caveat link needs a glossary with the url of its website in meta.yaml, which this one does not have"
        raise TermlintError(told)
    draft = placing.Target(report)
    planned = [*_renewals(draft, glossary)]
    failed = []
    used = Used(frozenset(choice.finding.span for choice in chosen), set(), notes.labels(draft), set())
    for choice in chosen:
        fix_or_reason = _planned(draft, choice, glossary, kind, used)
        if isinstance(fix_or_reason, Fix):
            planned.append(fix_or_reason)
        else:
            failed.append((choice.finding.span.start, choice.finding.conflation, fix_or_reason))
    done, flawed = together(planned, lambda group, _: [group], partial(_flaw, draft))
    failed += [(one.place, one.conflation, reason) for one, reason in flawed]
    made = edits_of(done)
    refused = tuple(Refusal(at, f"no caveat for {conflation}: {reason}") for at, conflation, reason in sorted(failed))
    return Fixed(edits.apply(report.source, made), made, tuple(done), refused)


def _renewals(draft: Target, glossary: Glossary) -> Iterator[Fix]:
    """The fixes that bring stale copies up to date."""
    for copy in caveats.renamed(draft.copies, glossary):
        wording = caveats.stale(copy, glossary)
        if wording and copy.form:
            start, end = copy.words
            old = draft.source[start:end]
            gap = old[len(old.rstrip()) :]
            mark = caveats.mark(copy.conflation, copy.sense, wording, mdx=draft.outline.mdx)
            changed = (
                edits.Edit(Span(start, end), " ".join(wording.split()) + gap),
                edits.Edit(copy.mark, mark),
            )
            yield Fix(copy.mark.start, "renewed", changed, copy.conflation, copy.sense)


def _planned(draft: Target, choice: Choice, glossary: Glossary, kind: CaveatKind, used: Used) -> Fix | str:
    """The fix for a choice; or the reason why there is none."""
    finding, sense = choice
    if not sense:
        _, why = _decided(draft.readings, finding, glossary.conflations_by_id[finding.conflation])
        return f"{why or UNTOLD}: use --interactive"
    made: tuple[Edit, ...] = ()
    if kind == "aside" and (made := _aside(draft, finding, sense)):
        return Fix(finding.span.start, kind, made, finding.conflation, sense)
    for spot in placing.spots(draft, finding, used.wanted, used.placed):
        at = spot.reading.mention.span
        shown: str = kind
        if kind == "link":
            made = _link(spot, sense, glossary) if placing.free(at, finding, used.wanted, used.placed) else ()
        elif kind == "inline" or spot.block.kind == "footnote" or placing.is_apart(draft, spot):
            # Many renderers do not support a note inside a note, or inside a callout.
            shown, made = "inline", _inline(draft, spot, finding, sense)
        else:
            made = _footnote(draft, spot, finding, sense, used)
            if not made:
                shown, made = "inline", _inline(draft, spot, finding, sense)
        if made:
            used.placed.add(at)
            return Fix(finding.span.start, shown, made, finding.conflation, sense)
    return "this section does not have the term in running text, where a caveat could go"


def _wording(finding: Finding, sense: str, form: CaveatForm) -> str:
    """The glossary's wording, on one line."""
    return " ".join(str(getattr(finding.caveats[sense], form)).split())


def _mark(draft: Target, finding: Finding, sense: str, wording: str) -> str:
    return caveats.mark(finding.conflation, sense, wording, mdx=draft.outline.mdx)


def _footnote(draft: Target, spot: Spot, finding: Finding, sense: str, used: Used) -> tuple[Edit, ...]:
    """A reference behind the mention, and its note; nothing if no reference can stand there."""
    at = placing.after_references(draft, placing.after_punctuation(spot, spot.end))
    if draft.source[at : at + 1] in {"(", "[", ":"}:
        return ()
    for copy in draft.copies:  # the note already exists, further down
        if copy.label and copy.form == "footnote" and (copy.conflation, copy.sense) == (finding.conflation, sense):
            return (edits.insertion(at, f"[^{copy.label}]"),)
    wording = _wording(finding, sense, "footnote")
    mark = _mark(draft, finding, sense, wording)
    if notes.inline(draft):
        # Pandoc takes two notes without a space between them for a superscript.
        before, behind = " " * (at in used.inside), " " * draft.source.startswith("^", at)
        used.inside.add(at)
        return (edits.insertion(at, f"{before}^[{wording} {mark}]{behind}"),)
    names = (sense.replace(".", "-"), finding.conflation.replace(".", "-"))
    name = notes.label(draft, names, used.labels)
    used.labels.add(name.casefold())
    place, before, behind = notes.place(draft, at, name)
    text = draft.newline(place).join(draft.wrapped(wording, mark, f"[^{name}]: ", notes.INDENTATION))
    return edits.insertion(at, f"[^{name}]"), edits.insertion(place, f"{before}{text}{behind}")


def _inline(draft: Target, spot: Spot, finding: Finding, sense: str) -> tuple[Edit, ...]:
    """A parenthesis behind the mention's phrase, and its comment behind the sentence.

    A parenthesis that is already there is continued. In that case, and behind other words, the caveat names the term.
    """
    block, mention = spot.block, spot.reading.mention
    wording = _wording(finding, sense, "inline")
    end = placing.after_symbol(spot)
    closing = placing.closing(draft, spot, end)
    end = max(end, closing)
    at = placing.after_references(draft, placing.after(spot, end))
    # “here” needs no colon before it.
    joint = "" if wording.startswith("here") else ":"
    said = f"*{spot.name}*{joint} {wording}" if spot.apart or closing >= 0 else wording
    before = block.text[mention.sentence.start : mention.at.start]
    opener, closer = "[]" if before.count("(") > before.count(")") else "()"
    sentence = mention.sentence.start + len(block.text[slice(*mention.sentence)].rstrip())
    last = max(at, placing.after(spot, max(sentence, end)))
    return (
        edits.insertion(at, f"{caveats.JOINED}{said}" if closing >= 0 else f" {opener}{said}{closer}"),
        edits.insertion(last, _mark(draft, finding, sense, wording)),
    )


def _aside(draft: Target, finding: Finding, sense: str) -> tuple[Edit, ...]:
    """A callout behind the block; nothing in a footnote, which a callout would break."""
    reading = placing.reading_of(draft.readings, finding)
    if draft.document.blocks[reading.mention.block].kind == "footnote":
        return ()
    wording = _wording(finding, sense, "aside")
    place, before, behind = asides.place(draft, finding.span.start)
    said = draft.wrapped(wording, _mark(draft, finding, sense, wording))
    text = draft.newline(place).join(asides.lines(draft, said))
    return (edits.insertion(place, f"{before}{text}{behind}"),)


def _link(spot: Spot, sense: str, glossary: Glossary) -> tuple[Edit, ...]:
    """A link from the mention to its sense; nothing inside another link."""
    mention = spot.reading.mention
    if placing.in_link(spot):
        return ()
    target = glossary.url + addresses.entry(sense)
    return edits.insertion(mention.span.start, "["), edits.insertion(mention.span.end, f"]({target})")


def edits_of(fixes: Iterable[Fix]) -> tuple[Edit, ...]:
    """All that some fixes do, in the order of the draft."""
    return edits.ordered(edit for fix in fixes for edit in fix.edits)


def together(
    items: Sequence[Item],
    attempts: Callable[[Sequence[Item], Sequence[Fix]], Iterable[Sequence[Fix]]],
    flaw: Callable[[Sequence[Fix]], str],
) -> tuple[list[Fix], list[tuple[Item, str]]]:
    """The fixes for some items that can be made together; and the items without any, each with the reason.

    `attempts` gives the fixes to try for some items, the best first, beside those made already; `flaw` says what is
    wrong with some fixes. All items are tried at once, and if that fails, each half by itself: few are ever in the way,
    and each trial renders the whole draft.
    """
    made: list[Fix] = []
    failed: list[tuple[Item, str]] = []
    waiting = [items] if items else []
    while waiting:
        group, why = waiting.pop(), ""
        for fixes in attempts(group, made):
            if not (why := flaw([*made, *fixes])):
                made += fixes
                break
        else:
            half = len(group) // 2
            if half:
                waiting += [group[half:], group[:half]]
            else:
                failed.append((group[0], why))
    return made, failed


def _flaw(draft: Target, fixes: Sequence[Fix]) -> str:
    """What is wrong with making some fixes together; empty if nothing is."""
    made = edits_of(fixes)
    if edits.overlap(made):
        return "it would change what another caveat changes"
    fixed = edits.apply(draft.source, made)
    gone, come = [edit.gone for edit in made if edit.gone.start < edit.gone.end], edits.inserted(made)
    if edits.without(fixed, come).encode() != edits.without(draft.source, gone).encode():
        return "removing it would not restore the draft"
    before = rendered(draft.path, draft.source, gone) if gone else draft.rendering
    if before != rendered(draft.path, fixed, come):
        return "the rest of the draft would render differently"
    document, copies = caveats.read(draft.path, fixed)
    if [block.text for block in document.blocks] != [block.text for block in draft.document.blocks]:
        return "it could not be told from the draft's own words"
    # A renewed copy settles what it did before, wherever that is.
    places = [
        (fix.conflation, fix.sense, len(fixed) if fix.kind == "renewed" else edits.moved(fix.place, made))
        for fix in fixes
        if fix.kind != "link"
    ]
    return _unsettled(document, copies, places)


def _unsettled(document: Document, copies: Sequence[Copy], places: Sequence[tuple[str, str, int]]) -> str:
    """Why some caveats would not settle their mentions; each is a conflation, a sense and the place of a mention."""
    index = DocumentIndex(document)
    # Of several copies the first in the text counts, so it comes last here.
    starts = {
        (copy.conflation, copy.sense): scopes.section_start(index, copy.at)
        for copy in sorted(copies, key=lambda copy: copy.at, reverse=True)
        if copy.form and copy.at >= 0
    }
    for conflation, sense, place in places:
        start = starts.get((conflation, sense))
        if start is None:
            return "it would not be recognized as a caveat here"
        if start > place:
            return "it would end up in another section, since the same block has a heading"
    return ""
