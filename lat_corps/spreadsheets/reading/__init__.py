"""From an uploaded file to one table, within limits. The way in is `uploads`.

containers                 what is refused unread, what an archive may hold
delimited, spss            text files; SPSS files
workbook, opendocument     .xlsx, of its `workbook_parts`, and .ods
sheets                     which sheets hold answers, a second point or a codebook; the table made of them
header_rows                where headings stand; what a codebook beside the answers says
column_values              points, dates and decimals told from the values
building                   from raw sheets to the table: rows made whole, times of other zones
"""
