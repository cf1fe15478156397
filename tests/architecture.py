"""The import contracts of design.md section 3, read from source text.

Each rule is a function from a module's name and parsed source to the sentences that
say what is wrong in it; `tests/test_architecture.py` runs them over the package and
over planted violations. Nothing is imported or run.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

WRITERS = {
    "domain", "store", "verify.workflow.case_record", "verify.workflow.case_sealing",
    "verify.workflow.case_add", "verify.workflow.case_examine",
}  # fmt: skip
"""Layers and modules that write the lines and files of a record."""
LAYERS = (
    "cli", "web", "workflow", "settings", "store", "outside", "checks", "exports",
    "fingerprints", "readers", "indexes", "matching", "imaging", "domain", "errors",
    "audit",
)  # fmt: skip
"""From top to bottom: imports point down this list only."""
PLUG_INS = {"checks", "exports", "fingerprints", "readers", "indexes"}
PURE = {*PLUG_INS, "matching", "imaging", "domain"}
BANNED_WORDS = {
    "util", "utils", "helper", "helpers", "common", "misc", "base", "core", "manager",
    "handler", "service", "processor", "data", "info",
}  # fmt: skip
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS, MOST_POSITIONAL = 300, 50, 5, 5

NETWORK = {
    "socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib",
    "xmlrpc", "requests", "httpx", "aiohttp", "urllib3",
}  # fmt: skip
OBJECT_CODE = {"pickle", "cPickle", "shelve", "marshal", "dill", "joblib"}
# What pure code must not ask for: files, clock, environment, processes, chance.
IMPURE = {
    "os", "time", "random", "secrets", "tempfile", "shutil", "glob", "subprocess",
    "multiprocessing", "threading", "sqlite3", "platformdirs", "uuid", "mmap",
}  # fmt: skip
IMPURE_CALLS = {
    "input", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "np.random.seed", "np.random.rand", "np.load", "np.save", "np.fromfile",
    "cv2.imwrite", "cv2.VideoCapture",
}  # fmt: skip
IMPURE_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob",
    "unlink", "mkdir", "is_file", "is_dir", "tofile",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """A module of the package with its source."""

    name: str
    """`verify.checks.dates`; a package is named without `.__init__`."""
    source: str
    is_package: bool = False

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def layer(self) -> str:
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""


def problems(module: Module) -> Iterator[str]:
    """Everything wrong with one module, as `module:line: what`."""
    for rule in RULES:
        for line, words in rule(module):
            yield f"{module.name}:{line}: {words}"


Found = Iterator[tuple[int, str]]


def _imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each imported module or name, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, f"{'.' * node.level}{node.module or ''}.{alias.name}"


def _under(name: str, banned: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in banned)


def points_down(module: Module) -> Found:
    """Imports of the package point down the list of layers, absolutely."""
    for node, name in _imports(module.tree):
        if name.startswith("."):
            yield node.lineno, "a relative import"
        parts = name.split(".")
        if parts[0] != "verify" or module.layer not in LAYERS:
            continue
        target = parts[1]
        if target not in LAYERS:
            yield node.lineno, f"{name} is in no layer"
        elif LAYERS.index(target) < LAYERS.index(module.layer):
            yield node.lineno, f"{module.layer} imports {target}, which is above it"


def in_a_layer(module: Module) -> Found:
    """Every module stands in a layer; two starting points stand beside them."""
    if module.layer not in {*LAYERS, "", "__main__"}:
        yield 1, f"{module.layer} is no layer of design.md section 3"


def domain_is_standard_library(module: Module) -> Found:
    """The domain, and the errors, need nothing installed."""
    if module.layer not in {"domain", "errors"}:
        return
    for node, name in _imports(module.tree):
        root = name.split(".")[0]
        if root != "verify" and root not in sys.stdlib_module_names:
            yield node.lineno, f"the domain imports {root}"


def audit_stands_alone(module: Module) -> Found:
    """The verifier shares no code: not with what writes a record, nor with others."""
    if module.layer not in {"audit", *WRITERS} and module.name not in WRITERS:
        return
    for node, name in _imports(module.tree):
        if module.layer != "audit":
            if _under(name, {"verify.audit"}):
                yield node.lineno, "what writes a record imports the verifier"
            continue
        root = name.split(".")[0]
        if root not in sys.stdlib_module_names and not _under(name, {"verify.audit"}):
            yield node.lineno, f"the verifier imports {name}"


def pure_code_asks_for_nothing(module: Module) -> Found:
    """No file, clock, environment, chance or process in pure layers."""
    if module.layer not in PURE:
        return
    for node, name in _imports(module.tree):
        if _under(name, IMPURE) or name.startswith("numpy.random"):
            yield node.lineno, f"pure code imports {name}"
        if _under(name, {"pathlib"}):
            yield node.lineno, f"pure code imports {name}"


def pure_code_calls_nothing_outside(module: Module) -> Found:
    """The same for what needs no import: files, the clock, unseeded chance."""
    if module.layer not in PURE:
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        # Image.open is given a buffer that was read elsewhere, so only bare open counts
        ends = tuple(f".{one}" for one in IMPURE_CALLS)
        if called == "open" or f".{called}".endswith(ends):
            yield node.lineno, f"pure code calls {called}"
        if called.endswith("default_rng") and not node.args:
            yield node.lineno, "a random number without a seed"
        method = called.rpartition(".")[2] if "." in called else ""
        if method in IMPURE_METHODS:
            yield node.lineno, f"pure code calls {called}"


def no_danger(module: Module) -> Found:
    """No network, no object code from outside, no decoder given a file's name."""
    for statement, name in _imports(module.tree):
        if _under(name, NETWORK):
            yield statement.lineno, f"a network module, {name}"
        if _under(name, OBJECT_CODE):
            yield statement.lineno, f"{name}, which runs what it reads"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"imread", "imreadmulti"}:
            yield node.lineno, "cv2.imread decodes outside the limited workers"
        if isinstance(node, ast.Call):
            for given in node.keywords:
                if given.arg == "allow_pickle" and ast.unparse(given.value) != "False":
                    yield node.lineno, "allow_pickle"


