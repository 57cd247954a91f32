"""What leaves the screen: A4 pages as PDF, and workbooks, made of data alone. Knows no table, no setting."""

from sanxiang.kernel.paper.pdf import PaperFault, no_chinese, render_pdf
from sanxiang.kernel.paper.workbook import Column, Value, workbook

__all__ = ["Column", "PaperFault", "Value", "no_chinese", "render_pdf", "workbook"]
