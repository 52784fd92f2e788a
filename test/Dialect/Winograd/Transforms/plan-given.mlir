// A plan that a user has written is kept, whatever the options ask for; sizes that it
// leaves open are filled in. What cannot be done is an error at its place.

// RUN: split-file %s %t
// RUN: wino-opt %t/cpu.mlir --winograd-plan=plan=four-buffer | FileCheck %t/cpu.mlir
// RUN: wino-opt %t/cpu.mlir --winograd-plan=plan=direct --winograd-plan | FileCheck %t/cpu.mlir
// RUN: wino-opt %t/cpu.mlir --winograd-plan --convert-linalg-to-winograd | FileCheck %t/cpu.mlir --check-prefix=RAISED
// RUN: wino-opt %t/cpu.mlir --winograd-plan --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-opt %t/cpu.mlir --winograd-plan=block=5 | FileCheck %t/cpu.mlir --check-prefix=BLOCK
// RUN: wino-opt %t/gpu.mlir --winograd-plan="target=gpu plan=direct" | FileCheck %t/gpu.mlir
// RUN: wino-opt %t/gpu.mlir --winograd-plan=target=gpu --convert-linalg-to-winograd | FileCheck %t/gpu.mlir --check-prefix=RAISED
// RUN: wino-opt %t/cpu-invalid.mlir --winograd-plan -split-input-file -verify-diagnostics
// RUN: wino-opt %t/gpu-invalid.mlir --winograd-plan=target=gpu -split-input-file -verify-diagnostics
// RUN: wino-opt %t/raise-invalid.mlir --convert-linalg-to-winograd -split-input-file -verify-diagnostics
// RUN: not wino-opt %t/cpu.mlir --winograd-plan=block=5,5 2>&1 | FileCheck %s --check-prefix=OPTION
// OPTION: error: 'linalg.conv_1d_nwc_wcf' op expected the option 'block' to have 1 positive numbers

