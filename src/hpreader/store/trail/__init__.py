"""Where the user has been.

trail.py     the visits, and the position among them; trail_merge.py makes one trail of several readers'
progress.py  how far articles were read
queue.py     links that wait for the network
"""
