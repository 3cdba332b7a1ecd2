"""`make run`: the environment, the embedded parts and every process, ended by one Ctrl-C."""

# What `settimes.run.prepare` answers when it has told the person why it cannot go on.
HAS_SAID_WHY = 3