//--- cpu.mlir
#F2x3 = #winograd.algorithm<F(2, 3)>
#other = #winograd.algorithm<F(2, 3), points = [0, 2, -2]>
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @whole(
// CHECK: winograd.plan = #winograd.plan<blocked, [#F2x3], block = [3], panel = 2>}
// RAISED-LABEL: @whole(
// RAISED: winograd.bufferize {{.*}} private
// RAISED: winograd.kron output [#F2x3] {{.*}} {winograd.schedule = #winograd.schedule<block = [1, 3, 0], panel = [0, 0, 2]>}
// BLOCK-LABEL: @whole(
// BLOCK: block = [3], panel = 2>}
func.func @whole(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  // expected-remark@below {{Remark="1-D convolution, batch 1, 8 to 8 channels, output 16, filter 3, f32: plan blocked, as given"}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#F2x3], block = [3], panel = 2>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}

// CHECK-LABEL: @open(
// CHECK: winograd.plan = #winograd.plan<"three-buffer", [#F2x3], block = [8], panel = 8>}
// RAISED-LABEL: @open(
// RAISED: winograd.bufferize {{.*}} global
// RAISED: winograd.kron output [#F2x3] {{.*}} {winograd.schedule = #winograd.schedule<block = [1, 8, 0], panel = [0, 0, 8]>}
// BLOCK-LABEL: @open(
// BLOCK: block = [5], panel = 8>}
func.func @open(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  // expected-remark@below {{plan three-buffer, as given"}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<"three-buffer", [#F2x3]>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}

// The points are the user's, too.
// CHECK-LABEL: @points(
// CHECK: winograd.plan = #winograd.plan<blocked, [#[[OTHER:F2x3_?[0-9]+]]], block =
// RAISED-LABEL: @points(
// RAISED: winograd.kron output [#F2x3{{_?[0-9]+}}]
func.func @points(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  // expected-remark@below {{plan blocked, as given"}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#other]>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}

// CHECK-LABEL: @direct(
// CHECK: winograd.plan = #winograd.plan<direct>}
// RAISED-LABEL: @direct(
// RAISED-NOT: winograd.
// RAISED: linalg.conv_1d_nwc_wcf ins
func.func @direct(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  // expected-remark@below {{plan direct, as given"}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}

// Any convolution can be direct.
// CHECK-LABEL: @direct_stride(
// CHECK: winograd.plan = #winograd.plan<direct>}
// RAISED-LABEL: @direct_stride(
// RAISED-NOT: winograd.
// RAISED: linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>} ins
func.func @direct_stride(%x: tensor<1x17x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  // expected-remark@below {{plan direct, as given}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, winograd.plan = #winograd.plan<direct>}
      ins(%x, %g : tensor<1x17x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x8x8xf32>) -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}

// Without channels of known size, there is no block.
// CHECK-LABEL: @channels(
// CHECK: winograd.plan = #winograd.plan<"four-buffer", [#F2x3]>}
// RAISED-LABEL: @channels(
// RAISED: winograd.kron output [#F2x3]
// RAISED-NOT: winograd.schedule
func.func @channels(%x: tensor<1x18x?xf32>, %g: tensor<3x?x?xf32>, %init: tensor<1x16x?xf32>) -> tensor<1x16x?xf32> {
  // expected-remark@below {{plan four-buffer, as given"}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<"four-buffer", [#F2x3]>}
      ins(%x, %g : tensor<1x18x?xf32>, tensor<3x?x?xf32>) outs(%init : tensor<1x16x?xf32>) -> tensor<1x16x?xf32>
  return %y : tensor<1x16x?xf32>
}
}

//--- gpu.mlir
#F2x3 = #winograd.algorithm<F(2, 3)>
#part = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 1, rows = 1, columns = 2>
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
// CHECK-LABEL: @whole(
// CHECK: winograd.plan = #winograd.plan<blocked, [#F2x3], workgroup = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 1, rows = 1, columns = 2>>}
// RAISED-LABEL: @whole(
// RAISED-COUNT-2: winograd.bufferize {{.*}} workgroup
// RAISED: winograd.kron output [#F2x3] {{.*}} {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 1, rows = 1, columns = 2>}
func.func @whole(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#F2x3], workgroup = #part>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}
// CHECK-LABEL: @open(
// CHECK: winograd.plan = #winograd.plan<"three-buffer", [#F2x3], workgroup = #winograd.workgroup_schedule<tiles = {{[1-8]}}, channels = {{[1-8]}}, depth = 1, rows = {{[1-8]}}, columns = {{[1-8]}}>>}
// RAISED-LABEL: @open(
// RAISED: winograd.kron output [#F2x3] {{.*}} {winograd.workgroup_schedule =
func.func @open(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<"three-buffer", [#F2x3]>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}
// CHECK-LABEL: @single_kernel(
// CHECK: winograd.plan = #winograd.plan<"single-kernel", [#F2x3]>}
// RAISED-LABEL: @single_kernel(
// RAISED-COUNT-2: winograd.bufferize {{.*}} private
func.func @single_kernel(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<"single-kernel", [#F2x3]>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}
// CHECK-LABEL: @direct(
// CHECK: winograd.plan = #winograd.plan<direct>}
// RAISED-LABEL: @direct(
// RAISED-NOT: winograd.
// RAISED: linalg.conv_1d_nwc_wcf ins
func.func @direct(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}
}

//--- cpu-invalid.mlir
func.func @single_kernel(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{'linalg.conv_1d' op cannot have the plan single-kernel on a CPU}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<"single-kernel", [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

#part = #winograd.workgroup_schedule<tiles = 2, channels = 1, depth = 1, rows = 1, columns = 1>
func.func @workgroup(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{expected a plan with a block on a CPU, but got one with a workgroup}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>], workgroup = #part>}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @stride(%x: tensor<1x17x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  // expected-error@below {{expected an algorithm F(m, 2) of the plan, but got F(2, 3)}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<1x17x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x8x8xf32>) -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}

// -----

func.func @memrefs(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>) {
  // expected-error@below {{cannot have the plan four-buffer: it works on memrefs (expected tensors: see winograd-lift-memrefs)}}
  linalg.conv_1d {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

func.func @one_tap(%x: tensor<1x10x10x8xf32>, %g: tensor<1x3x8x8xf32>, %init: tensor<1x10x8x8xf32>) -> tensor<1x10x8x8xf32> {
  // expected-error@below {{expected a plan with 1 algorithms, one for each dimension with more taps than its stride, but got 2}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>, #winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<1x10x10x8xf32>, tensor<1x3x8x8xf32>) outs(%init : tensor<1x10x8x8xf32>) -> tensor<1x10x8x8xf32>
  return %y : tensor<1x10x8x8xf32>
}

// -----

func.func @taps(%x: tensor<1x12x10x8xf32>, %g: tensor<5x3x8x8xf32>, %init: tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32> {
  // expected-error@below {{expected an algorithm F(m, 5) of the plan, but got F(4, 3)}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(4, 3)>, #winograd.algorithm<F(2, 5)>]>}
      ins(%x, %g : tensor<1x12x10x8xf32>, tensor<5x3x8x8xf32>) outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}

// -----

func.func @channels(%x: tensor<1x18x?xf32>, %g: tensor<3x?x?xf32>, %init: tensor<1x16x?xf32>) -> tensor<1x16x?xf32> {
  // expected-error@below {{cannot have the plan blocked, which needs channels of known size}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<1x18x?xf32>, tensor<3x?x?xf32>) outs(%init : tensor<1x16x?xf32>) -> tensor<1x16x?xf32>
  return %y : tensor<1x16x?xf32>
}


//--- gpu-invalid.mlir
func.func @matmul(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-error@below {{cannot have a plan: it is no convolution among linalg operations on tensors}}
  %y = linalg.matmul {winograd.plan = #winograd.plan<direct>} ins(%x, %x : tensor<4x4xf32>, tensor<4x4xf32>) outs(%x : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

func.func @block(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{expected a plan with a workgroup on a GPU, but got one with a block}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>], block = [2], panel = 1>}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<"registers_per_thread" = 128 : i64>>} {
func.func @registers(%x: tensor<1x18x18x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xf32> {
  // expected-error@below {{cannot have the plan single-kernel, which needs 144 registers per thread, more than 128}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<"single-kernel", [#winograd.algorithm<F(6, 3)>, #winograd.algorithm<F(6, 3)>]>}
      ins(%x, %g : tensor<1x18x18x8xf32>, tensor<3x3x8x8xf32>) outs(%init : tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xf32>
  return %y : tensor<1x16x16x8xf32>
}
}

// -----

// So many sums have no registers.
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<"registers_per_thread" = 128 : i64>>} {
func.func @workgroup(%x: tensor<1x18x18x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xf32> {
  // expected-error@below {{cannot have the plan blocked, which needs}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(4, 3)>, #winograd.algorithm<F(4, 3)>],
      workgroup = #winograd.workgroup_schedule<tiles = 64, channels = 64, depth = 1, rows = 64, columns = 64>>}
      ins(%x, %g : tensor<1x18x18x8xf32>, tensor<3x3x8x8xf32>) outs(%init : tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xf32>
  return %y : tensor<1x16x16x8xf32>
}
}

// -----

func.func @dynamic(%x: tensor<?x18x18x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<?x16x16x8xf32>) -> tensor<?x16x16x8xf32> {
  // expected-error@below {{expected a convolution of static shape on a GPU}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 3)>, #winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<?x18x18x8xf32>, tensor<3x3x8x8xf32>) outs(%init : tensor<?x16x16x8xf32>) -> tensor<?x16x16x8xf32>
  return %y : tensor<?x16x16x8xf32>
}

//--- raise-invalid.mlir
func.func @matmul(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-error@below {{cannot have a plan: it is no convolution among linalg operations on tensors}}
  %y = linalg.matmul {winograd.plan = #winograd.plan<direct>} ins(%x, %x : tensor<4x4xf32>, tensor<4x4xf32>) outs(%x : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

// Without winograd-plan, nobody has checked.
func.func @stride(%x: tensor<1x17x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  // expected-error@below {{expected a plan with one algorithm F(m, r) for each dimension with r > 1 taps for each residue of its stride}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<1x17x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x8x8xf32>) -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}

// -----

func.func @taps(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{expected a plan with one algorithm F(m, r) for each dimension with r > 1 taps}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 5)>], block = [2], panel = 1>}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @channels(%x: tensor<1x18x?xf32>, %g: tensor<3x?x?xf32>, %init: tensor<1x16x?xf32>) -> tensor<1x16x?xf32> {
  // expected-error@below {{expected a plan without a block for channels of unknown size}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>], block = [2], panel = 8>}
      ins(%x, %g : tensor<1x18x?xf32>, tensor<3x?x?xf32>) outs(%init : tensor<1x16x?xf32>) -> tensor<1x16x?xf32>
  return %y : tensor<1x16x?xf32>
}
