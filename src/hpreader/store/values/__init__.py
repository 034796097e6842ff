"""How values are stored: JSON, times, hashes, ids; and what a damaged file may contain instead of them.

codec.py        values of `model` as JSON
timestamps.py   times and days as numbers
digests.py      ids and the keys of aliases: hashes of addresses and guids
id_list.py      many ids in little memory
field_types.py  whether a decoded value has the types of its class; cell_types.py the same for columns
"""
