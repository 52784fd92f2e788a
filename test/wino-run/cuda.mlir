// The host's side on a stub of NVIDIA's driver, whose one kernel is `increment`.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t/none
// DEFINE: %{stub} = env LD_LIBRARY_PATH=%winograd_obj_root/test/Unit/Runtime
// RUN: %python -c "import numpy as np; np.save(r'%t/x.npy', np.arange(8, dtype=np.float32))"
// RUN: %{stub} wino-run %s --target=cuda --entry=f --input=%t/x.npy --output=%t/y.npy
// RUN: %python -c "import numpy as np; print(np.load(r'%t/y.npy'))" | FileCheck %s
// CHECK: [2. 3. 4. 5. 6. 7. 8. 9.]
// RUN: %{stub} wino-run --target=cuda --list-devices | FileCheck %s --check-prefix=DEVICES
// DEVICES: 0: Stub H200 (discrete, 1.00 GiB; CUDA 13.0, compute capability 9.0)
// DEVICES-NEXT: 1: Stub Tegra (integrated, 1.00 GiB; CUDA 13.0, compute capability 9.0)
// RUN: %{stub} wino-run %s --target=cuda --device=tegra --entry=f --input=%t/x.npy --profile=3 | FileCheck %s --check-prefix=PROFILE
// PROFILE: per run, mean of 3
// PROFILE: increment{{ +}}2
// RUN: not %{stub} wino-run %s --target=cuda --device=Radeon --entry=f --input=%t/x.npy --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=DEVICE
// DEVICE: error: expected the index or a part of the name of one CUDA device, but got 'Radeon'

// No driver, and a file that is none.
// RUN: touch %t/none/libcuda.so.1
// RUN: not env LD_LIBRARY_PATH=%t/none wino-run --target=cuda --list-devices 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: expected a CUDA driver, but there is none that can be opened: {{.*}}libcuda.so.1

module attributes {gpu.container_module} {
  func.func @f(%x: memref<8xf32>) -> memref<8xf32> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %s = memref.alloc() : memref<8xf32>
    %y = memref.alloc() : memref<8xf32>
    gpu.launch_func @increment::@increment blocks in (%c2, %c1, %c1) threads in (%c4, %c1, %c1) args(%x : memref<8xf32>, %s : memref<8xf32>)
    gpu.launch_func @increment::@increment blocks in (%c2, %c1, %c1) threads in (%c4, %c1, %c1)
        args(%s : memref<8xf32>, %y : memref<8xf32>)
    memref.dealloc %s : memref<8xf32>
    return %y : memref<8xf32>
  }
  gpu.module @increment {
    gpu.func @increment(%x: memref<8xf32>, %y: memref<8xf32>) kernel
        attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %c4 = arith.constant 4 : index
      %b4 = arith.muli %b, %c4 : index
      %i = arith.addi %b4, %t : index
      %one = arith.constant 1.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %r = arith.addf %a, %one : f32
      memref.store %r, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
}
