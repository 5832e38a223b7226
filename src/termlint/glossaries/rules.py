"""Cues and rules: their YAML files read, checked against the glossary and made ready to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from termlint.errors import DataError
from termlint.glossaries import ruleentries, sharedstakes, shipped
from termlint.glossaries.conditions import Conditions
from termlint.glossaries.entries import LEXICON, RULES_SHARED, STAKES, WORDS
from termlint.glossaries.glossary import example
from termlint.glossaries.lexicon import Lexicon
from termlint.glossaries.references import REPLACING
from termlint.guessing import Guesses
from termlint.model import Origin, Point, Problem
from termlint.nodes import yamlfiles
from termlint.nodes.schema import Record, Sheet, located
from termlint.nodes.yamltext import shown
from termlint.vocabulary import Combination, Cue, Named, Rule, Ruleset, Stake, TermRules, Words, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from termlint.model import Level
    from termlint.nodes.schema import Kind, Text
    from termlint.reading.predicates import Argument
    from termlint.vocabulary import Condition, Glossary, Term

    Weighed = TypeVar("Weighed", Cue, Stake)


class Entry(NamedTuple):
    """A term's cues and rules as written, in their file."""

    term: Term
    record: Record
    sheet: Sheet
    folder: int


def builtin() -> Path:
    """The folder of the rules that come with termlint."""
    return shipped.folder("rules")


def load(paths: Sequence[Path], glossary: Glossary, arguments: Mapping[str, Argument]) -> Ruleset:
    """The cues and rules of some folders; a later folder adds to them, or replaces the rule of the same id.

    A cue or a stake that asks what one of an earlier folder asks replaces it, so that a copy of the built-in rules
    beside them counts once. A file that says ``instead`` replaces all that earlier folders have about its term.

    `arguments` says of each legal predicate what it takes.
    """
    problems: list[Problem] = []
    guesses = Guesses()
    files = [
        (i, file, Sheet(str(file.path), guesses))
        for i, folder in enumerate(paths)
        for file in yamlfiles.read(folder, problems)
    ]
    lexicon = Lexicon()
    for _, file, sheet in files:
        if file.path.stem == LEXICON:
            lexicon.add(file.node, sheet)
            problems += sheet.problems
    if any(Path(problem.path).stem == LEXICON for problem in problems):
        raise DataError(problems)  # a list that was not read would be missed wherever it is named
    lexicon.check()
    condition = Conditions(arguments, lexicon).read
    common = sharedstakes.Shared(condition, lexicon.words, [term.slug for term in glossary.terms.values()])
    for _, file, sheet in files:
        if file.path.stem == WORDS:
            common.add_words(file.node, sheet)
        if file.path.stem == STAKES:
            common.add_stakes(file.node, sheet)
    written = _written(files, ruleentries.kind(condition, lexicon.words), glossary)
    rules = _latest(written)
    problems += [problem for _, _, sheet in files for problem in sheet.problems]
    if problems:
        raise DataError(problems)
    return _ruleset(written, rules, glossary, common)


def _written(files: Iterable[tuple[int, yamlfiles.File, Sheet]], kind: Kind, glossary: Glossary) -> list[Entry]:
    """The files about terms, without those of earlier folders in whose place another is."""
    about_terms = [(i, file, sheet) for i, file, sheet in files if file.path.stem not in RULES_SHARED]
    read = [(i, file.path.stem, kind(file.node, sheet), sheet) for i, file, sheet in about_terms]
    found = [(i, stem, content, sheet) for i, stem, content, sheet in read if isinstance(content, Record)]
    first = {content.text("term"): i for i, _, content, _ in found if content.values.get("instead")}
    written: list[Entry] = []
    for i, stem, content, sheet in found:
        if i >= first.get(content.text("term"), 0) and (term := _term(content, stem, sheet, glossary)):
            written.append(Entry(term, content, sheet, i))
    return written


