// three-buffer: the input transform is a kernel; product and output transform are
// another one, which has M^ of its block in workgroup memory, and reads X^ from
// global memory, without a barrier.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: func.func @conv(
// CHECK: %[[XHAT:.+]] = memref.alloc() : memref<4x4x4xf32>
// CHECK: gpu.launch_func{{ +}}@conv_input::@conv_input {{.*}} args(%{{.+}} : memref<10x4xf32>, %[[XHAT]] : memref<4x4x4xf32>)
// CHECK: %[[Y:.+]] = memref.alloc() : memref<8x8xf32>
// CHECK: gpu.launch_func{{ +}}@conv_product_output::@conv_product_output blocks in (%c4, %c1, %c1) threads in (%c16, %c1, %c1)
// CHECK-SAME: args(%[[XHAT]] : memref<4x4x4xf32>, %{{.+}} : memref<4x4x8xf32>, %[[Y]] : memref<8x8xf32>)
// CHECK-NOT: gpu.launch_func

// CHECK: gpu.func @conv_product_output(%[[X:.+]]: memref<4x4x4xf32>, %[[G:.+]]: memref<4x4x8xf32>, %[[Y:.+]]: memref<8x8xf32>)
// CHECK-SAME: workgroup(%[[MS:.+]] : memref<4x2x4xf32, #gpu.address_space<workgroup>>)
// CHECK-SAME: known_block_size = array<i32: 16, 1, 1>, known_grid_size = array<i32: 4, 1, 1>
// CHECK-NOT: gpu.barrier
// CHECK: %[[SUMS:.+]]:2 = scf.for %{{.+}} = %c0 to %c4 step %c1 iter_args(
// CHECK-NOT: gpu.barrier
// CHECK: memref.load %[[X]]
// CHECK-COUNT-2: memref.load %[[G]]
// CHECK: }
// CHECK-NEXT: memref.store %[[SUMS]]#0, %[[MS]]
// CHECK: memref.store %[[SUMS]]#1, %[[MS]]
// CHECK-NEXT: gpu.barrier
// CHECK-COUNT-4: memref.load %[[MS]]
// CHECK-COUNT-2: memref.store {{.+}}, %[[Y]]
// CHECK-NOT: gpu.barrier
// CHECK: gpu.return

// CHECK: gpu.func @conv_input(%[[X:.+]]: memref<10x4xf32>, %[[XHAT:.+]]: memref<4x4x4xf32>) kernel
// CHECK-NOT: gpu.barrier
// CHECK-COUNT-4: memref.load %[[X]]
// CHECK-NOT: memref.load
// CHECK-COUNT-4: memref.store {{.+}}, %[[XHAT]]
// CHECK-NOT: memref.store
// CHECK-NOT: gpu.func
func.func @conv(%x: tensor<10x4xf32>, %G: tensor<4x4x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x4xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x4xf32>) outs(%0 : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %Xbuffer = winograd.bufferize %X global : tensor<4x4x4xf32>
  %1 = tensor.empty() : tensor<4x4x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%Xbuffer, %G : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fill : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %Mbuffer = winograd.bufferize %M workgroup : tensor<4x4x8xf32>
  %2 = tensor.empty() : tensor<8x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x4x8xf32>) outs(%2 : tensor<8x8xf32>) {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 2, rows = 1, columns = 2>} -> tensor<8x8xf32>
  %ybuffer = winograd.bufferize %y global : tensor<8x8xf32>
  return %ybuffer : tensor<8x8xf32>
}
