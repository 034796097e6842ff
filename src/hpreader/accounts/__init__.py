"""What is said to servers that keep subscriptions and marks for several machines (pure).

Data: from `newsroom/accounts/mark_sync.py` values become requests; what `fetch` got becomes values again, for
`store/accounts.py`. Nothing here uses the network or the disk.

server_session.py   what a synchronisation asks of a server, whatever API that has
google_reader.py    requests and answers of the Google Reader API
ttrss.py            requests and answers of the JSON API of Tiny Tiny RSS
escaped_titles.py   titles as FreshRSS sends them
json_values.py      values in the JSON of servers
list_feed.py        the articles of a server's list as a feed
server_address.py   which addresses a server may have
mark_merge.py       what becomes of a mark that both sides have
"""