def check(glossary: Glossary, ruleset: Ruleset) -> tuple[Problem, ...]:
    """Examples that name a rule which does not exist, if there are any rules; what stands twice or in vain."""
    rules = {rule.id: None for rule in ruleset.rules()}
    advice = "; write true for the rule that the example is listed with"
    examples = [
        *((example, "") for term in glossary.terms.values() for example in term.examples),
        *((example, advice) for rule in ruleset.rules() for example in rule.examples),
    ]
    sheets: dict[str, Sheet] = {}
    guesses = Guesses()
    for each, hint in examples:
        if rules and each.report and each.report not in rules and each.origin:
            path, *at = each.origin
            sheets.setdefault(path, Sheet(path, guesses)).unknown(Point(*at), "rule", each.report, rules, hint)
    unsaid = (problem for sheet in sheets.values() for problem in sheet.problems)
    alike = (problem for term in ruleset.terms.values() for problem in _alike(term))
    return (*unsaid, *alike, *(problem for rule in ruleset.rules() for problem in _twice(rule)))


def copied(builtin_rules: Ruleset, ruleset: Ruleset) -> Iterator[Problem]:
    """Files that repeat some built-in cues while others still count: what such a copy has changed counts twice."""
    for lemma, term in ruleset.terms.items():
        old = builtin_rules.terms[lemma].cues if lemma in builtin_rules.terms else ()
        known = {(cue.sense, cue.weight, _key(cue.when)) for cue in old}
        homes = {cue.origin.path for cue in old if cue.origin}
        own = [cue for cue in term.cues if cue.origin and cue.origin.path not in homes]
        places = [cue.origin for cue in own if cue.origin and (cue.sense, cue.weight, _key(cue.when)) in known]
        if places and len(own) < len(term.cues):
            message = (
                f"{len(places)} cues of this file are built in, and the other built-in cues still count: in a copy "
                "that replaces them, write instead: true below term; in a file that adds, leave out what is built in"
            )
            yield places[0].problem(message)


def _alike(term: TermRules) -> Iterator[Problem]:
    """Senses that have the same cues as one before them: whatever speaks for the one speaks for the other."""
    cues: dict[str, list[Cue]] = {}
    for cue in term.cues:
        cues.setdefault(cue.sense, []).append(cue)
    seen: dict[frozenset[str], str] = {}
    for sense, own in cues.items():
        other = seen.setdefault(frozenset(f"{cue.weight} {_key(cue.when)}" for cue in own), sense)
        if other != sense and (origin := own[0].origin):
            yield origin.problem(f"{shown(sense)} and {shown(other)} have the same cues: say what tells them apart")


def _twice(rule: Rule) -> Iterator[Problem]:
    """A conflation that a rule has for its own and among the others."""
    if rule.origin and rule.conflation in rule.conflations()[1:]:
        yield rule.origin.problem(f"{shown(rule.conflation)} is the rule's own conflation: remove it from others")


def _key(condition: Condition) -> str:
    """A text that equal conditions share; the order of their parts makes no difference."""
    if isinstance(condition, Combination):
        return f"{condition.quantifier} {sorted(map(_key, condition.parts))}"
    argument = condition.argument
    words = sorted(argument.phrases) if isinstance(argument, Words) else argument
    return f"{condition.predicate} {sorted(words) if isinstance(words, frozenset) else words}"


def _term(file: Record, stem: str, sheet: Sheet, glossary: Glossary) -> Term | None:
    """The term of a file, after noting what does not fit it."""
    lemma = file.text("term")
    term = glossary.terms.get(str(lemma))
    if term is None:
        if lemma:
            sheet.unknown(lemma.at, "term", lemma, glossary.terms)
        else:
            sheet.misnamed(file.at, stem, RULES_SHARED)
        return None
    if stem != term.slug:
        sheet.report(lemma.at, f"the file of {shown(lemma)} must be named {term.slug}.yaml")
    names = {
        "sense": [short_id(sense.id) for sense in term.senses],
        "conflation": [short_id(conflation.id) for conflation in term.conflations],
    }
    strange = [(what, name) for what, name in _names(file) if name and name not in names[what]]
    if strange and (misfit := _misfit(term, strange, sheet)):
        sheet.problems.append(misfit)
        return term
    for what, name in strange:
        sheet.unknown(name.at, what, name, names[what])
    return term


