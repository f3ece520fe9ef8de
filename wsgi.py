"""The WSGI entry: `waitress-serve wsgi:app` serves the web part alone; `flask` finds it."""

from tracker import create_app

app = create_app()
