"""A sheet for Excel, written row by row, so that a long one needs no more memory than a short one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zoneinfo import ZoneInfo

Value = str | int | float | datetime | date | None
IN_MEMORY = 1_000_000  # bytes; a larger file lies on the disk while it is sent
LONGEST = 32_767  # characters that Excel takes in one cell
FORMULAS = "=+-@\t\r"
NOT_IN_TITLES = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Chinese characters, as people count them."""

    title: str
    width: float = 8


def workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, zone: ZoneInfo
) -> IO[bytes]:
    """One sheet as an .xlsx file, at its start; who sends it closes it. Moments are shown in `zone`.

    A text stays a text whatever it begins with: nothing that a caller said becomes a formula. What Excel
    can't hold goes: control characters, and all that is longer than a cell.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(NOT_IN_TITLES).strip()[:31] or "1")
    _set_up(sheet, columns)
    cells = _Cells(sheet, zone)
    sheet.append([cells.head(column.title) for column in columns])
    for row in rows:
        sheet.append([cells.of(value) for value in row])
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file


def _set_up(sheet: Any, columns: Sequence[Column]) -> None:
    """Widths, the head that stays in sight, and A4 landscape for those who print the sheet itself."""
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, 1):
        # Excel counts in digits; a Chinese character is two of them, and a cell has its margins.
        sheet.column_dimensions[get_column_letter(number)].width = column.width * 2 + 1.5
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


class _Cells:
    """Cells of one sheet. Their looks are made once: a look is most of a cell's work."""

    def __init__(self, sheet: Any, zone: ZoneInfo) -> None:
        from openpyxl.cell import WriteOnlyCell

        self.sheet, self.zone = sheet, zone
        self.cell: Any = WriteOnlyCell
        self.bold = self._look(bold=True)
        self.plain = self._look()
        # The mark of a leading apostrophe: still a text after somebody edits the cell.
        self.guarded = self._look(guarded=True)
        self.moment = self._look(shown="yyyy-mm-dd hh:mm:ss")
        self.day = self._look(shown="yyyy-mm-dd")

    def head(self, title: str) -> Any:
        return self._text(title, self.bold)

    def of(self, value: Value) -> Any:
        if isinstance(value, str):
            return self._text(value, self.guarded if value[:1] in FORMULAS else self.plain) if value else None
        if isinstance(value, datetime):
            return self._made(value.astimezone(self.zone).replace(tzinfo=None), self.moment)
        return self._made(value, self.day if isinstance(value, date) else self.plain)

    def _text(self, text: str, look: Any) -> Any:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        clean = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell = self._made(clean if len(clean) <= LONGEST else f"{clean[: LONGEST - 1]}…", look)
        cell.data_type = "s"  # and no formula, whatever it looks like
        return cell

    def _made(self, value: Value, look: Any) -> Any:
        cell = self.cell(self.sheet, value=value)
        cell._style = look
        return cell

    def _look(self, *, bold: bool = False, guarded: bool = False, shown: str = "General") -> Any:
        from openpyxl.styles import Alignment, Font

        cell = self.cell(self.sheet)
        if bold:
            cell.font = Font(name="Calibri", size=11, bold=True)
        cell.number_format = shown
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.quotePrefix = guarded
        return cell._style
