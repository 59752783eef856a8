"""JUDGE: cases to answers to measures to a report.

Import from its modules, `from eval.cases import load_suite`: `eval` itself is a builtin.
"""
