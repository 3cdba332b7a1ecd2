"""A crawl of our own making that shows every state: bands, venues and lineups are invented.

It goes in through the verbs, so its history is a real one.
"""
