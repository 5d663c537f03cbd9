"""web: the register as pages that people read in a browser, from a server or as files, and as JSON.

Needs the extra ``web`` (Starlette, Jinja2, uvicorn).
"""
