"""Small ONNX models made here, so that the real runtime runs something real."""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

SIDE = 64


def thumbnail_model(path: Path, *, patch: int = 8) -> Path:
    """A model whose vector is the picture in a few patches, less its own mean."""
    pooled = helper.make_node(
        "AveragePool", ["picture"], ["small"],
        kernel_shape=[patch, patch], strides=[patch, patch],
    )  # fmt: skip
    flat = helper.make_node("Flatten", ["small"], ["flat"])
    mean = helper.make_node("ReduceMean", ["flat"], ["mean"], keepdims=1)
    centred = helper.make_node("Sub", ["flat", "mean"], ["vector"])
    length = 3 * (SIDE // patch) ** 2
    return _saved(
        [pooled, flat, mean, centred], ["batch", 3, SIDE, SIDE], ["batch", length], path
    )


def byte_model(path: Path) -> Path:
    """The same of bytes (batch, height, width, 3), any size, scaled in the graph."""
    nodes = [
        helper.make_node("Cast", ["picture"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["float"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("GlobalAveragePool", ["planes"], ["colour"]),
        helper.make_node("Flatten", ["colour"], ["vector"]),
    ]
    taken: list[int | str] = ["batch", "height", "width", 3]
    return _saved(nodes, taken, ["batch", 3], path, kind=TensorProto.UINT8)


def other_kind_of_model(path: Path) -> Path:
    """A model that takes no picture but eight numbers."""
    return _saved([helper.make_node("Neg", ["picture"], ["vector"])], [8], [8], path)


def _saved(
    nodes: list[onnx.NodeProto],
    taken: list[int | str],
    given: list[int | str],
    path: Path,
    *,
    kind: int = TensorProto.FLOAT,
) -> Path:
    graph = helper.make_graph(
        nodes,
        path.stem,
        [helper.make_tensor_value_info("picture", kind, taken)],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, given)],
    )
    opset = [helper.make_opsetid("", 13)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    return path
