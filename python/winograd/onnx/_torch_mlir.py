#===- _torch_mlir.py - torch-mlir's importer, in a process alone -----------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""_torch_mlir.py FILE.onnx FILE.mlir ENTRY [OPERATION...]

Writes the network as a function of linalg on tensors; operations that are named are
replaced by those that ONNX defines them by. Where torch-mlir refuses it, the
exit status is 1, and one line of JSON says why: [{"node": ..., "message": ...}, ...].

torch-mlir brings an LLVM of its own, which is not to meet ours in one process; and
where it crashes, this process is all that ends.
"""
import json
import re
import sys

import onnx
from torch_mlir.dialects import torch as torch_dialect
from torch_mlir.extras import onnx_importer
from torch_mlir.ir import Context, MLIRError, Operation, UnitAttr, WalkResult
from torch_mlir.passmanager import PassManager

# As torch-mlir lowers what it has imported.
PASSES = (
    "builtin.module("
    "torch-onnx-to-torch-backend-pipeline"
    "{backend-legal-ops=aten.flatten.using_ints,aten.unflatten.int},"
    "torch-backend-to-linalg-on-tensors-backend-pipeline)"
)

# What it makes of sorts, scans and scatters has loops of its own, on memory.
LOOPS = "builtin.module(func.func(tm-tensor-bufferize,tm-tensor-to-loops))"


def collect(module: Operation) -> list[Operation]:
    """All operations in a module."""
    found: list[Operation] = []

    def add(op: Operation) -> WalkResult:
        found.append(op)
        return WalkResult.ADVANCE

    module.walk(add)
    return found


def read_last(op: Operation, context: Context) -> None:
    """Lets a `to_tensor` read memory where its tensor is used, behind all that writes there."""
    op.attributes["restrict"] = UnitAttr.get(context)
    users = set()
    for use in op.results[0].uses:
        user = use.owner.operation
        while user.block != op.operation.block:
            user = user.parent.operation
        users.add(user)
    for other in op.operation.block:
        if other.operation in users:
            op.operation.move_before(other.operation)
            return


def lower_loops(module: Operation, context: Context) -> None:
    """Lowers the dialect tm_tensor, which MLIR does not have.

    Its loops write into copies, each of which is read as one tensor behind them, and by
    nothing else.
    """
    if not any(op.name.startswith("tm_tensor.") for op in collect(module)):
        return
    PassManager.parse(LOOPS, context).run(module)
    for op in collect(module):
        if op.name == "bufferization.to_tensor":
            read_last(op, context)


def import_model(model: onnx.ModelProto, entry: str, replaced: list[str]) -> str:
    """The module's text. The function is called after the graph."""
    config = onnx_importer.Config()
    assert config.function_expansion_allowlists_by_domain is not None
    config.function_expansion_allowlists_by_domain[""].update(replaced)
    model.graph.name = entry
    context = Context()
    torch_dialect.register_dialect(context)
    info = onnx_importer.ModelInfo(model, config=config)
    module = info.create_module(context=context).operation
    onnx_importer.NodeImporter.define_function(info.main_graph, module).import_all()
    module.verify()
    PassManager.parse(PASSES, context).run(module)
    lower_loops(module, context)
    return module.get_asm()


def explain(error: Exception) -> list[dict[str, str]]:
    """The importer's reasons, each with the name of the node that it is about, or none."""
    if not isinstance(error, MLIRError):
        return [{"node": "", "message": str(error)}]
    reasons = []
    for diagnostic in error.error_diagnostics:
        name = re.match(r'loc\("([^"]*)"\)$', str(diagnostic.location))
        reasons.append({"node": name[1] if name else "", "message": diagnostic.message})
    return reasons or [{"node": "", "message": str(error)}]


def main(source: str, target: str, entry: str, *replaced: str) -> int:
    try:
        text = import_model(onnx.load(source), entry, list(replaced))
    except (MLIRError, onnx_importer.OnnxImportError, NotImplementedError) as error:
        print(json.dumps(explain(error)))
        return 1
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
