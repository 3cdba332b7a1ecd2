"""What the bench's gunicorn serves: the site, and beside it the least that a server can do."""

from settimes.wsgi import application as site

HELLO = b"Hello, world!\n"


def application(environ, start_response):
    if environ["PATH_INFO"] != "/raw-hello":
        return site(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))])
    return [HELLO]
