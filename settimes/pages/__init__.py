"""Public pages as finished bytes, the same for everyone.

`front` serves those that are kept, `middleware.PageCache` has the others made. `store` keeps them
in this process, `tokens` says when what the public sees has changed, and `shelf` holds the last
ones for the hour without a database.
"""
