"""`hpreader doctor`: what works and what does not.

doctor.py          the command
diagnosis.py       what it finds, as values and as JSON
diagnosis_text.py  the same for a person
address_check.py   `doctor --online`
"""

from hpreader.cli.commands.doctor.doctor import run

__all__ = ["run"]
