"""What stands in one cell or heading, and the words that all rooms share.

table                  a sender's table: headings, rows with their numbers, what was odd
values, dates, points  a cell read as number, case id, day; measurement points in headings
headings               a text as a person reads it, and the words by which a column is known
encodings              letters found out and mended
excel_text             how Excel spells texts; `danish_csv` how its text files stand
settings               how one sender's file is read
limits, errors         how large a file may be, and what is said of a faulty one
"""
