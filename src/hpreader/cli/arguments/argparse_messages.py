"""argparse's own messages, marked so that gettext's extractors find them.

argparse asks gettext for them by the global names `_` and `ngettext`; only those that a user can
meet are here, those of Python 3.11 to 3.14.
"""

from __future__ import annotations

import argparse

from hpreader.i18n import N_, _, ngettext

ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("unrecognized arguments: %s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("unexpected option string: %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
)


def translate_argparse() -> None:
    """Make argparse speak the reader's language.

    There is no other way: its messages go through `gettext.gettext`, which asks the environment for
    the language and would have to be lied to.
    """
    vars(argparse).update({"_": _, "ngettext": ngettext})
