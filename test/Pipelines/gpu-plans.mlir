// How many kernels each plan makes of a convolution, with a filter that is constant
// and with one that is an argument, whose transform is a kernel more; and what they
// read and write.

// RUN: split-file %s %t
// RUN: wino-opt %t/constant.mlir --winograd-to-kernels="plan=four-buffer tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K3
// RUN: FileCheck %s --input-file=%t/out --check-prefix=CONSTANT
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="plan=four-buffer tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K4
// RUN: FileCheck %s --input-file=%t/out --check-prefix=FOUR
// RUN: wino-opt %t/constant.mlir --winograd-to-kernels="plan=three-buffer tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K2
// RUN: FileCheck %s --input-file=%t/out --check-prefix=CONSTANT
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="plan=three-buffer tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K3
// RUN: FileCheck %s --input-file=%t/out --check-prefix=THREE
// RUN: wino-opt %t/constant.mlir --winograd-to-kernels="plan=blocked tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K1
// RUN: FileCheck %s --input-file=%t/out --check-prefix=CONSTANT
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="plan=blocked tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K2
// RUN: FileCheck %s --input-file=%t/out --check-prefix=ONE -DKERNEL=block
// RUN: wino-opt %t/constant.mlir --winograd-to-kernels="plan=single-kernel tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K1
// RUN: FileCheck %s --input-file=%t/out --check-prefix=CONSTANT
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="plan=single-kernel tile=4" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K2
// RUN: FileCheck %s --input-file=%t/out --check-prefix=ONE -DKERNEL=single
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="plan=direct" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K2
// RUN: FileCheck %s --input-file=%t/out --check-prefix=DIRECT
// RUN: wino-opt %t/argument.mlir --winograd-to-kernels="direct" > %t/out
// RUN: FileCheck %s --input-file=%t/out --check-prefix=K2
// RUN: FileCheck %s --input-file=%t/out --check-prefix=DIRECT

// A transformed constant is folded.
// CONSTANT: memref.global "private" constant @{{.+}} : memref<{{6x6|36}}x6x5xf32>
// K1-COUNT-1: gpu.launch_func
// K2-COUNT-2: gpu.launch_func
// K3-COUNT-3: gpu.launch_func
// K4-COUNT-4: gpu.launch_func
// K1-NOT: gpu.launch_func
// K2-NOT: gpu.launch_func
// K3-NOT: gpu.launch_func
// K4-NOT: gpu.launch_func
// K1-COUNT-1: gpu.func
// K2-COUNT-2: gpu.func
// K3-COUNT-3: gpu.func
// K4-COUNT-4: gpu.func
// K1-NOT: gpu.func
// K2-NOT: gpu.func
// K3-NOT: gpu.func
// K4-NOT: gpu.func

// The padding is part of the input transform, and a kernel of its own in front of
// a direct convolution. Buffers are freed behind their last use.
// FOUR: %[[X:.+]] = memref.alloc() : memref<6x6x1x2x2x6xf32>
// FOUR: gpu.launch_func{{ +}}@conv_input::@conv_input {{.*}} args(%arg0 : memref<1x8x8x6xf32>, %[[X]] :
// FOUR: %[[G:.+]] = memref.alloc() : memref<{{6x6|36}}x6x5xf32>
// FOUR: gpu.launch_func{{ +}}@conv_filter::@conv_filter {{.*}} args(%arg1 : memref<3x3x6x5xf32>, %[[G]] :
// FOUR: %[[M:.+]] = memref.alloc() : memref<36x4x5xf32>
// FOUR: gpu.launch_func{{ +}}@conv_loops::@conv_loops {{.*}} args(%{{.+}} : memref<36x4x6xf32>, %{{.+}} : memref<36x6x5xf32>, %[[M]] : memref<36x4x5xf32>)
// FOUR-DAG: memref.dealloc %[[G]]
// FOUR-DAG: memref.dealloc %[[X]]
// FOUR: %[[Y:.+]] = memref.alloc() : memref<1x8x8x5xf32>
// FOUR: gpu.launch_func{{ +}}@conv_output::@conv_output {{.*}} args(%{{.+}} : memref<6x6x1x2x2x5xf32>, %[[Y]] :
// FOUR-NEXT: memref.dealloc %[[M]]
// FOUR-NEXT: return %[[Y]]

// THREE: gpu.launch_func{{ +}}@conv_input::@conv_input {{.*}} args(%arg0 : memref<1x8x8x6xf32>, %[[X:.+]] : memref<6x6x1x2x2x6xf32>)
// THREE: gpu.launch_func{{ +}}@conv_filter::@conv_filter {{.*}} args(%arg1 : memref<3x3x6x5xf32>, %[[G:.+]] : memref<6x6x6x5xf32>)
// THREE: gpu.launch_func{{ +}}@conv_product_output::@conv_product_output {{.*}} args(%[[X]] : memref<6x6x1x2x2x6xf32>, %[[G]] : memref<6x6x6x5xf32>, %[[Y:.+]] : memref<1x8x8x5xf32>)
// THREE: return %[[Y]]

// ONE: gpu.launch_func{{ +}}@conv_filter::@conv_filter {{.*}} args(%arg1 : memref<3x3x6x5xf32>, %[[G:.+]] : memref<6x6x6x5xf32>)
// ONE: gpu.launch_func{{ +}}@conv_[[KERNEL]]::@conv_[[KERNEL]] {{.*}} args(%arg0 : memref<1x8x8x6xf32>, %[[G]] : memref<6x6x6x5xf32>, %[[Y:.+]] : memref<1x8x8x5xf32>)
// ONE-NEXT: memref.dealloc %[[G]]
// ONE-NEXT: return %[[Y]]

// DIRECT: gpu.launch_func{{ +}}@conv_pad::@conv_pad {{.*}} args(%arg0 : memref<1x8x8x6xf32>, %[[PADDED:.+]] : memref<1x10x10x6xf32>)
// DIRECT: gpu.launch_func{{ +}}@conv_loops::@conv_loops {{.*}} args(%[[PADDED]] : memref<1x10x10x6xf32>, %arg1 : memref<3x3x6x5xf32>, %[[Y:.+]] : memref<1x8x8x5xf32>)
// DIRECT-NEXT: memref.dealloc %[[PADDED]]
// DIRECT-NEXT: return %[[Y]]

//--- constant.mlir
func.func @conv(%x: tensor<1x8x8x6xf32>) -> tensor<1x8x8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<1.0> : tensor<3x3x6x5xf32>
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x6xf32> to tensor<1x10x10x6xf32>
  %empty = tensor.empty() : tensor<1x8x8x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%padded, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%init : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  return %y : tensor<1x8x8x5xf32>
}

//--- argument.mlir
func.func @conv(%x: tensor<1x8x8x6xf32>, %g: tensor<3x3x6x5xf32>) -> tensor<1x8x8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x6xf32> to tensor<1x10x10x6xf32>
  %empty = tensor.empty() : tensor<1x8x8x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%padded, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%init : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  return %y : tensor<1x8x8x5xf32>
}
