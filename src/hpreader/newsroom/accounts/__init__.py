"""Accounts on servers that keep subscriptions and marks for several machines.

accounts.py               adds, lists and removes them
mark_sync.py              the marks of one synchronisation
subscription_sync.py      its subscriptions
account_google_reader.py  a session at a server with the Google Reader API
account_ttrss.py          a session at a server of tt-rss
account_login.py          logs in, by whichever API the server has
account_requests.py       what sessions have in common: a request and its answer
account_sessions.py       those that one synchronisation uses
account_lists.py          the lists that servers have fetched, for a sync of lists
account_passwords.py      where passwords come from
"""
