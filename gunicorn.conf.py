"""What a bare `gunicorn portal.wsgi` reads from the folder it starts in."""

# A long query must reach the site, which answers it with a page; gunicorn's own refusal is a line of English.
limit_request_line = 0