def imports_stand_on_top(module: Module) -> Found:
    """Only `cli` imports inside functions, so that --help starts fast."""
    if module.layer == "cli":
        return
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, f"{function.name} imports inside itself"


def roots_are_empty(module: Module) -> Found:
    """A package's root is empty; a plug-in folder's holds one table."""
    if not module.is_package:
        return
    if module.layer not in PLUG_INS:
        if module.tree.body:
            yield 1, "the root of an ordinary package holds code"
        return
    tables = [name for name, value in _assigned(module.tree) if _is_table(value)]
    if len(tables) != 1:
        yield 1, f"a plug-in folder holds one table, not {tables}"
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.lineno, f"a plug-in folder's root holds code: {node.name}"


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        target = (
            node.targets[0] if isinstance(node, ast.Assign)
            else node.target if isinstance(node, ast.AnnAssign) else None
        )  # fmt: skip
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(target, ast.Name) and value is not None:
            yield target.id, value


def _is_table(value: ast.expr) -> bool:
    return isinstance(value, ast.Tuple | ast.Dict | ast.List | ast.DictComp) or (
        isinstance(value, ast.Call) and ast.unparse(value.func) in {"dict", "tuple"}
    )


def short_enough(module: Module) -> Found:
    """Files and functions a person can hold in mind."""
    lines = module.source.count("\n")
    if lines > MOST_LINES:
        yield lines, f"the file has more than {MOST_LINES} lines"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > MOST_FUNCTION_LINES and module.layer != "cli":
            yield node.lineno, f"{node.name} has {length} lines"
        taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = len([one for one in taken if one.arg not in {"self", "cls"}])
        if count > MOST_PARAMETERS and module.layer != "cli":
            yield node.lineno, f"{node.name} has {count} parameters"


def named_for_a_thing(module: Module) -> Found:
    """A module is named so that its content can be guessed before opening."""
    parts = module.name.split(".")[1:]
    for part in parts:
        if BANNED_WORDS & set(part.split("_")):
            yield 1, f"{part} says nothing about what is in it"
    if len(parts) > 1 and parts[-1] in sys.stdlib_module_names - {"__main__"}:
        yield 1, f"{parts[-1]} is the name of a standard module"


RULES = (
    in_a_layer,
    points_down,
    domain_is_standard_library,
    audit_stands_alone,
    pure_code_asks_for_nothing,
    pure_code_calls_nothing_outside,
    no_danger,
    imports_stand_on_top,
    roots_are_empty,
    short_enough,
    named_for_a_thing,
)
