"""The inflected forms of English verbs and nouns, by rule and, where there is none, by table.

Where usage differs ("learned", "learnt"; "modeled", "modelled") both forms are given: a form nobody writes costs
nothing in a word list.
"""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR_VERBS = """
arise arose arisen; awake awoke awoken; bear bore borne born; beat beat beaten; become became become; begin began begun
behold beheld; bend bent; beseech beseeched besought; bet bet; bid bid; bind bound; bite bit bitten; bleed bled
blow blew blown; break broke broken; breed bred; bring brought; broadcast broadcast; build built; burn burned burnt
burst burst; buy bought; cast cast; catch caught; chide chided chid; choose chose chosen; cleave cleaved cleft
cling clung; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug; dive dived dove; do did done
draw drew drawn; dream dreamed dreamt; drink drank drunk; drive drove driven; dwell dwelled dwelt; eat ate eaten
fall fell fallen; feed fed; feel felt; fight fought; find found; fit fitted fit; flee fled; fling flung; fly flew flown
forbid forbade forbidden; forecast forecast; forget forgot forgotten; forgive forgave forgiven
forsake forsook forsaken; freeze froze frozen; get got gotten; give gave given; go went gone; grind ground
grow grew grown; hang hung hanged; have had; hear heard; hide hid hidden; hit hit; hold held; hurt hurt
input input inputted; jailbreak jailbroke jailbroken
keep kept; kneel knelt; knit knitted knit; know knew known; lay laid; lead led; lean leaned leant
leap leaped leapt; learn learned learnt; leave left; lend lent; let let; light lit lighted; lose lost; make made
mean meant; meet met; output output outputted; partake partook partaken; pay paid; plead pleaded pled
prove proved proven; put put; quit quit; read read; rid rid; ride rode ridden; ring rang rung; rise rose risen
run ran run; saw sawed sawn; say said; see saw seen; seek sought; sell sold; send sent; set set; sew sewed sewn
shake shook shaken; shed shed; shine shone shined; shoot shot; show showed shown; shrink shrank shrunk; shut shut
sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; sling slung; smell smelled smelt
sneak sneaked snuck; sow sowed sown; speak spoke spoken; speed sped speeded; spell spelled spelt; spend spent
spill spilled spilt; spin spun; spit spat; split split; spoil spoiled spoilt; spread spread; spring sprang sprung
stand stood; steal stole stolen; stick stuck; sting stung; stink stank stunk; strew strewed strewn
stride strode stridden; strike struck stricken; string strung; strive strove striven strived; sublet sublet
swear swore sworn; sweep swept; swell swelled swollen; swim swam swum; swing swung; take took taken; teach taught
tear tore torn; tell told; think thought; thrive thrived throve; throw threw thrown; tread trod trodden
typeset typeset; underlie underlay underlain; wake woke woken; wear wore worn; weave wove woven; weep wept; win won
wind wound; withdraw withdrew withdrawn; wring wrung; write wrote written
"""
"""Base, past and past participle; a single form after the base is both."""

_PREFIXES = ("be", "for", "fore", "in", "inter", "mis", "out", "over", "pre", "re", "un", "under", "up", "way", "with")
"""What an irregular verb keeps its forms behind: "mislead", "understand", "misunderstand"."""
_NOT_PREFIXED = "behave belay belie relay"

_FULL_VERBS = {
    "be": frozenset(["be", "am", "is", "are", "was", "were", "been", "being"]),
    "have": frozenset(["have", "has", "had", "having"]),
    "can": frozenset(["can", "could"]),
    "may": frozenset(["may", "might"]),
    "must": frozenset(["must"]),
    "shall": frozenset(["shall", "should"]),
    "will": frozenset(["will", "would"]),
}

_LAST_STRESSED = """
abet abhor abut acquit admit airdrop allot annul aver befit beget begin beset bootleg bootstrap commit compel concur
confer control debar debug defer demur deter disbar disinter dispel eavesdrop embed emit entrap enwrap equip excel
expel forbid forget handicap impel incur infer input inset intermit kneecap leapfrog nonplus occur offset omit outbid
outfit output outrun outstrip outwit overbid overfit overlap overrun overstep patrol permit prefer propel rebel rebut
recap recommit recur refer refit regret remit repel rerun reset retransmit retrofit sandbag sidestep sublet submit
transfer transmit typeset uncap unclog underbid undercut underfit underpin unpin unplug unsnap unstop unwrap unzip
upset zigzag
"""
"""Verbs of more than one syllable whose last consonant doubles."""
_DOUBLED_OR_NOT = re.compile(
    r".*[^aeiou][aeio]l|(?:re)?fuel|dial|duel|equal|initial|benefit|focus|bias|diagram|(?:re)?program|kidnap"
    r"|worship|(?:re)?format"
)
"""Verbs whose last consonant doubles in British English only ("modelling"), or is found both ways."""

