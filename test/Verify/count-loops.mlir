// What a call has, as remarks.

// RUN: wino-opt %s --winograd-verify-loops=report -split-input-file --remark-format=emitRemark \
// RUN:   --remarks-filter=winograd-loops -o /dev/null 2>&1 | FileCheck %s

// Two outermost loops, of which one has another inside: x and y of 128 bytes, a row of
// scratch memory, and 2 * 32 operations. The second one reads and writes y.
// CHECK: remark: [Analysis] loops | Category:winograd-loops | BufferBytes=288, Buffers=3, Flops=64, Kernels=2, Loops=3,
// CHECK-SAME: MovedBytes=512, PrivateBuffers=1, PrivateBytes=32, Remark=nest:
func.func @nest(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %row = memref.alloca() : memref<8xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %v = memref.load %x[%i, %j] : memref<4x8xf32>
      %w = arith.negf %v : f32
      memref.store %w, %row[%j] : memref<8xf32>
    }
    %r = vector.load %row[%c0] : memref<8xf32>, vector<8xf32>
    vector.store %r, %y[%i, %c0] : memref<4x8xf32>, vector<8xf32>
  }
  scf.for %i = %c0 to %c4 step %c1 {
    %r = vector.load %y[%i, %c0] : memref<4x8xf32>, vector<8xf32>
    %s = arith.addf %r, %r : vector<8xf32>
    vector.store %s, %y[%i, %c0] : memref<4x8xf32>, vector<8xf32>
  }
  return
}

// -----

// A kernel that is launched twice is one loop in the code for each launch; of the
// memory of its workgroup, each launch has its own.
// CHECK: remark: [Analysis] loops | Category:winograd-loops | BufferBytes=104, Buffers=5, Flops=16, Kernels=2, Loops=2,
// CHECK-SAME: MovedBytes=128, PrivateBuffers=2, PrivateBytes=8, Remark=launches:
module attributes {gpu.container_module} {
  func.func @launches(%x: memref<8xf32>) -> memref<8xf32> {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %a = memref.alloc() : memref<8xf32>
    %b = memref.alloc() : memref<8xf32>
    gpu.launch_func @negate::@negate blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%x : memref<8xf32>, %a : memref<8xf32>)
    gpu.launch_func @negate::@negate blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%a : memref<8xf32>, %b : memref<8xf32>)
    return %b : memref<8xf32>
  }
  gpu.module @negate {
    gpu.func @negate(%x: memref<8xf32>, %y: memref<8xf32>)
        workgroup(%m : memref<1xf32, #gpu.address_space<workgroup>>) kernel {
      %c0 = arith.constant 0 : index
      %i = gpu.thread_id x
      %v = memref.load %x[%i] : memref<8xf32>
      %w = arith.negf %v : f32
      memref.store %w, %m[%c0] : memref<1xf32, #gpu.address_space<workgroup>>
      memref.store %w, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
}

// -----

// What is wrong is a remark, too.
// CHECK: remark: [Missed] violation | Category:winograd-loops | Reason="expected a loop with an effect, but nothing that it writes leaves it (L2)"
func.func @dangling() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
  }
  return
}
