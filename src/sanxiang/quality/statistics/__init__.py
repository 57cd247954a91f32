"""What many scores say, with how sure that is. Pure: columns of numbers in, frozen results out.

Every figure comes with a 95 % interval, or with the sentence that there are not enough calls for one.
Methods, assumptions and limits: docs/reference/statistics.md.
"""
