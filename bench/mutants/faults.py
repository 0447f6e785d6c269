"""The faults that can be made in a module: one small change each, as a programmer might slip.

Sentences for people, which a test could only repeat, stay as they are: texts with a space in them.
So do annotations and docstrings, and what no test can tell, because the register does the same
without it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TELLING = (ast.Compare, ast.BoolOp, ast.Constant)  # conditions that have faults of their own
_UNCHANGED = {"annotation", "returns", "type_params", "type_comment"}
# Arguments that forbid what nothing does, or spell or batch the same otherwise.
_SAME_WITHOUT = {"frozen", "slots", "strict", "ensure_ascii", "chunk_size", "maxsize"}


@dataclass(frozen=True)
class Fault:
    """A change from `before` to `after`, at a line and a column of a module.

    `lines` are those of the whole statement: its tests are the tests of the fault. `at_import` says
    whether it runs when the module is imported, in no test.
    """

    path: str
    line: int
    column: int
    before: str
    after: str
    lines: range
    at_import: bool
    source: str

    @property
    def name(self) -> str:
        """The fault in one line."""
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.path}:{self.line}:{self.column}: {before[:70]} -> {after[:70]}"


def faults(path: str, source: str) -> list[Fault]:
    """Return every fault that can be made in the source of a module."""
    return list(_Walk(path, source).of(ast.parse(source), range(0), at_import=True))


class _Walk:
    def __init__(self, path: str, source: str) -> None:
        self._path = path
        self._bytes = source.encode()
        self._starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def of(self, node: ast.AST, lines: range, *, at_import: bool) -> Iterator[Fault]:
        for changed, after in _changes(node):
            yield self._fault(changed, after, lines, at_import)
        for name, value in ast.iter_fields(node):
            if name in _UNCHANGED:
                continue
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST) or _is_left_alone(child, within=node):
                    continue
                in_function = isinstance(node, (ast.FunctionDef, ast.Lambda)) and name == "body"
                now = at_import and not in_function
                yield from self.of(child, _lines(child) or lines, at_import=now)

    def _fault(self, node: Any, after: str, lines: range, at_import: bool) -> Fault:
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[node.end_lineno - 1] + node.end_col_offset
        if isinstance(node, ast.keyword):  # with the comma after it
            rest = self._bytes[end:]
            end += len(rest) - len(rest.lstrip().removeprefix(b","))
        before = self._bytes[start:end].decode()
        source = (self._bytes[:start] + after.encode() + self._bytes[end:]).decode()
        line, column = node.lineno, node.col_offset
        return Fault(self._path, line, column, before, after, lines, at_import, source)


def _is_left_alone(node: ast.AST, *, within: ast.AST) -> bool:
    match node:
        case ast.Constant():
            # Within f"", a text without quotation marks of its own; for cast(), the name of a type.
            return isinstance(within, ast.JoinedStr) or _is_cast(within)
        case ast.Import() | ast.ImportFrom() | ast.TypeAlias() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.keyword(arg=name):
            return name in _SAME_WITHOUT
    return False


def _is_cast(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "cast"


def _lines(node: ast.AST) -> range:
    """The lines of a statement; of one with a body, those of what stands before it."""
    if not isinstance(node, ast.stmt):
        return range(0)
    last = node.end_lineno or node.lineno
    if body := getattr(node, "body", None):
        last = max(node.lineno, body[0].lineno - 1)
    return range(node.lineno, last + 1)


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what a node has to change, and what stands there then."""
    match node:
        case ast.Call(keywords=keywords):
            taken = (keyword for keyword in keywords if keyword.arg)
            yield from ((each, "") for each in taken if each.arg not in _SAME_WITHOUT)
        case ast.If(test=test) | ast.IfExp(test=test) if _is_plain(test):
            yield test, f"(not {ast.unparse(test)})"
        case ast.comprehension(ifs=ifs):
            yield from ((test, "True") for test in ifs)
        case ast.stmt() if after := _statement(node):
            yield node, after
        case ast.expr() if after := _expression(node):
            yield node, after


def _statement(node: ast.stmt) -> str:
    """What stands in the place of a statement; empty if it stays."""
    match node:
        case (
            ast.AugAssign()
            | ast.Raise()
            | ast.Delete()
            | ast.Assign(targets=[ast.Attribute() | ast.Subscript()])
            | ast.Expr(value=ast.Call() | ast.YieldFrom() | ast.Yield())
        ):
            return "pass"
        case ast.Break():
            return "continue"
        case ast.Continue():
            return "break"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            return "return None"
    return ""


def _expression(node: ast.expr) -> str:
    """What stands in the place of an expression; empty if it stays."""
    match node:
        case ast.Compare(ops=[operator]):
            return _as(node, ops=[_COMPARISONS[type(operator)]()])
        case ast.BoolOp(op=operation):
            return _as(node, op=ast.And() if isinstance(operation, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"({ast.unparse(operand)})"
        case ast.BinOp(op=sign) if type(sign) in _ARITHMETIC:
            return _as(node, op=_ARITHMETIC[type(sign)]())
        case ast.Constant(value=value):
            return _constant(value)
    return ""


def _constant(value: object) -> str:
    match value:
        case bool():
            return str(not value)
        case int():
            return str(value + 1)
        case str() if " " not in value:
            return repr(f"{value}X")
    return ""


def _is_plain(test: ast.AST) -> bool:
    return not isinstance(test, (*_TELLING, ast.UnaryOp, ast.NamedExpr))


def _as(node: ast.expr, **fields: Any) -> str:
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"
