"""A run spread over the processes of a Ray cluster: one process holds the journal and hands out shards, workers ask.

`cluster` connects or starts Ray, `driver` hands out and journals, `worker` is what runs elsewhere, `shards` cuts the
work, `purse` lends the budget, `wire` is what goes between. Ray itself is imported only when it is used.
"""
