"""What a heading says a column is about: variable, age, sex, date, and whether it is a share; German and English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from districtanalysis.domain.variables import fold, variables

_AGE_TAIL = r"(?:[ _-]?j(?:\.|ahre?n?|\.?-?jährige[rn]?|ährige[rn]?)?(?= |$|\)|,)|-jährige[rn]?| years?(?: old)?)?"
_OPEN = r"(?:[ _]?\+|[ _](?:u|und|oder|and)\.?[ _]?(?:ä|älter[en]?|m|mehr|darüber|over|older|more|above)\b\.?)"
AGES: tuple[tuple[str, str], ...] = (
    (rf"(?:von )?(?P<a>\d{{1,3}}){_AGE_TAIL}[ _]*(?:bis|-|–|to)[ _]*(?:u\.|unter|<|under|below)[ _]*(?P<b>\d{{1,3}}){_AGE_TAIL}", "below"),
    (rf"(?<![\d.,])(?P<a>\d{{1,3}}){_AGE_TAIL}{_OPEN}(?: jahren?)?", "open"),
    (rf"\b(?:ab|from)[ _](?P<a>\d{{1,3}}){_AGE_TAIL}(?!\d)", "open"),
    (rf"\b(?:über|over|above)[ _](?P<a>\d{{1,3}}){_AGE_TAIL}(?!\d)", "above"),
    (rf"(?:\b|_)(?:bis )?(?:unter|u\.|<|under|below)[ _]*(?P<b>\d{{1,3}}){_AGE_TAIL}(?!\d)", "under"),
    (r"\b(?:age|alter) (?P<a>\d{1,2}) (?P<b>\d{1,3})(?![\d.])", "pair"),
    (rf"(?:\b|_)(?P<a>\d{{1,2}})[ _]*(?:bis|-|–|to|_)[ _]*(?P<b>\d{{1,3}}){_AGE_TAIL}(?![\d.])", "pair"),
)  # fmt: skip
DATE = r"(?<![\d.a-zäöü])(?P<date>(?:\d{1,2}\. ?\d{1,2}\. ?)?(?:19|20)\d\d(?:-\d\d-\d\d)?)(?![\d]|\.\d)"
_MONTHS = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]
_MONTHS += ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?<![\d.] )\b(?P<month>{'|'.join(dict.fromkeys(_MONTHS))})[a-zä]*\.? (?P<year>(?:19|20)\d\d)\b"
_UNTIL = re.compile(r"\b(bis|seit|ab|vor|nach|until|since|before|after)\s*$")  # a limit, not the date of the figures
SEXES = (
    ("male", r"(?<![\w/])m\.?$|\b(männlich\w*|männl\.?|männer|male|men)\b"),
    ("female", r"(?<![\w/])w\.?$|\b(weiblich\w*|weibl\.?|frauen|female|women)\b"),
    ("diverse", r"\b(divers)\b"),
)
_SHARE = re.compile(r"%|\b(prozent|percent\w*|v\. ?h\.|anteil\w*|share|\w*quote|rate)\b|\w+(anteil|quote)\b")
_PER = re.compile(r"\b(je|pro|per)\b|quotient|index|ziffer|durchschnitt|mittel|dichte|density|average|mean|median")
_SHORT = (
    (r"\beinw\.?(?=\W|$)|\bew\b\.?", "einwohner"),
    (r"\bausl\.(?=\W|$)|\bausl\b", "ausländer"),
    (r"\bbev\.|\bbevölk\.", "bevölkerung"),
    (r"\binsg\.|\bges\.", "insgesamt"),
    (r"\bdar\.", "darunter"),
    (r"\bdav\.", "davon"),
    (r"\banz\.", "anzahl"),
    (r"\bmigr(ations)?\.?-?hg\b\.?|\bmigr(ations)?\.?-?hintergr\.", "migrationshintergrund"),
    (r"\barbeitsl\.", "arbeitslose"),
    (r"\bhaush\.|\bhh\b", "haushalte"),
    (r"\bsv-?pfl\.|\bsozialvers\.-?pfl\.", "sozialversicherungspflichtig"),
    (r"\bbesch\.", "beschäftigte"),
    (r"\bsta\.?-?ang\.|\bnat\.", "nationalität"),
)
_FILLING = re.compile(
    r"\b(insgesamt|gesamt|zusammen|total|anzahl|zahl|der|die|das|von|im|am|in|alter|stand|darunter|davon|absolut|abs|"
    r"personen|persons|people|number|of|aged?|all|jahre?n?|und|mit haupt ?wohn\w*|hauptwohnsitz|am ort der hauptwohnung|j)\b|[…()\[\]/:;,*¹²³%.…_-]|\d+\)"
)  # fmt: skip
_VARIABLES = (
    ("residents", r"(einwohner|bewohner|bevölkerung|wohnbevölkerung|hauptwohnsitzbevölkerung|residents|inhabitants|population)(innen)?( einwohner)?"),
    ("foreigners", r"(ausländer(innen)?( ausländer)?|ausländische (bevölkerung|einwohner|personen)|nichtdeutsche|nicht deutsche|inhabitants foreigners|foreigners|foreign (nationals|residents|population))"),
    ("germans", r"(deutsche|inhabitants germans|germans)"),
    ("with_migration_background", r"(einwohner |bevölkerung |inhabitants )?(mit migrationshintergrund|mit migrations hintergrund|with migration background|migrationshintergrund)"),
    ("without_migration_background", r"(ohne migrationshintergrund|without migration background)"),
    ("households", r"((privat)?haushalte|households)"),
    ("unemployed", r"(arbeitslose|unemployed)"),
    ("employed", r"(sozialversicherungspflichtig beschäftigte|employed)"),
    ("births", r"(geburten|lebendgeborene|births)"),
    ("deaths", r"(sterbefälle|gestorbene|deaths)"),
    ("moves_in", r"(zuzüge|zugezogene)"),
    ("moves_out", r"(fortzüge|wegzüge|fortgezogene)"),
)  # fmt: skip
_LOOSE = {"residents", "foreigners"}  # their headings begin like many others; the words above are closer
_CONTEXT = (
    ("foreigners", r"ausländer|foreigner|nichtdeutsch"),
    ("residents", r"einwohner|bevölkerung(?! mit)|population|inhabitants|residents|kinder[ _]und[ _]jug|(^|[ _])alter_"),
    ("moves_within_city", r"umzüge|innerstädtische wander|binnenwander"),
    ("births", r"geburten"),
    ("unemployed", r"arbeitslose"),
    ("households", r"haushalte"),
    ("employed", r"beschäftigte"),
    ("", r"quote|quotient|anteil|\b(je|pro|per) |sgb|leistung|hilfe|migration|index"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a heading says; "" and -1 where it says nothing, ``pattern`` fits headings of the same family.

    ``bare`` says that nothing but dimensions stand there, ``pair`` that the upper bound of the age
    may be meant to be included or not, ``above`` that the lower one may be.
    """

    variable: str = ""
    age_from: int = -1
    age_to: int = -1
    sex: str = ""
    date: str = ""
    share: bool = False
    ratio: bool = False
    bare: bool = False
    pair: bool = False
    above: bool = False
    pattern: str = ""


