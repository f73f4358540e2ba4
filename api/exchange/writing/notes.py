"""填写说明: how to fill in the workbook, what each column expects, and which map the coordinates come from."""

from collections.abc import Sequence

from api.exchange.datum import Datum
from api.exchange.forms.form import Form
from api.exchange.layout import DATUM_HEADING, DATUMS, NOTES
from api.exchange.writing.book import Book
from api.exchange.writing.filling import GREY, HEADING, explained
from matcher.board.words import both
from matcher.domain import Text

WIDTHS = (24, 34, 70)
WHY_DATUM = Text(
    "From which map the coordinates come; needed where there are any. What is kept is WGS-84.",
    "坐标取自哪种地图；有坐标时必选，系统内一律换算为WGS-84。",
)
HOW = (
    Text(
        "Fill in from the first free row; rows whose code begins with 示例 or “sample” are ignored.",
        "从第一空行起填写；编号以“示例”开头的行不会导入。",
    ),
    Text(
        "The code names a row: a code that is there already changes that row, a new one adds a row.",
        "编号用于识别：编号已存在则修改该行，否则新增。",
    ),
    Text(
        "An empty cell empties what can be empty; a column that is removed changes nothing.",
        "空单元格表示清空该项；删除整列则该项不变。",
    ),
    Text(
        "No formulas, no merged cells: paste values.",
        "请勿使用公式或合并单元格，公式请先粘贴为数值。",
    ),
    Text(
        "Nothing is imported until the check finds no error and somebody confirms.",
        "检查无误并确认后才会导入；有错误时一行也不会导入。",
    ),
)


def lay_notes(book: Book, forms: Sequence[Form], datum: Datum | None) -> None:
    """The datum first, since nobody else can know it."""
    sheet = book.sheet(NOTES)
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    styles = book.styles
    sheet.write_string(0, 0, both(DATUM_HEADING), styles.of(**HEADING))
    sheet.write_string(0, 1, "" if datum is None else both(DATUMS.options[datum]), styles.of(bold=True))
    sheet.write_string(0, 2, f"{WHY_DATUM.zh}\n{WHY_DATUM.en}", styles.of())
    sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": book.datum_source()})
    row = 2
    for told in HOW:
        sheet.merge_range(row, 0, row, 2, f"{told.zh}\n{told.en}", styles.of(border=0))
        sheet.set_row(row, 32)
        row += 1
    for form in forms:
        row += 1
        for position, heading in enumerate((form.name, "示例 Example", "说明 Note")):
            sheet.write_string(row, position, heading, styles.of(**HEADING))
        for column in form.columns:
            row += 1
            note = explained(column)
            sheet.write_string(row, 0, both(column.heading), styles.of(bold=column.required))
            sheet.write_string(row, 1, column.example, styles.of(**GREY))
            sheet.write_string(row, 2, f"{note.zh}\n{note.en}", styles.of())
        row += 1
