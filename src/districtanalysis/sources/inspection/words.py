"""Words in headings by which keys, areas and other columns are told apart, in German and English."""

from __future__ import annotations

import re

AREA_WORD = re.compile(
    r"(stadt|orts?|wohn|bau|sozial)?-?(teil|bezirk|quartier|viertel|gebiet|r[aä]um)e?[ns]?\b|"
    r"(planungs|prognose|sozial|stadt|lebenswelt)?r(aum|äume)|\braum(bezug|id|einheit)?|gemeinde|\bkreis|kiez|siedlung|"
    r"bezirksregion|ortschaft|\bort\b|\b(plr|bzr|pgr|lor|bez)\b|bezirk|stadtteil|quartier|revier|"
    r"district|neighbou?rhood|quarter\b|\bward|\barea\b|region|municipality|borough|countr(y|ies)|county|\bcity\b"
)
ID_WORD = re.compile(
    r"(^|[_ .-])(id|nr|no|nummer|number|code|key|schlüssel|kennziffer|kennung|ags|ars|gkz)\b\.?|"
    r"\w+(id|schlüssel|nummer|_nr|code)$"
)
NAME_WORD = re.compile(r"(^|[_ .-])(name|bezeichnung|label|titel)\b|name$")
ROW_NUMBER = re.compile(r"^(fid|ogc_fid|objectid|gid|lfd\.? ?(nr|nummer)?\.?|index|unnamed.*|#)$")
NO_AREA = re.compile(
    r"\b(jahr|zeit|year|time|date|datum|stichtag|indikator\w*|indicator\w*|merkmal|tabelle|zeile|variable|kategorie|art|"
    r"typ|type|kind|alter|age|altersgruppe|geschlecht|sex|gender|nationalität|herkunft|origin|ausprägung|einheit|unit|"
    r"level|weight|rang|rank|kennzahl|thema|gruppe|icode|handlungsfeld(er)?|form|bedeutung|massnahme\w*|projekt|"
    r"beschreibung|bemerkung|meaning|description|project|measure|remark)\b"
)
FEATURES = re.compile(
    r"\b(kennzahl|merkmal|indikator\w*|indicator|altersgruppe|label|gruppe|art|thema|variable|icode|handlungsfeld(er)?|form|"
    r"bedeutung|massnahme\w*|projekt|meaning|project|measure)\b"
)
NOT_ASSIGNED = re.compile(
    r"^(nicht\s+(zu\s?zu|zu|lokalisier|verort|ermittel)\w*|ohne (angabe|zuordnung|festen)|unbekannt|(sonstige|übrige)( gebiete)?$|"
    r"unzugeordnet|not (assigned|known|stated)|unknown)"
)
TOTAL_HEADING = re.compile(
    r"^(ins(gesamt|g\.?)|gesamt|summe|total|zusammen|all|alle|\w*\W*(zusammen|zusam\.?|insgesamt|insg\.?|gesamt|total))$"
)


def is_key_heading(folded: str) -> bool:
    """Return whether a heading may name the column of the areas.

    >>> is_key_heading("stadtteil"), is_key_heading("plr_id"), is_key_heading("jahr")
    (True, True, False)
    """
    plain = folded.replace("_", " ")
    return not NO_AREA.search(plain) and bool(AREA_WORD.search(plain) or ID_WORD.search(folded))