def read_heading(heading: str) -> Said:
    """Return what a heading says.

    >>> found = read_heading("Einw. 18 bis unter 25 J.")
    >>> found.variable, found.age_from, found.age_to
    ('residents', 18, 24)
    >>> read_heading("dar. Ausl.").variable, read_heading("65 u. ä.").age_from, read_heading("weibl.").sex
    ('foreigners', 65, 'female')
    """
    printed = fold(heading)
    text = printed.replace("_", " ")  # as long as what is printed, so that places agree
    named: list[tuple[int, int, str]] = []
    said = Said()
    month = re.search(_MONTH, text)
    match = re.search(DATE, text)
    if month is not None:
        said, text = replace(said, date=_month_end(month)), _blanked(text, month)
    elif match is not None and not _UNTIL.search(text[: match.start()]):
        shape = r"(?P<date>\d{4})" if len(match["date"]) == 4 else r"(?P<date>[\d. -]{8,12})"
        named.append((match.start(), match.end(), shape))
        said, text = replace(said, date=match["date"]), _blanked(text, match)
    said, text = _take_age(text, said, named)
    for sex, words in SEXES:
        match = re.search(words, text)
        if match:
            said, text = replace(said, sex=sex), _blanked(text, match)
            break
    share, ratio = bool(_SHARE.search(text)), bool(_PER.search(text))
    variable, bare = ("", False) if ratio else _variable(text, share=share)
    pattern = f"^{_pattern(printed, named)}$"
    return replace(said, variable=variable, share=share, ratio=ratio, bare=bare and bool(printed), pattern=pattern)


def _month_end(match: re.Match[str]) -> str:
    """Return the last day of a month that a heading names, as printed: "31.01.2014"."""
    number, year = _MONTHS.index(match["month"][:3]) % 12 + 1, int(match["year"])
    return f"{calendar.monthrange(year, number)[1]:02}.{number:02}.{year}"


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _pattern(printed: str, named: list[tuple[int, int, str]]) -> str:
    """Return a pattern for headings that differ from this one in their numbers only."""
    parts, place = [], 0
    for start, end, shape in sorted(named):
        parts += [escaped(printed[place:start]), shape]
        place = end
    return "".join([*parts, escaped(printed[place:])])


def escaped(text: str) -> str:
    r"""Return a text as a pattern, blanks and hyphens left as they are.

    >>> escaped("anteil in % (gesamt)")
    'anteil in % \\(gesamt\\)'
    """
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)


