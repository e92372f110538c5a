"""Judge cards are made here: labelled replies are judged (`measure`), attacked (`attacks`) and put together (`make`).

The replies are those of `material`, whose labels follow from how they are made, or any rows of the same form: replies that people
labelled, for one. How cards are read, shown and expire stands in `assay.engine.judge_cards`, for reports name them.
"""