def _names(file: Record) -> Iterator[tuple[str, Text]]:
    """The senses and conflations that a file of rules names, each with the word for what it is."""
    yield from (("sense", name) for name in file.texts("off_domain"))
    for key in ("tells_apart", "denied_outright", "claims_more"):
        yield from (("conflation", located(pair, at)) for pair, at in file.record(key).keys.items())
    yield from (("sense", cue.text("sense")) for cue in file.records("cues"))
    yield from (("sense", located(sense, at)) for sense, at in file.record("draft_words").keys.items())
    for rule in file.records("rules"):
        yield "conflation", rule.text("conflation")
        yield from (("conflation", located(pair, at)) for pair, at in rule.record("others").keys.items())
        for each in rule.records("examples"):
            yield from ((what, each.text(what)) for what in ("sense", "conflation"))


def _misfit(term: Term, strange: Iterable[tuple[str, Text]], sheet: Sheet) -> Problem | None:
    """What is wrong with a term that has taken the place of a built-in one and lacks what the built-in rules name."""
    origin = term.origin
    if Path(sheet.path).parent != builtin() or not origin or Path(origin.path).parent == shipped.folder("glossary"):
        return None
    named = ", ".join(dict.fromkeys(f"{what} {name}" for what, name in strange))
    advice = f"let your own rules replace those (instead: true), {REPLACING}"
    return origin.problem(f"this replaces {shown(term.id)} but lacks what {sheet.path} names: {named}; {advice}")


def _latest(written: list[Entry]) -> dict[str, tuple[Entry, Record]]:
    """The rules by id, the latest folder's of each; noted are two of one id in one folder or about two terms."""
    rules: dict[str, tuple[Entry, Record]] = {}
    for entry in written:
        for rule in entry.record.records("rules"):
            name = rule.text("id")
            first = rules.get(str(name))
            if name and first and (first[0].folder == entry.folder or first[0].term.id != entry.term.id):
                place = f"{first[0].sheet.path}:{first[1].at.line}"
                entry.sheet.report(name.at, f"the rule {shown(name)} is taken (by {place})")
            rules[str(name)] = entry, rule
    return rules


def _ruleset(
    written: list[Entry], rules: Mapping[str, tuple[Entry, Record]], glossary: Glossary, common: sharedstakes.Shared
) -> Ruleset:
    entries_of: dict[str, list[Entry]] = {lemma: [] for lemma in glossary.terms}
    rules_of: dict[str, list[Rule]] = {lemma: [] for lemma in glossary.terms}
    for entry in written:
        entries_of[entry.term.id].append(entry)
    # A project's own rules are asked before the built-in ones: the first that matches decides.
    for name, (entry, rule) in sorted(rules.items(), key=lambda item: -item[1][0].folder):
        rules_of[entry.term.id].append(_rule(name, entry, rule))
    return Ruleset({lemma: _term_rules(entries_of[lemma], rules_of[lemma], common) for lemma in glossary.terms})


def _term_rules(written: list[Entry], rules: list[Rule], common: sharedstakes.Shared) -> TermRules:
    """What all the files about one term say; of several thresholds the last holds."""
    threshold, sure, together = _bars(written)
    silent = [cast("Condition", entry.record.values["silent"]) for entry in written if "silent" in entry.record.values]
    return TermRules(
        cues=tuple(_cues(written)),
        off_domain=frozenset(f"{e.term.slug}.{sense}" for e in written for sense in e.record.texts("off_domain")),
        silent=Combination("any", tuple(silent)),
        stakes=tuple(_latest_of(_stakes(written, common))),
        threshold=threshold,
        sure=sure,
        together=together,
        rules=tuple(rules),
        tells_apart={name: cast("Words", words) for name, words in _by_id(written, "tells_apart")},
        denied_outright={name: cast("Words", words) for name, words in _by_id(written, "denied_outright")},
        claims_more=_claims_more(written),
        draft_words=_draft_words(written),
    )


