"""The hook in a repository's .pre-commit-config.yaml: added as text, so that nothing else in the file changes.

ruamel.yaml says where things stand; it reads what PyYAML of ours would not, such as anchors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from termlint.disk import files
from termlint.errors import DataError
from termlint.model import Lines, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = ".pre-commit-config.yaml"
DRAFTS = rf"(?i)\.({'|'.join(sorted(suffix[1:] for suffix in files.SUFFIXES))})$"
"""The names of drafts; pre-commit itself does not know all of these for Markdown."""
HOOK = f"""\
- repo: local
  hooks:
    - id: termlint
      name: termlint
      entry: termlint check --force-exclude
      args: [--] # the name of a draft may look like an option
      language: system
      types: [text]
      files: {DRAFTS}
      require_serial: true
"""
"""The hook, run by the termlint that is installed."""
GLOSSARY = """\
    - id: termlint-glossary
      name: termlint glossary
      entry: termlint glossary validate
      language: system
      files: ^(glossary|rules)/.*\\.ya?ml$
      pass_filenames: false
"""
"""What comes after it in a repository that has terms or rules of its own."""


def new(hook: str = HOOK) -> str:
    """A configuration that has nothing but the hook."""
    return f"repos:\n{hook}"


def with_hook(text: str, path: str, hook: str = HOOK) -> str:
    """The text of a configuration with the hook at the end of its repositories; the same text if it has one already."""
    root = _composed(text, path)
    if root is None or (isinstance(root, MappingNode) and not root.value):
        return (text + Lines(text).ending * (bool(text) and not text.endswith("\n"))) + _ending(new(hook), text)
    repos = _repos(root)
    if any(_text(hook).startswith("termlint") for hook in _hooks(repos)):
        return text
    if repos is None or repos.flow_style or not repos.value:
        raise DataError([Problem(path, f"has no list of repositories to add to; add this yourself:\n{hook}")])
    added = _inserted(text, repos, hook)
    _verify(text, added, path, hook)
    return added


def _composed(text: str, path: str) -> Node | None:
    try:
        node: Node | None = YAML().compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise DataError([Problem(path, f"is not YAML: {getattr(error, 'problem', error)}", *place)]) from error
    return node


def _value(node: Node | None, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _repos(root: Node) -> SequenceNode | None:
    found = _value(root, "repos")
    return found if isinstance(found, SequenceNode) else None


def _hooks(repos: SequenceNode | None) -> Iterator[Node | None]:
    """The id of every hook."""
    for repo in repos.value if repos else ():
        hooks = _value(repo, "hooks")
        yield from (_value(hook, "id") for hook in (hooks.value if isinstance(hooks, SequenceNode) else ()))


def _text(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def _inserted(text: str, repos: SequenceNode, hook: str) -> str:
    """The text with the hook after the last repository, indented as that is."""
    lines = text.splitlines(keepends=True)
    last = repos.value[-1].start_mark
    dash = lines[last.line].rfind("-", 0, last.column)
    # A node ends where the next one starts: before that may be blank lines, and comments on what comes next.
    end = min(repos.end_mark.line + bool(repos.end_mark.column), len(lines))
    while re.fullmatch(rf"\s*|[ \t]{{0,{dash}}}#.*\s*", lines[end - 1]):
        end -= 1
    before = "".join(lines[:end])
    before += Lines(text).ending * (not before.endswith("\n"))
    indented = re.sub(r"^", " " * dash, hook.rstrip("\n"), flags=re.MULTILINE) + "\n"
    return before + _ending(indented, text) + "".join(lines[end:])


def _verify(text: str, new: str, path: str, hook: str) -> None:
    """Raise `DataError` unless the hook is all that was added."""
    before, after, repos = (_plain(part) for part in (text, new, hook))
    if not isinstance(after, dict) or after != {**before, "repos": [*before["repos"], *repos]}:
        raise DataError([Problem(path, f"cannot be edited automatically; add this yourself:\n{hook}")])


def _plain(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):  # the latter of a date that there is not
        return None


def _ending(text: str, like: str) -> str:
    return text.replace("\n", Lines(like).ending)
