"""A plan under means: which steps in which month, so that the worth of the advice is greatest and no means is exceeded.

`problem` says what is asked, `greedy` and `exact` answer, `check` verifies every answer by code of its own.
"""
