"""The newsroom's way to servers, and what they ask of it.

http_client.py      the client; requests go through it
robots_policy.py    what robots.txt allows
server_pauses.py    until when servers ask to be left alone
server_failures.py  servers that answer with errors again and again
user_servers.py     servers that the user named, which may be private
site_logins.py      names and passwords of closed feeds
"""
