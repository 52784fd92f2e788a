// The pipeline takes the description of a CPU from a file, unless the module has one.
// What is no such file is an error that says why.

// RUN: split-file %s %t
// RUN: wino-opt %t/conv.mlir --winograd-describe-host=description=%t/machine.mlir | FileCheck %s
// CHECK: "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 128 : i64, "num_threads" = 1 : i64>
// RUN: wino-opt %t/kept.mlir --winograd-describe-host=description=%t/machine.mlir | FileCheck %s --check-prefix=KEPT
// KEPT: "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 512 : i64, "num_threads" = 1 : i64>

// RUN: wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/machine.mlir | FileCheck %s --check-prefix=CODE
// CODE: vector<4xf32>
// CODE-NOT: vector<{{16|32}}xf32>
// RUN: wino-run %t/conv.mlir --entry=conv --target-description=%t/machine.mlir --random-inputs --check

// RUN: not wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/none.mlir 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not wino-run %t/conv.mlir --entry=conv --target-description=%t/none.mlir --random-inputs --check 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not wino-translate %t/conv.mlir --emit=llvm-ir --pipeline-options=target-description=%t/none.mlir -o %t 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: expected '{{.*}}none.mlir' to be a readable file, but got: No such file or directory
// RUN: not wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/text.mlir 2>&1 | FileCheck %s --check-prefix=TEXT
// TEXT: error: expected '{{.*}}text.mlir' to be a module that describes a CPU, but got: {{.+}}
// RUN: not wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/nothing.mlir 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: to be a module that describes a CPU, but got: no 'dlti.target_system_spec'
// RUN: not wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/gpu.mlir 2>&1 | FileCheck %s --check-prefix=GPU
// GPU: to be a module that describes a CPU, but got: no device "CPU" in its 'dlti.target_system_spec'
// RUN: not wino-opt %t/conv.mlir --winograd-to-cpu=target-description=%t/range.mlir 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: to be a module that describes a CPU, but got: expected 'fma_time' of the target's description to be an integer from 1 to 1000000, but got 0 : i64
// RUN: not wino-run %t/conv.mlir --entry=conv --pipeline-options=target-description=%t/machine.mlir --random-inputs --check 2>&1 | FileCheck %s --check-prefix=OPTION
// OPTION: error: expected --target-description instead of 'target-description' among the pipeline's options
// RUN: not wino-run %t/conv.mlir --entry=conv --target=vulkan --target-description=%t/machine.mlir --random-inputs --check 2>&1 | FileCheck %s --check-prefix=VULKAN
// VULKAN: error: expected --target-description beside --target=cpu

//--- machine.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 128 : i64>>} {}
//--- text.mlir
vectors are 128 bits long
//--- nothing.mlir
module {}
//--- gpu.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "GPU" = #dlti.target_device_spec<"max_buffers" = 8 : i64>>} {}
//--- range.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"fma_time" = 0 : i64>>} {}
//--- kept.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 512 : i64>>} {}
//--- conv.mlir
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x12x12x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}
