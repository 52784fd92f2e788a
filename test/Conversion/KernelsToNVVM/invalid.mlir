// What kernels cannot be on NVIDIA's GPUs.

// RUN: wino-opt %s --split-input-file --verify-diagnostics \
// RUN:   --pass-pipeline="builtin.module(winograd-annotate-kernels-for-nvvm,gpu.module(winograd-expand-math-for-nvvm))"

gpu.module @block_size {
  // expected-error @below {{expected known_block_size}}
  gpu.func @block_size(%x: memref<4xf32>) kernel {
    gpu.return
  }
}

// -----

gpu.module @threads {
  // expected-error @below {{expected a block of 1 to 1024 threads, but got 2048}}
  gpu.func @threads(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 64, 32, 1>} {
    gpu.return
  }
}

// -----

gpu.module @dynamic {
  // expected-error @below {{expected argument 1 to be a memref of static shape, identity layout, no memory space and up to 2147483647 elements, but got 'memref<?xf32>'}}
  gpu.func @dynamic(%x: memref<4xf32>, %y: memref<?xf32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @scalar {
  // expected-error @below {{expected argument 0 to be a memref of static shape, identity layout, no memory space and up to 2147483647 elements, but got 'f32'}}
  gpu.func @scalar(%x: f32) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @large {
  // expected-error @below {{up to 2147483647 elements, but got 'memref<2x1073741824xf16>'}}
  gpu.func @large(%x: memref<2x1073741824xf16>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @workgroup {
  // expected-error @below {{expected at most 49152 bytes of workgroup memory, but got 49168}}
  gpu.func @workgroup(%x: memref<4xf32>)
      workgroup(%a : memref<1xf16, #gpu.address_space<workgroup>>, %b : memref<3072xvector<4xf32>, #gpu.address_space<workgroup>>)
      kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @f64 {
  gpu.func @f64(%x: memref<4xf64>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %t = gpu.thread_id x
    %a = memref.load %x[%t] : memref<4xf64>
    // expected-error @below {{expected a function that can be computed without a library on NVIDIA's GPUs, but got one of 'f64'}}
    %b = math.exp %a : f64
    memref.store %b, %x[%t] : memref<4xf64>
    gpu.return
  }
}
