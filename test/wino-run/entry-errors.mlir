// The module and the function in it.

// RUN: rm -rf %t && split-file %s %t
// RUN: not wino-run %t/module.mlir --entry=none 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: wino-run: error: expected --entry to name a function of the module, but got 'none'; it has: declared, memref, scalar, sparse, narrow, many, unranked
// RUN: not wino-run %t/module.mlir --entry=variable 2>&1 | FileCheck %s --check-prefix=VARIABLE
// VARIABLE: wino-run: error: expected 'variable' to be a func.func, but got memref.global
// RUN: not wino-run %t/module.mlir --entry=declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// DECLARED: wino-run: error: expected 'declared' to have a body, but it is only declared
// RUN: not wino-run %t/module.mlir --entry=memref 2>&1 | FileCheck %s --check-prefix=MEMREF
// MEMREF: wino-run: error: expected the arguments of 'memref' to be ranked tensors of f16, {{.*}} or index, but got memref<4xf32>
// RUN: not wino-run %t/module.mlir --entry=scalar 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: wino-run: error: expected the results of 'scalar' to be ranked tensors of {{.*}}, but got f32
// RUN: not wino-run %t/module.mlir --entry=sparse 2>&1 | FileCheck %s --check-prefix=SPARSE
// SPARSE: wino-run: error: expected the arguments of 'sparse' to be ranked tensors of {{.*}}, but got tensor<4xf32, "layout">
// RUN: not wino-run %t/module.mlir --entry=narrow 2>&1 | FileCheck %s --check-prefix=NARROW
// NARROW: wino-run: error: expected the arguments of 'narrow' to be ranked tensors of {{.*}}, but got tensor<4xi4>
// RUN: not wino-run %t/module.mlir --entry=unranked 2>&1 | FileCheck %s --check-prefix=UNRANKED
// UNRANKED: wino-run: error: expected the arguments of 'unranked' to be ranked tensors of {{.*}}, but got tensor<*xf32>

// RUN: not wino-run %t/none.mlir --entry=f 2>&1 | FileCheck %s --check-prefix=NOFILE
// NOFILE: wino-run: error: expected '{{.*}}none.mlir' to be a readable file, but got: No such file or directory
// RUN: not wino-run %t/broken.mlir --entry=f 2>&1 | FileCheck %s --check-prefix=BROKEN
// BROKEN: broken.mlir:1:{{[0-9]+}}: error: expected ':'
// BROKEN: wino-run: error: expected '{{.*}}broken.mlir' to be a module of MLIR

//--- module.mlir
memref.global @variable : memref<4xf32>
func.func private @declared(tensor<4xf32>)
func.func @memref(%a: memref<4xf32>) { return }
func.func @scalar(%a: tensor<4xf32>) -> f32 {
  %0 = arith.constant 0.0 : f32
  return %0 : f32
}
func.func @sparse(%a: tensor<4xf32, "layout">) { return }
func.func @narrow(%a: tensor<4xi4>) { return }
func.func @many(%a: tensor<1000000000000x1000000xf32>) { return }
func.func @unranked(%a: tensor<*xf32>) { return }

// RUN: not wino-run %t/module.mlir --entry=many --random-inputs 2>&1 | FileCheck %s --check-prefix=MANY
// MANY: wino-run: error: expected at most 4 GiB of random inputs, but got tensor<1000000000000x1000000xf32> for input 0

//--- broken.mlir
func.func @f(%a: tensor<4xf32>, %b) { return }
