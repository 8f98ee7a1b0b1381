"""From an uploaded file to one table, within limits. The way in is `uploads`.

kinds, archive             what is refused unread, what an archive may hold
delimited, spss            text files; SPSS files
workbook, opendocument     .xlsx and .ods, of `workbook_parts`, `sheet_rows` and the events of `xml_events`
sheets, sheet_tables       which sheets hold answers, a second point or a codebook
header_rows, labels        where headings stand; what a codebook beside the answers says
column_values              points, dates and decimals told from the values
building                   from raw sheets to the table: rows made whole, times of other zones
"""
