"""No text is parsed as markup: each call that would parse a `str` gets `Content`, or is told not to.

Which calls of Textual 8 and Rich parse one was found by reading them (`Widget.visual`,
`Content.from_markup`, `OptionList`, `command.Hit`, `Notification`, `Tooltip`, `Console.print`,
`rich.progress.TextColumn`).
"""

import ast
from pathlib import Path

import pytest

import hpreader

PACKAGE = Path(hpreader.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

WIDGETS = {"Static", "Label", "Button", "Link", "Tooltip", "Checkbox", "RadioButton", "Collapsible"}
"""Widgets whose first argument is parsed as markup when it is a `str`."""
TOLD_NOT_TO = {"Console", "TextColumn", "OptionList", "SelectionList", "RichLog"}
"""What parses strings that it gets later, unless it is made with `markup=False`."""
PARSERS = {"from_markup", "render_markup", "from_text", "to_content"}
DECORATED = {"tooltip", "border_title", "border_subtitle"}
"""Attributes of widgets that are parsed when a `str` is assigned to them."""
MAKES_CONTENT = {
    "literal.py": "the one function that does",
    "search.py": "the text keeps its length, so that the marks still fit: `safe` has cleaned it",
}


def calls_of(path: Path) -> list[tuple[str, ast.Call]]:
    """The calls of a module, by the last name of what is called."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.append((node.func.id, node))
            elif isinstance(node.func, ast.Attribute):
                found.append((node.func.attr, node))
    return found


def keyword_of(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def is_told_not_to(call: ast.Call) -> bool:
    """Is it called with `markup=False`?"""
    value = keyword_of(call, "markup")
    return isinstance(value, ast.Constant) and value.value is False


def is_literal(value: ast.expr) -> bool:
    """Is it text that went through `literal`, or is made of pieces that are never parsed?"""
    if not isinstance(value, ast.Call):
        return False
    return ast.unparse(value.func) in {"literal", "_help", "Content.assemble"}


def faults_of(path: Path) -> list[str]:
    """The calls of a module that parse a string as markup."""
    faults = []
    for name, call in calls_of(path):
        is_given = name in WIDGETS and bool(call.args) and is_literal(call.args[0])
        is_bad = name in WIDGETS | TOLD_NOT_TO and not is_given and not is_told_not_to(call)
        if name in ("Hit", "DiscoveryHit"):
            said = keyword_of(call, "help")
            is_bad = said is not None and not is_literal(said)
        if name in PARSERS or is_bad:
            faults.append(f"line {call.lineno}: {ast.unparse(call)[:80]}")
    return faults


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_call_parses_a_string_as_markup(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] in {"ui", "cli", "render", "export"}:
        assert faults_of(path) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_user_interface_gives_textual_no_string_of_its_own(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] != "ui":
        return
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Content":
            assert path.name in MAKES_CONTENT, f"line {node.lineno}: use literal()"
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                is_parsed = isinstance(target, ast.Attribute) and target.attr in DECORATED
                assert not is_parsed, f"line {node.lineno}: Textual parses this as markup"
        if isinstance(node, ast.FunctionDef) and node.name == "render":
            assert node.returns is not None
            assert ast.unparse(node.returns) != "str", "a widget's string would be parsed"


def test_nothing_calls_textuals_notices_which_would_cover_the_text() -> None:
    calls = [
        f"{path.name}, line {call.lineno}"
        for path in MODULES
        for name, call in calls_of(path)
        if name == "notify"
    ]
    assert calls == []


@pytest.mark.parametrize(
    "code",
    [
        "Static(name)",
        "Static()",
        "Static(Content.from_markup(name))",
        "OptionList()",
        "Hit(1.0, literal(name), run, help=name)",
        "Console(stderr=True)",
        "Label(f'{name}', markup=True)",
    ],
)
def test_the_law_finds_what_it_forbids(code: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(code)
    assert faults_of(path)
