"""Workbooks and text files, in and out. Each room uses those above it alone; none knows Frappe.

cells         what stands in one cell or heading, and the words that all rooms share
reading       from an uploaded file to one table, within limits
meaning       what the columns and codes of a sender are: proposed here, decided by a person
planning      what each row would do, judged before anything is written
writing       workbooks and text files that go out, and the rows that go back to their sender
instruments   an instrument's definition as a workbook, out and in
"""
