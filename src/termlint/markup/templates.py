"""Code of a template language in a draft: what opens it, and what closes it.

``{% highlight python %}`` of Liquid and its like, ``{{< code >}}`` of Hugo, and the ``{::comment}`` of kramdown.
"""

from __future__ import annotations

import re

LONGEST = 500
"""How many code points the arguments of a tag take at most."""
_OPENER = re.compile(
    rf"\{{(?:(?:%-?|\{{[<%])\s*(?P<tag>highlight|code[\w-]*|comment|mermaid|math|katex)(?![\w-])"
    rf"(?:(?![>%]\}}|\{{[%{{])[^\n]){{0,{LONGEST}}}(?<!/)[>%]|::(?P<extension>comment|nomarkdown))\}}"
)
"""A shortcode that closes itself, ``{{< code "a.py" />}}``, opens nothing."""


def opening(text: str, at: int) -> re.Match[str] | None:
    """What opens code at a place in a text, if that does."""
    return _OPENER.match(text, at)


def next_opening(text: str, at: int) -> re.Match[str] | None:
    """What opens code first, from a place in a text on."""
    return _OPENER.search(text, at)


def closer(opening: re.Match[str]) -> re.Pattern[str]:
    """What closes the code that is opened."""
    if opening["extension"]:
        return re.compile(rf"\{{:/(?:{opening['extension']})?\}}")
    end = rf"(?:%-?\s*end|\{{[<%]\s*/\s*){re.escape(opening['tag'])}"
    return re.compile(rf"\{{{end}(?![\w-])[^\n]{{0,{LONGEST}}}?[>%]\}}{{1,2}}")
