"""The verifier as one readable file, made from the modules it consists of.

Imports of each other are left out, imports of the standard library are gathered on
top, and everything else stands as it was written, each module under its name. The
same modules give the same bytes.
"""

import ast
from collections.abc import Iterator
from importlib import resources

PARTS = (
    "discrepancies", "schema", "chain_lines", "blob_files", "programs", "trust",
    "stamps", "roster", "seals", "anchors", "forks", "verifier",
)  # fmt: skip
"""From what needs nothing to what needs the rest."""


def one_file() -> str:
    """The source text of the stand-alone verifier."""
    package = resources.files("verify.audit")
    sources = {name: (package / f"{name}.py").read_text("utf-8") for name in PARTS}
    opening = ast.get_docstring(ast.parse(sources["verifier"]), clean=False)
    imports = {line for text in sources.values() for line in _outer_imports(text)}
    parts = [f'"""{opening}"""', "\n".join(sorted(imports))]
    parts += [f"# ---- {name}\n\n{_body(text)}" for name, text in sources.items()]
    return "\n\n\n".join(part.strip() for part in parts) + "\n"


def _outer_imports(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if _is_import(node) and not _inner(node):
            yield ast.unparse(node)


def _body(text: str) -> str:
    """The module without its docstring's quotes as code, and without imports."""
    tree, lines = ast.parse(text), text.splitlines()
    dropped: set[int] = set()
    for node in tree.body:
        if _is_import(node):
            dropped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    told = tree.body[0]
    opening = range(told.lineno, (told.end_lineno or told.lineno) + 1)
    kept = [
        _as_comment(line) if number in opening else line
        for number, line in enumerate(lines, 1)
        if number not in dropped
    ]
    end = len(opening)
    return "\n".join([*kept[:end], "", "", "\n".join(kept[end:]).strip()])


def _as_comment(line: str) -> str:
    return f"# {line.replace(chr(34) * 3, '')}".rstrip()


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _inner(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and str(node.module).startswith("verify.")
