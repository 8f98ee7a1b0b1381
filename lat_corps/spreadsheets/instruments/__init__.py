"""An instrument's definition as a workbook: written to be read and edited, read back whole or not at all.

instrument_workbook   the workbook, out and in; opened within the limits of `reading`
instrument_columns    which field of a definition stands in which sheet and column
"""
