"""Lineups from pasted text and files: read, plan, apply.

*Reading* makes a table of a text. *Planning* compares the table with the lineup and says what each
line would do; it changes nothing and asks no database. *Applying* does it, all or nothing.
"""
