"""The syntax of the command line.

argument_parser.py    the parser, with the options of all commands
argparse_messages.py  argparse's own texts for gettext
examples.py           command lines that the help shows
article_argument.py   the article that an argument `URL|ID` names
"""
