"""The syntax of the command line.

argument_parser.py    the parser, and the list of commands
news_options.py source_options.py program_options.py   the options of the commands
shared_options.py     options that several of them have
argument_types.py     checks of values: days, numbers, addresses
examples.py           command lines that the help shows
argparse_messages.py  argparse's own texts for gettext
article_argument.py   the article that an argument `URL|ID` names
"""
