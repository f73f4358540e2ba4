"""How our workbooks lie: names of sheets, the rows above the data, the sample row, and where the datum is asked."""

from api.exchange.datum import Datum
from api.exchange.kinds.choice import Choice, known
from api.exchange.normal import folded
from api.exchange.reading.grid import Value
from matcher.domain import Text

NOTES = "填写说明 Notes"
CHOICES = "选项 Choices"
FOUND = "检查结果 Findings"
BESIDE_THE_DATA = {folded(name) for name in (NOTES, CHOICES, FOUND)}

HEADINGS, KEYS, SAMPLE, FIRST_ROW = 0, 1, 2, 3
"""Rows of a template, counted from 0; the keys are hidden."""

SAMPLE_MARK = Text("sample", "示例")

FINDINGS_KEY = "findings"
FINDINGS_HEADING = Text("Findings", "错误信息")

DATUM_HEADING = Text("Map datum", "坐标系")
DATUMS = Choice(
    {
        Datum.WGS84: Text("WGS-84 (GPS, Tianditu)", "WGS-84（GPS、天地图）"),
        Datum.GCJ02: Text("GCJ-02 (Amap, Tencent)", "GCJ-02（高德、腾讯地图）"),
        Datum.BD09: Text("BD-09 (Baidu)", "BD-09（百度地图）"),
    }
)


def datum_of(told: str) -> Datum:
    """By its short name (GCJ-02, gcj02) or as the drop-down writes it; raises Unfit."""
    plain = folded(told).replace("-", "")
    short = [datum for datum in Datum if plain.startswith(datum.value)]
    return short[0] if short else Datum(known(told, DATUMS.options))


def is_sample(code: Value) -> bool:
    """The row is there to show how it is done."""
    return isinstance(code, str) and folded(code).startswith((SAMPLE_MARK.zh, SAMPLE_MARK.en))
