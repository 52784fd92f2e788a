//===- Passes.td - What is checked when code runs ---------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CHECKS_PASSES
#define WINOGRAD_CHECKS_PASSES

include "mlir/Pass/PassBase.td"

def WinogradCheckSizes : InterfacePass<"winograd-check-sizes",
                                       "FunctionOpInterface"> {
  let summary = "assert that sizes which only show at run time fit each other";
  let description = [{
    For every operation on tensors with dynamic sizes that must fit each other,
    assertions: the sizes of one loop of a linalg operation are equal, and a
    window does not leave its tensor; slices are inside; casts and reshapes are
    to the sizes that are there; the operands of elementwise arithmetic are of
    one size. Static sizes, which the verifier has checked, and sizes that are
    equal by construction give none. What is only known from the arguments is
    asserted at the start of the function, out of the way of other passes.

    MLIR's `generate-runtime-verification` checks similar things where the
    operations are, inside of conditions, and with the whole operation as text.

    Before (test/Checks/check-sizes.mlir):

    ```mlir
    func.func @product(%a: tensor<4x?xf32>, %b: tensor<?x8xf32>, …) … {
      %y = linalg.matmul ins(%a, %b : tensor<4x?xf32>, tensor<?x8xf32>) …
    ```

    After (the message goes on: "to be as large as dimension 1 of operand 0", and
    where the operation stands):

    ```mlir
    func.func @product(%a: tensor<4x?xf32>, %b: tensor<?x8xf32>, …) … {
      …
      %0 = tensor.dim %b, %c0 : tensor<?x8xf32>
      …
      %1 = tensor.dim %a, %c1 : tensor<4x?xf32>
      %2 = arith.cmpi eq, %0, %1 : index
      cf.assert %2, "expected dimension 0 of operand 1 of linalg.matmul …"
    ```
  }];
  let statistics = [
    Statistic<"numChecks", "num-checks", "assertions that are left">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::cf::ControlFlowDialect", "::mlir::tensor::TensorDialect"];
}

def WinogradCheckModules : Pass<"winograd-check-modules", "ModuleOp"> {
  let summary = "refuse a module in the module that is still to be compiled";
  let description = [{
    Passes that go over all operations of a module would rewrite those of a module
    in it, passes on its functions would not, and half of a pipeline would be
    left. So a pipeline is for one module; one on the inner modules, such as
    `builtin.module(builtin.module(winograd-to-cpu),winograd-to-cpu)`, comes
    first. What it makes, without linalg and tensors, is left alone.

    Examples: test/Pipelines/nested-modules.mlir.
  }];
}

def WinogradForgetDeallocations
    : Pass<"winograd-forget-deallocations", "ModuleOp"> {
  let summary = "leave to the deallocation pipeline what a host frees itself";
  let description = [{
    Who has bufferized before may free what he has allocated. MLIR's pipeline,
    which finds out by itself when to free a buffer, refuses any `memref.dealloc`,
    and what hoists allocations would leave it in a loop: so each is left out
    whose buffer that pipeline frees anyway, since it is allocated in the function
    or returned by a call or by control flow. A function that frees an argument
    goes on to.

    Before and after: test/Checks/forget-deallocations.mlir.
  }];
  let statistics = [
    Statistic<"numForgotten", "num-forgotten", "deallocations left out">
  ];
}

def WinogradCheckDimensions : Pass<"winograd-check-dimensions"> {
  let summary = "refuse sizes along axes that there are not";
  let description = [{
    `tensor.dim` and `memref.dim` of a constant axis that the type does not have
    parse and verify, and crash some of upstream's passes. They are errors here,
    before any of these.

    Output of `sed s/AXIS/-1/ test/Checks/check-dimensions.mlir |
    not wino-opt --winograd-check-dimensions`:

    ```text
    error: 'tensor.dim' op expected an axis of 'tensor<?x4xf32>' (0 to 1), but got -1
    ```
  }];
}

def WinogradCheckAllocations : InterfacePass<"winograd-check-allocations",
                                             "FunctionOpInterface"> {
  let summary = "assert that the sizes of buffers do not overflow";
  let description = [{
    Of each `memref.alloc` with dynamic sizes, that none is negative and that all
    of them together are less than 2^47 bytes: their lowering multiplies without
    looking. A static buffer that is larger is an error at compile time.

    Before and after: test/Checks/check-allocations.mlir.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect"];
}

def WinogradLowerAsserts : Pass<"winograd-lower-asserts", "::mlir::ModuleOp"> {
  let summary = "lower assertions to calls of one function";
  let description = [{
    `cf.assert` becomes a call of `wino.require`, which calls `wino.fail` with the
    message and its length unless the condition is true. Both are made, too:
    `wino.fail` writes the message to standard error and aborts. Who runs the
    code in its own process may put another in its place, which must not return,
    either. MLIR's own lowering prints to standard output, and needs blocks.

    Before (test/Checks/lower-asserts.mlir):

    ```mlir
    cf.assert %ok, "first"
    ```

    After:

    ```mlir
    %message = llvm.mlir.addressof @wino.message.0 : !llvm.ptr
    %length = llvm.mlir.constant(6 : i64) : i64
    llvm.call @wino.require(%ok, %message, %length) : (i1, !llvm.ptr, i64) -> ()
    ```
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def WinogradCheckMalloc : Pass<"winograd-check-malloc", "::mlir::ModuleOp"> {
  let summary = "end with a message where malloc gives no memory";
  let description = [{
    After each call of `malloc` in the LLVM dialect, one of `wino.require` (see
    `winograd-lower-asserts`) that it has given something. wino-run, wino-bench
    and wino-translate run this behind whatever pipeline.

    Before and after: test/Checks/check-malloc.mlir.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // WINOGRAD_CHECKS_PASSES
