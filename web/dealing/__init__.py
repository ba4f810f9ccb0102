"""Things with a state and no home of their own: findings, problems, the negative list, vetoes, results and requests.

Each has a list and a page; the buttons of a page come from the machine of the thing, and so do the reasons why one is
not there.
"""
