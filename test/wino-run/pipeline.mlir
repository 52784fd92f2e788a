// Any pipeline instead of ours, with or without the module around it.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/a.npy "np.arange(16, dtype='f4').reshape(4, 4)"

// The result is strided: a view of the argument, which is not freed.
// RUN: wino-run %s --entry=view --input=%t/a.npy --output=%t/y.npy \
// RUN:   --pipeline='one-shot-bufferize{bufferize-function-boundaries},expand-strided-metadata,lower-affine,finalize-memref-to-llvm,convert-arith-to-llvm,convert-func-to-llvm,reconcile-unrealized-casts'
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.float32([[5, 7], [9, 11]])"
func.func @view(%a: tensor<4x4xf32>) -> tensor<2x2xf32> {
  %0 = tensor.extract_slice %a[1, 1] [2, 2] [1, 2] : tensor<4x4xf32> to tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// The result is a constant, which is not freed either, and there it is twice.
// RUN: wino-run %s --entry=constant --output=%t/0.npy --output=%t/1.npy \
// RUN:   --pipeline='builtin.module(one-shot-bufferize{bufferize-function-boundaries},finalize-memref-to-llvm,convert-func-to-llvm,reconcile-unrealized-casts)'
// RUN: %python %S/Inputs/npy.py equal %t/0.npy "np.float32([1, 2])"
// RUN: %python %S/Inputs/npy.py equal %t/1.npy "np.float32([1, 2])"
func.func @constant() -> (tensor<2xf32>, tensor<2xf32>) {
  %0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return %0, %0 : tensor<2xf32>, tensor<2xf32>
}

// RUN: not wino-run %s --entry=constant --time --pipeline=canonicalize 2>&1 | FileCheck %s --check-prefix=UNLOWERED
// UNLOWERED: wino-run: error: expected the pipeline to lower the entry to an llvm.func 'constant', but got func.func
// RUN: not wino-run %s --entry=constant --time --pipeline='builtin.module(symbol-privatize,symbol-dce)' 2>&1 | FileCheck %s --check-prefix=GONE
// GONE: wino-run: error: expected the pipeline to lower the entry to an llvm.func 'constant', but got nothing
// RUN: not wino-run %s --entry=view --random-inputs --time \
// RUN:   --pipeline='one-shot-bufferize{bufferize-function-boundaries},expand-strided-metadata,lower-affine,finalize-memref-to-llvm,convert-arith-to-llvm,convert-func-to-llvm{use-bare-ptr-memref-call-conv},reconcile-unrealized-casts' 2>&1 | FileCheck %s --check-prefix=BARE
// BARE: wino-run: error: expected {{.*}}'view'{{.*}}, but got
// RUN: not wino-run %s --entry=view --random-inputs --time --pipeline=no-such-pass 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: wino-run: error: expected --pipeline to be a pass pipeline, but got: {{.*}}'no-such-pass' does not refer to a registered pass or pass pipeline
// RUN: not wino-run %s --entry=view --random-inputs --time --pipeline='convert-func-to-llvm' 2>&1 | FileCheck %s --check-prefix=FAILED
// FAILED: wino-run: error:
