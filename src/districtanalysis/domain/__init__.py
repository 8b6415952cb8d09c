"""The words of the field: figures, districts, indicators, studies, findings, results.

Nothing in here opens a file of the outside world or draws.
"""
