// Why a convolution stays on memrefs.

// RUN: wino-opt %s --winograd-lift-memrefs --remark-format=emitRemark \
// RUN:   --remarks-filter=winograd-lift --verify-diagnostics | FileCheck %s

// CHECK-NOT: bufferization.to_tensor
// CHECK-NOT: materialize_in_destination

func.func @memory_space(%x: memref<10xf32, 3>, %g: memref<3xf32>, %y: memref<8xf32>) {
  // expected-remark@below {{left on memrefs: it works on memrefs in a memory space, which tensors do not have}}
  linalg.conv_1d ins(%x, %g : memref<10xf32, 3>, memref<3xf32>) outs(%y : memref<8xf32>)
  return
}

#window = affine_map<(o, k) -> (o + k)>
#filter = affine_map<(o, k) -> (k)>
#result = affine_map<(o, k) -> (o)>
func.func @effects(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>, %seen: memref<f32>) {
  // expected-remark@below {{left on memrefs: its body has side effects}}
  linalg.generic {indexing_maps = [#window, #filter, #result], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>) {
    ^bb0(%a: f32, %b: f32, %sum: f32):
      %product = arith.mulf %a, %b : f32
      memref.store %product, %seen[] : memref<f32>
      %next = arith.addf %sum, %product : f32
      linalg.yield %next : f32
  }
  return
}

func.func @overwrites(%x: memref<?xf32>, %g: memref<3xf32>) {
  // expected-remark@below {{left on memrefs: it overwrites what it reads}}
  linalg.conv_1d ins(%x, %g : memref<?xf32>, memref<3xf32>) outs(%x : memref<?xf32>)
  return
}
