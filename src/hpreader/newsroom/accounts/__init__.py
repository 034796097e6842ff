"""Accounts on servers that keep subscriptions and marks for several machines.

accounts.py           adds, lists and removes them
account_sync.py       one synchronisation
account_session.py    requests to the server
account_passwords.py  where passwords come from
"""
