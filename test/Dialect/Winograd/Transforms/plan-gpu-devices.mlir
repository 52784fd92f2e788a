// Three devices by their published figures, and what is chosen for them. Two of them
// differ in what a fused kernel may keep in workgroup memory.

// RUN: split-file %s %t
// RUN: cat %t/nvidia.mlir %t/convolutions.mlir > %t/on-nvidia.mlir && echo '}' >> %t/on-nvidia.mlir
// RUN: cat %t/amd.mlir %t/convolutions.mlir > %t/on-amd.mlir && echo '}' >> %t/on-amd.mlir
// RUN: cat %t/apple.mlir %t/convolutions.mlir > %t/on-apple.mlir && echo '}' >> %t/on-apple.mlir
// RUN: wino-opt %t/on-nvidia.mlir --winograd-plan=target=gpu --remark-format=emitRemark --remarks-filter=winograd-plan 2>&1 >/dev/null | FileCheck %s
// RUN: wino-opt %t/on-amd.mlir --winograd-plan=target=gpu --remark-format=emitRemark --remarks-filter=winograd-plan 2>&1 >/dev/null | FileCheck %s
// RUN: wino-opt %t/on-apple.mlir --winograd-plan=target=gpu --remark-format=emitRemark --remarks-filter=winograd-plan 2>&1 >/dev/null | FileCheck %s
// CHECK: 64 to 64 channels, output 56x56, filter 3x3, f32: plan four-buffer F(6, 3) x F(6, 3)
// CHECK-SAME: single-kernel F(6, 3) x F(6, 3)="{{[^"]*}}refused: needs 144 registers per thread, more than 128"
// CHECK: 512 to 512 channels, output 7x7, filter 3x3, f32: plan four-buffer F(4, 3) x F(4, 3)
// CHECK: 3 to 8 channels, output 32x32, filter 3x3, f32: plan direct
// RUN: wino-opt %t/on-amd.mlir --winograd-plan="target=gpu plan=blocked tile=6" --remark-format=emitRemark --remarks-filter=winograd-plan 2>&1 >/dev/null | FileCheck %s --check-prefix=BLOCKED-AMD
// RUN: wino-opt %t/on-apple.mlir --winograd-plan="target=gpu plan=blocked tile=6" --remark-format=emitRemark --remarks-filter=winograd-plan 2>&1 >/dev/null | FileCheck %s --check-prefix=BLOCKED-APPLE
// BLOCKED-AMD: WorkgroupBytes=65536
// BLOCKED-APPLE: WorkgroupBytes=32768
// RUN: wino-opt %t/on-nvidia.mlir --winograd-to-kernels -o /dev/null
// RUN: wino-opt %t/on-amd.mlir --winograd-to-kernels -o /dev/null
// RUN: wino-opt %t/on-apple.mlir --winograd-to-kernels -o /dev/null

// H100: "CUDA C++ Programming Guide", table of compute capability 9.0: 1024 threads of
// a block, 48 KiB of static shared memory, 65536 registers of a multiprocessor (128
// for each of 512 threads), warps of 32. 128 multiply-adds, and 32 values of L1, in a
// cycle ("NVIDIA H100 Tensor Core GPU Architecture", 2022). Instructions: GPUCost.h.
//--- nvidia.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 49152 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 1024 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 8192 : i64, "threads_in_step" = 32 : i64,
    "access_time" = 4 : i64, "value_time" = 4 : i64, "workgroup_access_time" = 4 : i64>>} {

// MI300X: "GPU architecture hardware specifications", ROCm's documentation: wavefronts
// of 64, 64 KiB of LDS, 64 KiB of instructions for two compute units, 512 KiB of
// vector registers (128 for each of 1024 threads). 128 multiply-adds and 64 bytes of L1
// in a cycle ("AMD CDNA 3 Architecture", 2023).
//--- amd.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 65536 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 1024 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64, "threads_in_step" = 64 : i64,
    "access_time" = 4 : i64, "value_time" = 8 : i64, "workgroup_access_time" = 4 : i64>>} {

// M1: "Metal Feature Set Tables", family Apple7: 32 KiB of threadgroup memory, 1024
// threads of a threadgroup, 31 buffers. SIMD groups of 32.
//--- apple.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64, "threads_in_step" = 32 : i64>>} {

//--- convolutions.mlir
func.func @layer(%x: tensor<1x64x58x58xf32>) -> tensor<1x64x56x56xf32> {
  %f = arith.constant dense<1.0> : tensor<64x64x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x64x56x56xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>) outs(%i : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  return %y : tensor<1x64x56x56xf32>
}
func.func @deep(%x: tensor<1x512x9x9xf32>) -> tensor<1x512x7x7xf32> {
  %f = arith.constant dense<1.0> : tensor<512x512x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x512x7x7xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x512x9x9xf32>, tensor<512x512x3x3xf32>) outs(%i : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
  return %y : tensor<1x512x7x7xf32>
}
func.func @few(%x: tensor<1x3x34x34xf32>) -> tensor<1x8x32x32xf32> {
  %f = arith.constant dense<1.0> : tensor<8x3x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x32x32xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x32x32xf32>) -> tensor<1x8x32x32xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x3x34x34xf32>, tensor<8x3x3x3xf32>) outs(%i : tensor<1x8x32x32xf32>) -> tensor<1x8x32x32xf32>
  return %y : tensor<1x8x32x32xf32>
}
