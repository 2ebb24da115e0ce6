"""Which shared services and group purchases bring most to the most firms under a county's budget.

`reading` sorts the firms of a batch into kinds, `offers` reads what things cost, `posing` makes the problem of both,
`greedy` and `exact` answer it, `check` verifies every answer by code of its own, `tell` says it.
"""
