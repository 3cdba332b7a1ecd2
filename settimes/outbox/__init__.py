"""The one door all mail leaves by: never lost, never sent twice, in doubt only aloud.

An app registers a kind (`kinds.register`) and plans a mail (`planning.plan`) in the transaction
of whatever makes it owed. The row is the mail; everything else only moves the row along:

    planned -> claimed -> handing -> sent | waiting | failed | uncertain

What follows `handing` is the one moment at which neither side of an SMTP connection knows what
the other did. A process that dies there leaves `uncertain`, which only a person or a proof
settles. This package imports no app.
"""
