"""What the columns and codes of a sender are: proposed here, confirmed by a person, kept for the next file.

mapping                    the proposal for each column, made of all below, and a decided one applied
item_matching, item_order  which columns are the answers to which items: by words, by place
codes                      what a sender's codes of answers stand for; words for the ends of a scale
answer_words               answers that are words, percentages, or none
civil_columns              columns that hold CPR numbers: warned of, and kept out
profiles                   a sender's next file known by its headings
"""
