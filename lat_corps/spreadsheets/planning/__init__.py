"""What each row of a file would do, judged before anything is written. The way in is `answers.plan_import`.

answers                 the plan: new, the same, a correction, or an error with its reason
row_reader              each row read with all of its problems, by `cell_readers`
case_ids                the course behind an id
comparison              rows beside each other and beside what is recorded
totals                  a sender's totals beside those of the answers
unknown                 ids and occasions that nobody knows, said once for the file
outcomes, choices       what comes out, and what a person chose for this file alone
"""
