// RUN: wino-opt %s --winograd-verify-loops -split-input-file -verify-diagnostics

// (L1) A loop writes one buffer that leaves it.
// expected-note@+1 {{a buffer that it writes}}
func.func @verify_loops_l1(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-error@below {{expected a loop to write one buffer that leaves it, but it writes 2 (L1)}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    memref.store %v, %y[%i] : memref<8xf32>
    memref.store %v, %z[%i] : memref<8xf32>
  }
  return
}

// -----

// Values in registers belong to the buffer in which they end.
// expected-note@+1 {{a buffer that it writes}}
func.func @verify_loops_l1_values(%x: memref<8xf32>, %y: memref<f32>, %z: memref<f32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  // expected-error@below {{expected a loop to write one buffer that leaves it, but it writes 2 (L1)}}
  %sums:2 = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %zero, %b = %zero) -> (f32, f32) {
    %v = memref.load %x[%i] : memref<8xf32>
    %c = arith.addf %a, %v : f32
    %d = arith.mulf %b, %v : f32
    scf.yield %c, %d : f32, f32
  }
  %negated = arith.negf %sums#0 : f32
  memref.store %negated, %y[] : memref<f32>
  memref.store %sums#1, %z[] : memref<f32>
  return
}

// -----

// A kernel writes one of its arguments.
module attributes {gpu.container_module} {
  // expected-note@+1 {{a buffer that it writes}}
  func.func @verify_loops_l1_kernel(%x: memref<8xf32>, %y: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    // expected-error@below {{expected a kernel to write one buffer that leaves it, but it writes 2 (L1)}}
    gpu.launch_func @both::@both blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%x : memref<8xf32>, %y : memref<8xf32>)
    return
  }
  gpu.module @both {
    gpu.func @both(%x: memref<8xf32>, %y: memref<8xf32>) kernel {
      %i = gpu.thread_id x
      %v = memref.load %x[%i] : memref<8xf32>
      memref.store %v, %y[%i] : memref<8xf32>
      memref.store %v, %x[%i] : memref<8xf32>
      gpu.return
    }
  }
}

// -----

// (L2) A loop has an effect: here it writes nothing, ...
func.func @verify_loops_l2(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-error@below {{expected a loop with an effect, but nothing that it writes leaves it (L2)}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    %w = arith.negf %v : f32
  }
  return
}

// -----

// ... here only what it alone reads, ...
func.func @verify_loops_l2_private(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %scratch = memref.alloc() : memref<8xf32>
  // expected-error@below {{expected a loop with an effect, but nothing that it writes leaves it (L2)}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    memref.store %v, %scratch[%i] : memref<8xf32>
  }
  memref.dealloc %scratch : memref<8xf32>
  return
}

// -----

// ... and here, inside of another loop, what nobody reads.
func.func @verify_loops_l2_unread(%x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  // expected-note@below {{the buffer that it writes}}
  %scratch = memref.alloc() : memref<8xf32>
  memref.store %zero, %scratch[%c0] : memref<8xf32>
  // expected-error@below {{expected a loop with an effect, but nobody else reads what it writes (L2)}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    memref.store %v, %scratch[%i] : memref<8xf32>
  }
  memref.dealloc %scratch : memref<8xf32>
  return
}

// -----

// A call is no loop, but dangles as well.
func.func private @negate(%x: memref<8xf32>, %y: memref<8xf32>) {
  linalg.map { arith.negf } ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
func.func @verify_loops_l2_call(%x: memref<8xf32>) {
  %scratch = memref.alloc() : memref<8xf32>
  // expected-error@below {{expected a call with an effect, but nothing that it writes leaves it (L2)}}
  call @negate(%x, %scratch) : (memref<8xf32>, memref<8xf32>) -> ()
  memref.dealloc %scratch : memref<8xf32>
  return
}

// -----

// (L3) No two loops compute the same.
func.func @verify_loops_l3(%x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  // expected-note@below {{the loop before}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    %w = arith.negf %v : f32
    memref.store %w, %a[%i] : memref<8xf32>
  }
  // expected-error@below {{expected loops to compute different values, but one before computes the same into another buffer (L3)}}
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xf32>
    %w = arith.negf %v : f32
    memref.store %w, %b[%i] : memref<8xf32>
  }
  linalg.add ins(%a, %b : memref<8xf32>, memref<8xf32>) outs(%y : memref<8xf32>)
  memref.dealloc %a : memref<8xf32>
  memref.dealloc %b : memref<8xf32>
  return
}

// -----

// Launches of one kernel on the same buffers are such loops, too.
module attributes {gpu.container_module} {
  func.func @verify_loops_l3_kernel(%x: memref<8xf32>) -> (memref<8xf32>, memref<8xf32>) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %a = memref.alloc() : memref<8xf32>
    %b = memref.alloc() : memref<8xf32>
    // expected-note@below {{the loop before}}
    gpu.launch_func @negate::@negate blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%x : memref<8xf32>, %a : memref<8xf32>)
    // expected-error@below {{expected loops to compute different values}}
    gpu.launch_func @negate::@negate blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%x : memref<8xf32>, %b : memref<8xf32>)
    return %a, %b : memref<8xf32>, memref<8xf32>
  }
  gpu.module @negate {
    gpu.func @negate(%x: memref<8xf32>, %y: memref<8xf32>) kernel {
      %i = gpu.thread_id x
      %v = memref.load %x[%i] : memref<8xf32>
      %w = arith.negf %v : f32
      memref.store %w, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
}
