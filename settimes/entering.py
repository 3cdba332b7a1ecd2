"""Settings of coming in: how long a session lasts, and when tries are too many."""

from datetime import timedelta

from settimes import environment as env

# How long somebody stays signed in: unused, at most, and at most with "remember me".
SESSION_IDLE = env.duration("SESSION_IDLE", default="12h")
SESSION_LONGEST = env.duration("SESSION_LONGEST", default="24h")
SESSION_REMEMBERED = env.duration("SESSION_REMEMBERED", default="30d")

# So many wrong passwords in LOCKOUT_WINDOW lock for LOCKOUT_FOR: those of an account from one
# network, of a network (everybody behind a venue's Wi-Fi), of an account from everywhere.
LOCKOUT_WINDOW = env.duration("LOCKOUT_WINDOW", default="10m")
LOCKOUT_FOR = env.duration("LOCKOUT_FOR", default="1h")
LOCKOUT_PAIR = env.whole_number("LOCKOUT_PAIR", default=5, at_least=1, at_most=1000)
LOCKOUT_NETWORK = env.whole_number("LOCKOUT_NETWORK", default=20, at_least=1, at_most=10_000)
LOCKOUT_ACCOUNT = env.whole_number("LOCKOUT_ACCOUNT", default=30, at_least=1, at_most=10_000)
# The owner of a locked account is told by mail once in so long.
LOCKOUT_TELL_AGAIN = env.duration("LOCKOUT_TELL_AGAIN", default="1d")

# How long somebody who typed the password may take for the rest, and how many codes they may try.
CHALLENGE_FOR = env.duration("CHALLENGE_FOR", default="10m")
CHALLENGE_TRIES = env.whole_number("CHALLENGE_TRIES", default=5, at_least=1, at_most=100)
# Who has proved who they are within so long is not asked again before what matters most.
FRESH_FOR = env.duration("FRESH_FOR", default="15m")
# From when they are first asked for a second factor, those who need one have so long; 0: no time.
FACTOR_GRACE = (
    timedelta(0) if env.text("FACTOR_GRACE") == "0" else env.duration("FACTOR_GRACE", default="14d")
)
# How long the password is enough on a device that its owner trusts.
TRUST_FOR = env.duration("TRUST_FOR", default="30d")
# How long the browser's own window about a passkey may be open.
PASSKEY_FOR = env.duration("PASSKEY_FOR", default="5m")
# Never used, but asked for at every start: each request says for itself what its site is called
# and where it is (accounts/passkeys.py).
OTP_WEBAUTHN_RP_ID, OTP_WEBAUTHN_RP_NAME = "localhost", "SetTimes"
OTP_WEBAUTHN_ALLOWED_ORIGINS = ["http://localhost"]
# How long a code lives that comes by mail.
MAIL_CODE_FOR = env.duration("MAIL_CODE_FOR", default="10m")
