"""What stands in one cell or heading, and the words that all rooms share.

table      a sender's table and how its file is to be read, within which limits; what is said of a faulty one
values     a cell read as number, case id, day
headings   a text as a person reads it; the words by which a column and a measurement point are known
texts      letters found out and mended; how texts are spelt in Excel and in its text files
"""
