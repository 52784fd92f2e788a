// RUN: not wino-opt %s --winograd-kernels-to-metal -o /dev/null -split-input-file 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-emit-metal -o /dev/null -split-input-file 2>&1 | FileCheck %s --check-prefix=RAW
// RUN: wino-opt %S/example.mlir -o %t.mlir
// RUN: not wino-opt %t.mlir --winograd-kernels-to-metal=output=%t.missing/kernels.metal -o /dev/null 2>&1 | FileCheck %s --check-prefix=FILE

// RAW: error: expected gpu module 'narrow' to hold a gpu.func and its spirv.module, as winograd-kernels-to-spirv=embed=false makes them
// FILE: error: expected '{{.*}}kernels.metal' to be a file that can be written, but its folder says: No such file or directory

// CHECK: error: expected no f64 in kernel 'narrow', which Metal does not have
gpu.module @narrow {
  gpu.func @narrow(%x: memref<4xf64>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    gpu.return
  }
}

// -----

// CHECK: error: expected at most 31 buffers in kernel 'buffers' for Metal, but got 32
gpu.module @buffers {
  gpu.func @buffers(
      %0: memref<1xf32>, %1: memref<1xf32>, %2: memref<1xf32>, %3: memref<1xf32>,
      %4: memref<1xf32>, %5: memref<1xf32>, %6: memref<1xf32>, %7: memref<1xf32>,
      %8: memref<1xf32>, %9: memref<1xf32>, %10: memref<1xf32>, %11: memref<1xf32>,
      %12: memref<1xf32>, %13: memref<1xf32>, %14: memref<1xf32>, %15: memref<1xf32>,
      %16: memref<1xf32>, %17: memref<1xf32>, %18: memref<1xf32>, %19: memref<1xf32>,
      %20: memref<1xf32>, %21: memref<1xf32>, %22: memref<1xf32>, %23: memref<1xf32>,
      %24: memref<1xf32>, %25: memref<1xf32>, %26: memref<1xf32>, %27: memref<1xf32>,
      %28: memref<1xf32>, %29: memref<1xf32>, %30: memref<1xf32>, %31: memref<1xf32>
    ) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

// CHECK: error: expected at most 1024 threads in a threadgroup in kernel 'threads' for Metal, but got 2048
gpu.module @threads {
  gpu.func @threads() kernel attributes {known_block_size = array<i32: 64, 16, 2>} {
    gpu.return
  }
}

// -----

// CHECK: error: expected at most 32768 bytes of threadgroup memory in kernel 'memory' for Metal, but got 32800
gpu.module @memory {
  gpu.func @memory() workgroup(%x: memref<8192xf32, #gpu.address_space<workgroup>>, %y : memref<2x4xvector<2xf16>, #gpu.address_space<workgroup>>)
      kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}

// -----

// CHECK: error: expected a kernel whose name is free in Metal, but got 'float'
gpu.module @float {
  gpu.func @float(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}