_IRREGULAR_NOUNS = """
alumnus alumni; analysis analyses; appendix appendices appendixes; automaton automata automatons; axis axes
bacterium bacteria; basis bases; calf calves; child children; corpus corpora; crisis crises; criterion criteria
curriculum curricula curriculums; datum data; diagnosis diagnoses; die dice; elf elves; emphasis emphases
equilibrium equilibria equilibriums; focus foci focuses; foot feet; formula formulas formulae; genus genera
goose geese; half halves; hypothesis hypotheses; index indices indexes; knife knives; leaf leaves; life lives
loaf loaves; locus loci; maximum maxima maximums; matrix matrices; mean means; medium media mediums
memorandum memoranda; minimum minima minimums; momentum momenta; mouse mice; nebula nebulae; nucleus nuclei
oasis oases; optimum optima optimums; ox oxen; paralysis paralyses; parenthesis parentheses; person people persons
phenomenon phenomena; quantum quanta; quiz quizzes; radius radii; schema schemas schemata; self selves; sheaf sheaves
shelf shelves; simulacrum simulacra; simplex simplices; spectrum spectra; stimulus stimuli; stratum strata
symposium symposia; synopsis synopses; synthesis syntheses; terminus termini; thesis theses; thief thieves
tooth teeth; vertex vertices; wife wives; wolf wolves; yes yeses
"""
"""Singular, then the plurals in use."""
_SAME_IN_PLURAL = "aircraft deer fish headquarters means offspring series sheep spacecraft species"
_OES = "echo hero potato tomato torpedo veto"
_NOT_MEN = "german human shaman talisman"


@cache
def verb_forms(base: str) -> frozenset[str]:
    """A verb in all its forms, the base included; in a phrase the first word is inflected ("looks for")."""
    first, space, rest = base.lower().strip().partition(" ")
    return frozenset(form + space + rest for form in _verb(first))


@cache
def noun_forms(base: str) -> frozenset[str]:
    """A noun in the singular and the plural; in a phrase the head is inflected ("loss functions", "states of mind")."""
    words = base.lower().split()
    head = next((i for i, word in enumerate(words) if word in {"of", "in", "for", "to"}), len(words)) - 1
    if head < 0:
        return frozenset([base.lower()])
    return frozenset(
        " ".join([*words[:head], form, *words[head + 1 :]]) for form in (words[head], *_plurals(words[head]))
    )


def _verb(base: str) -> frozenset[str]:
    """The forms of one word; behind a hyphen stands a verb of its own ("fine-tuned")."""
    prefix, hyphen, verb = base.rpartition("-")
    if hyphen:
        return frozenset(f"{prefix}-{form}" for form in _verb(verb))
    if verb in _FULL_VERBS:
        return _FULL_VERBS[verb]
    past = _irregular_past(verb) or _regular(verb, "ed")
    return frozenset([verb, _third_person(verb), *past, *_regular(verb, "ing")])


def _irregular_past(verb: str) -> tuple[str, ...]:
    """The past and the participle of an irregular verb; nothing for a regular one."""
    table = _table(_IRREGULAR_VERBS)
    if verb in table:
        return table[verb]
    for prefix in _PREFIXES:
        rest = verb.removeprefix(prefix)
        if rest != verb and verb not in _words(_NOT_PREFIXED) and (past := _irregular_past(rest)):
            return tuple(prefix + form for form in past)
    return ()


def _third_person(verb: str) -> str:
    """The form with -s."""
    if verb == "quiz":
        return "quizzes"
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def _regular(verb: str, ending: str) -> tuple[str, ...]:
    """The form or forms with -ed or -ing."""
    if ending == "ing" and verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if ending == "ed" and re.search(r"[^aeiou]y$", verb):
        return (verb[:-1] + "ied",)
    if verb.endswith("e"):
        keeps = ending == "ing" and verb.endswith(("ee", "oe", "ye"))
        return (verb + ending,) if keeps else (verb[:-1] + ending,)
    if re.search(r"[aeiou]c$", verb):
        return (verb + "k" + ending,)
    doubled, plain = verb + verb[-1:] + ending, verb + ending
    if _doubles(verb):
        return (doubled,)
    return (doubled, plain) if _DOUBLED_OR_NOT.fullmatch(verb) else (plain,)


def _doubles(verb: str) -> bool:
    """Whether the last consonant doubles: it follows one vowel, in a stressed syllable."""
    if not re.search(r"(?:[^aeiou]|qu|^)[aeiouy][^aeiouwxy]$", verb):
        return False
    syllables = len(re.findall(r"[aeiou]+|y(?![aeiou])", verb))
    return syllables == 1 or verb in _words(_LAST_STRESSED)


def _plurals(noun: str) -> tuple[str, ...]:
    """The plural or plurals of one word."""
    prefix, hyphen, last = noun.rpartition("-")
    table = _table(_IRREGULAR_NOUNS)
    if last in table:
        return tuple(prefix + hyphen + plural for plural in table[last])
    if last in _words(_SAME_IN_PLURAL):
        return (noun,)
    if last.endswith("man") and last not in _words(_NOT_MEN):
        return (noun[:-2] + "en",)
    if last in _words(_OES) or re.search(r"(?:s|x|z|ch|sh)$", last):
        return (noun + "es",)
    return (noun[:-1] + "ies",) if re.search(r"[^aeiou]y$", last) else (noun + "s",)


@cache
def _table(text: str) -> dict[str, tuple[str, ...]]:
    """A table of irregular words, by the first of each entry."""
    entries = (entry.split() for entry in re.split(r"[;\n]", text) if entry.strip())
    return {base: tuple(forms) for base, *forms in entries}


@cache
def _words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())