def _take_age(text: str, said: Said, named: list[tuple[int, int, str]]) -> tuple[Said, str]:
    for shape, kind in AGES:
        match = re.search(shape, text)
        if match is None:
            continue
        groups = match.groupdict()
        first, last = int(groups.get("a") or 0), int(groups.get("b") or -1)
        if kind == "pair" and not first < last <= 120:
            continue
        open_end = kind in {"open", "above"}
        if not open_end:  # an open band needs its words, so its pattern stays as printed
            names = {"a": "age_from", "b": "age_to" if kind == "pair" else "age_below"}
            named += [(match.start(g), match.end(g), rf"(?P<{names[g]}>\d+)") for g in groups]
        high = -1 if open_end or last >= 110 else last if kind == "pair" else last - 1
        low = first + 1 if kind == "above" else first
        return replace(said, age_from=low, age_to=high, pair=kind == "pair", above=kind == "above"), _blanked(
            text, match
        )
    return said, text


def _variable(rest: str, *, share: bool) -> tuple[str, bool]:
    """Return the variable that the words left over name, and whether there are none left."""
    words = rest
    for short, whole in _SHORT:
        words = re.sub(short, whole, words)
    words = re.sub(r"\w*anteil\w*( der)?|\bin %|%|\bpercent\w*\b|\bprozent\b", " ", words) if share else words
    if re.search(r"\d{2}", words):  # a number that nothing here explains
        return "", False
    plain = re.sub(
        r"\s+", " ", _FILLING.sub(" ", words.replace("*innen", "").replace("/-innen", "").replace(":innen", ""))
    ).strip()
    if not plain:
        return "", not share
    for key, pattern in _VARIABLES:
        if re.fullmatch(rf"({pattern})( ({pattern}))?", plain):
            return _of_share(key) if share else (key, False)
    if not share:
        for key, variable in variables().items():
            if key not in _LOOSE and any(re.search(pattern, rest.strip()) for pattern in variable.headings):
                return key, False
    elif re.search(r"ausländeranteil|ausländer", rest):
        return "foreign_share_printed", False
    return "", False


def _of_share(variable: str) -> tuple[str, bool]:
    return ("foreign_share_printed" if variable == "foreigners" else "", False)


def context_of(*texts: str) -> str:
    """Return the variable that a title, the name of a sheet or of a file names; "" for none.

    >>> context_of("tab_1_einwohner_in_stadtteilen.csv"), context_of("Tabelle1")
    ('residents', '')
    """
    for text in texts:
        found = [variable for variable, pattern in _CONTEXT if re.search(pattern, fold(text))]
        if found:
            return found[0] if len(found) == 1 or found[0] == "moves_within_city" else ""
    return ""


def read_levels(levels: Sequence[str]) -> Said:
    """Return what a heading of several rows says.

    The rows are read together; a part of the population under the word for it is that part. Where that names nothing, and no upper row names a variable of its own, the
    upper rows are topics and the last one is read alone.

    >>> read_levels(["Ausländer", "unter 18"]).variable
    'foreigners'
    >>> read_levels(["Bevölkerung und Haushalte 2013", "Geburten"]).variable
    'births'
    >>> read_levels(["Bevölkerung", "Ausländer", "Anzahl"]).variable
    'foreigners'
    >>> read_levels(["Arbeitslose", "darunter Ausländer"]).variable
    ''
    """
    whole = read_heading(" ".join(levels))
    named = [variable for level in levels if (variable := read_heading(level).variable)]
    if not (whole.variable or whole.share or whole.ratio) and len(named) == 2:
        part, of = named[1], named[0]
        return replace(whole, variable=part) if variables()[part].part_of == of else whole
    if whole.variable or whole.bare or len(levels) < 2 or any(read_heading(level).variable for level in levels[:-1]):
        return whole
    return replace(read_heading(levels[-1]), date=whole.date)


def settle_pairs(said: list[Said]) -> list[Said]:
    """Return headings whose pairs of ages are read the same way.

    Where one band ends with the number that the next one begins with ("6-15", "15-18"), the upper
    bound is not included.

    >>> [band.age_to for band in settle_pairs([read_heading("6 - 15"), read_heading("15 - 18")])]
    [14, 17]
    """
    starts = {entry.age_from for entry in said if entry.age_from >= 0}
    ends = {entry.age_to for entry in said if entry.pair}
    if not any(end in starts for end in ends):
        return said
    return [_settled(entry, ends) for entry in said]


def _settled(entry: Said, ends: set[int]) -> Said:
    if entry.pair:
        pattern = entry.pattern.replace("(?P<age_to>", "(?P<age_below>")
        return replace(entry, age_to=entry.age_to - 1, pattern=pattern)
    return replace(entry, age_from=entry.age_from - 1) if entry.above and entry.age_from - 1 in ends else entry
