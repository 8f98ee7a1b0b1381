"""Workbooks and text files that go out: text stays text, and nothing in them runs.

frames, streaming         small workbooks made in memory; long ones written row by row
item_columns              headings of answers that an import recognises in any language
layouts, export           measurements in two shapes, as workbook or CSV
codebook                  what every variable of an export means
template                  the empty workbook that a sender fills in
rejected                  rows with errors, given back to be mended
change_report, read_log   pooled change; the read log of one citizen
management_report         what a report to management tells
national_figures          sums of municipalities
"""
