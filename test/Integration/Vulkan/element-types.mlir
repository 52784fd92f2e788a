// Every element type that kernels store, where the device has it.

// REQUIRES: vulkan, python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/f16.npy "np.array([[1, -2, 3], [0, 0.5, 1000]]).astype('f2')"
// RUN: wino-run %s --entry=double_f16 --target=vulkan --validate --input=%t/f16.npy --output=%t/out_f16.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/out_f16.npy "2 * np.load('%t/f16.npy')"
// bf16: 1, -2, 3, the largest, a small one, NaN; as bits.
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/bf16.npy "np.array([[0x3f80, 0xc000, 0x4040], [0x7f7f, 0x0081, 0x7fc0]]).astype('u2')"
// RUN: wino-run %s --entry=double_bf16 --target=vulkan --validate --input=%t/bf16.npy --output=%t/out_bf16.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/out_bf16.npy "np.array([[0x4000, 0xc080, 0x40c0], [0x7f80, 0x0101, 0x7fc0]]).astype('u2')"
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/f32.npy "np.array([[1, -2, 3], [0, 0.5, 1000]]).astype('f4')"
// RUN: wino-run %s --entry=double_f32 --target=vulkan --validate --input=%t/f32.npy --output=%t/out_f32.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/out_f32.npy "2 * np.load('%t/f32.npy')"
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/f64.npy "np.array([[1, -2, 3], [0, 0.5, 1000]]).astype('f8')"
// RUN: wino-run %s --entry=double_f64 --target=vulkan --validate --input=%t/f64.npy --output=%t/out_f64.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/out_f64.npy "2 * np.load('%t/f64.npy')"
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/i32.npy "np.array([[1, -2, 3], [0, 0.5, 1000]]).astype('i4')"
// RUN: wino-run %s --entry=double_i32 --target=vulkan --validate --input=%t/i32.npy --output=%t/out_i32.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/out_i32.npy "2 * np.load('%t/i32.npy')"

module attributes {gpu.container_module} {
  func.func @double_f16(%x: memref<2x3xf16>) -> memref<2x3xf16> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %y = memref.alloc() : memref<2x3xf16>
    gpu.launch_func @f16::@f16 blocks in (%c2, %c1, %c1) threads in (%c3, %c1, %c1)
      args(%x : memref<2x3xf16>, %y : memref<2x3xf16>)
    return %y : memref<2x3xf16>
  }
  gpu.module @f16 {
    gpu.func @f16(%x: memref<2x3xf16>, %y: memref<2x3xf16>) kernel
        attributes {known_block_size = array<i32: 3, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %0 = memref.load %x[%b, %t] : memref<2x3xf16>
      %1 = arith.addf %0, %0 : f16
      memref.store %1, %y[%b, %t] : memref<2x3xf16>
      gpu.return
    }
  }
  func.func @double_bf16(%x: memref<2x3xbf16>) -> memref<2x3xbf16> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %y = memref.alloc() : memref<2x3xbf16>
    gpu.launch_func @bf16::@bf16 blocks in (%c2, %c1, %c1) threads in (%c3, %c1, %c1)
      args(%x : memref<2x3xbf16>, %y : memref<2x3xbf16>)
    return %y : memref<2x3xbf16>
  }
  gpu.module @bf16 {
    gpu.func @bf16(%x: memref<2x3xbf16>, %y: memref<2x3xbf16>) kernel
        attributes {known_block_size = array<i32: 3, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %0 = memref.load %x[%b, %t] : memref<2x3xbf16>
      %1 = arith.addf %0, %0 : bf16
      memref.store %1, %y[%b, %t] : memref<2x3xbf16>
      gpu.return
    }
  }
  func.func @double_f32(%x: memref<2x3xf32>) -> memref<2x3xf32> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %y = memref.alloc() : memref<2x3xf32>
    gpu.launch_func @f32::@f32 blocks in (%c2, %c1, %c1) threads in (%c3, %c1, %c1)
      args(%x : memref<2x3xf32>, %y : memref<2x3xf32>)
    return %y : memref<2x3xf32>
  }
  gpu.module @f32 {
    gpu.func @f32(%x: memref<2x3xf32>, %y: memref<2x3xf32>) kernel
        attributes {known_block_size = array<i32: 3, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %0 = memref.load %x[%b, %t] : memref<2x3xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %y[%b, %t] : memref<2x3xf32>
      gpu.return
    }
  }
  func.func @double_f64(%x: memref<2x3xf64>) -> memref<2x3xf64> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %y = memref.alloc() : memref<2x3xf64>
    gpu.launch_func @f64::@f64 blocks in (%c2, %c1, %c1) threads in (%c3, %c1, %c1)
      args(%x : memref<2x3xf64>, %y : memref<2x3xf64>)
    return %y : memref<2x3xf64>
  }
  gpu.module @f64 {
    gpu.func @f64(%x: memref<2x3xf64>, %y: memref<2x3xf64>) kernel
        attributes {known_block_size = array<i32: 3, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %0 = memref.load %x[%b, %t] : memref<2x3xf64>
      %1 = arith.addf %0, %0 : f64
      memref.store %1, %y[%b, %t] : memref<2x3xf64>
      gpu.return
    }
  }
  func.func @double_i32(%x: memref<2x3xi32>) -> memref<2x3xi32> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %y = memref.alloc() : memref<2x3xi32>
    gpu.launch_func @i32::@i32 blocks in (%c2, %c1, %c1) threads in (%c3, %c1, %c1)
      args(%x : memref<2x3xi32>, %y : memref<2x3xi32>)
    return %y : memref<2x3xi32>
  }
  gpu.module @i32 {
    gpu.func @i32(%x: memref<2x3xi32>, %y: memref<2x3xi32>) kernel
        attributes {known_block_size = array<i32: 3, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %0 = memref.load %x[%b, %t] : memref<2x3xi32>
      %1 = arith.addi %0, %0 : i32
      memref.store %1, %y[%b, %t] : memref<2x3xi32>
      gpu.return
    }
  }
}