def _by_id(written: list[Entry], key: str) -> Iterator[tuple[str, object]]:
    """What the files say under a key of each sense or conflation, with its global id."""
    for entry in written:
        yield from ((f"{entry.term.slug}.{name}", said) for name, said in entry.record.record(key).values.items())


def _claims_more(written: list[Entry]) -> dict[str, Condition]:
    """Where more is claimed than the lesser sense of each conflation leaves: what any of the files says of it."""
    found: dict[str, list[Condition]] = {}
    for name, condition in _by_id(written, "claims_more"):
        found.setdefault(name, []).append(cast("Condition", condition))
    return {name: Combination("any", tuple(conditions)) for name, conditions in found.items()}


def _draft_words(written: list[Entry]) -> dict[str, dict[str, float]]:
    """What words of a draft weigh for each sense; of the weights of one word, the last holds."""
    weights: dict[str, dict[str, float]] = {}
    for sense, words in _by_id(written, "draft_words"):
        weights.setdefault(sense, {}).update(cast("Record", words).numbers())
    return weights


def _bars(written: list[Entry]) -> tuple[float, float, float]:
    """The threshold, from where on rules are sure, and what a draft's findings must come to together.

    A file that says nothing of the other two means its threshold.
    """
    threshold = sure = together = 0.0
    for entry in written:
        if "threshold" in entry.record.values:
            threshold = sure = together = entry.record.number("threshold")
        if "sure" in entry.record.values:
            sure = entry.record.number("sure")
        if "together" in entry.record.values:
            together = entry.record.number("together")
    return threshold, sure, together


def _latest_of(weighed: Iterable[Weighed]) -> Iterator[Weighed]:
    """The cues or stakes without those of earlier folders that ask what one of a later folder asks."""
    asked = [(f"{each.sense if isinstance(each, Cue) else ''} {_key(each.when)}", each) for each in weighed]
    latest = {question: each.origin and each.origin.path for question, each in asked}
    yield from (each for question, each in asked if (each.origin and each.origin.path) == latest[question])


def _stakes(written: list[Entry], common: sharedstakes.Shared) -> Iterator[Stake]:
    shared = False
    for entry in written:
        if entry.record.text("stakes") == ruleentries.COMMON and not shared:
            shared = True
            yield from common.of(entry.term.slug)
        for stake in entry.record.records("stakes"):
            origin = Origin(entry.sheet.path, *stake.at)
            yield Stake(stake.number("weight"), cast("Condition", stake.values["when"]), origin)


def _cues(written: list[Entry]) -> Iterator[Cue]:
    """The cues that count, with ids by their numbers among those of their senses."""
    counts: Counter[str] = Counter()
    for cue in _latest_of(_written_cues(written)):
        counts[cue.sense] += 1
        yield replace(cue, id=f"{cue.sense}/{counts[cue.sense]}")


def _written_cues(written: list[Entry]) -> Iterator[Cue]:
    for entry in written:
        for cue in entry.record.records("cues"):
            sense = f"{entry.term.slug}.{cue.text('sense')}"
            origin = Origin(entry.sheet.path, *cue.at)
            yield Cue(sense, cue.number("weight"), cast("Condition", cue.values["when"]), "", origin)


def _rule(name: str, entry: Entry, rule: Record) -> Rule:
    slug = entry.term.slug
    return Rule(
        id=name,
        term=entry.term.id,
        conflation=f"{slug}.{rule.text('conflation')}",
        level=cast("Level", str(rule.text("level"))),
        message=str(rule.text("message")),
        when=cast("Condition", rule.values["when"]),
        unless=cast("Condition | None", rule.values.get("unless")),
        weight=rule.number("weight"),
        others=tuple(Named(f"{slug}.{name}", str(said)) for name, said in rule.record("others").values.items()),
        examples=tuple(example(slug, each, entry.sheet, name) for each in rule.records("examples")),
        origin=Origin(entry.sheet.path, *rule.at),
    )
