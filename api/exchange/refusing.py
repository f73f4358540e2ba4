"""Why a whole file is refused, in both languages."""

from api.errors import Refused, TooLarge, Unacceptable
from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import MOST_BYTES, MOST_CELLS, MOST_ROWS
from matcher.domain import Text

SENTENCES = {
    FaultCode.EMPTY: Text(
        "The file is empty; expected a workbook (.xlsx) or CSV.", "文件为空；应为.xlsx工作簿或CSV文件。"
    ),
    FaultCode.TOO_LARGE: Text(
        f"The file is too large; expected at most {MOST_BYTES // 2**20} MiB.",
        f"文件过大；应不超过{MOST_BYTES // 2**20}MiB。",
    ),
    FaultCode.OLD_OR_ENCRYPTED: Text(
        "The workbook is of the old kind (.xls) or protected by a password; expected it saved as .xlsx without one.",
        "文件为旧版.xls格式或设有密码；请另存为无密码的.xlsx。",
    ),
    FaultCode.NOT_A_WORKBOOK: Text(
        "The file is neither a workbook (.xlsx) nor CSV; expected one of the two.",
        "文件不是.xlsx工作簿，也不是CSV；应为其中之一。",
    ),
    FaultCode.DAMAGED: Text(
        "The file is damaged; expected one that Excel or WPS opens without repairing it.",
        "文件已损坏；应为Excel或WPS无需修复即可打开的文件。",
    ),
    FaultCode.BOMB: Text(
        "The workbook unpacks to far more than it is; expected an ordinary workbook.",
        "工作簿解压后体积异常；应为普通工作簿。",
    ),
    FaultCode.DECLARATIONS: Text(
        "The workbook declares XML entities, which no spreadsheet program writes; expected one without.",
        "工作簿中含有XML实体声明，正常表格软件不会写入；应为不含此类声明的文件。",
    ),
    FaultCode.TOO_MANY_CELLS: Text(
        f"The file has too many rows, columns or cells; expected at most {MOST_ROWS} rows and {MOST_CELLS} cells.",
        f"行、列或单元格过多；应不超过{MOST_ROWS}行、{MOST_CELLS}个单元格。",
    ),
    FaultCode.ENCODING: Text(
        "The CSV file is neither UTF-8 nor GB18030; expected one of the two.",
        "CSV文件的编码不是UTF-8或GB18030；应为其中之一。",
    ),
    FaultCode.TOO_COSTLY: Text(
        "The file could not be read within the time and memory that one file gets; expected an ordinary, smaller one.",
        "读取该文件所需时间或内存超出限度；应为普通的、更小的文件。",
    ),
}


def refusal(fault: Fault) -> Refused:
    """413 for a file that is too large as sent, else 422."""
    told = SENTENCES[fault.code]
    kind = TooLarge if fault.code is FaultCode.TOO_LARGE else Unacceptable
    return kind(fault.code.value, zh=told.zh, en=told.en)
