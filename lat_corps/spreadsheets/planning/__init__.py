"""What each row of a file would do, judged before anything is written. The way in is `answers.plan_import`.

answers      the plan: new, the same, a correction, or an error with its reason
row_reader   each row read with all of its problems
case_ids     the course behind an id; ids and occasions that nobody knows, said once for the file
totals       a sender's totals beside those of the answers
outcomes     what comes out
"""
