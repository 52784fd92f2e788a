// Kernels whose results operations.py compares with NumPy's.

module attributes {gpu.container_module} {
  func.func @run_extrema(%a0: memref<64xf32>, %a1: memref<64xf32>) -> memref<5x64xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %c16 = arith.constant 16 : index
    %r0 = memref.alloc() : memref<5x64xf32>
    gpu.launch_func @extrema::@extrema blocks in (%c1, %c1, %c1) threads in (%c16, %c4, %c1)
        args(%a0 : memref<64xf32>, %a1 : memref<64xf32>, %r0 : memref<5x64xf32>)
    return %r0 : memref<5x64xf32>
  }

  func.func @run_control(%a0: memref<16xi32>) -> memref<3x16xi32> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %r0 = memref.alloc() : memref<3x16xi32>
    gpu.launch_func @control::@control blocks in (%c1, %c2, %c2) threads in (%c4, %c1, %c1)
        args(%a0 : memref<16xi32>, %r0 : memref<3x16xi32>)
    return %r0 : memref<3x16xi32>
  }

  func.func @run_vectors(%a0: memref<4x12xf32>) -> memref<4x12xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %r0 = memref.alloc() : memref<4x12xf32>
    gpu.launch_func @vectors::@vectors blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
        args(%a0 : memref<4x12xf32>, %r0 : memref<4x12xf32>)
    return %r0 : memref<4x12xf32>
  }

  func.func @run_types(%a0: memref<8x4xf16>, %a1: memref<32xi32>) -> (memref<8x4xf16>, memref<3x32xf32>, memref<32xi32>) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %c8 = arith.constant 8 : index
    %r0 = memref.alloc() : memref<8x4xf16>
    %r1 = memref.alloc() : memref<3x32xf32>
    %r2 = memref.alloc() : memref<32xi32>
    gpu.launch_func @types::@types blocks in (%c4, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%a0 : memref<8x4xf16>, %a1 : memref<32xi32>, %r0 : memref<8x4xf16>, %r1 : memref<3x32xf32>, %r2 : memref<32xi32>)
    return %r0, %r1, %r2 : memref<8x4xf16>, memref<3x32xf32>, memref<32xi32>
  }

  func.func @run_rounding(%a0: memref<32xf32>, %a1: memref<32xf32>) -> memref<2x32xf32> {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    %r0 = memref.alloc() : memref<2x32xf32>
    gpu.launch_func @rounding::@rounding blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
        args(%a0 : memref<32xf32>, %a1 : memref<32xf32>, %r0 : memref<2x32xf32>)
    return %r0 : memref<2x32xf32>
  }

  // NaN, infinities, signed zeros: minima, maxima, comparisons, selection.
  gpu.module @extrema {
    gpu.func @extrema(%x: memref<64xf32>, %y: memref<64xf32>, %z: memref<5x64xf32>)
        kernel attributes {known_block_size = array<i32: 16, 4, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c3 = arith.constant 3 : index
      %c4 = arith.constant 4 : index
      %zero = arith.constant 0.0 : f32
      %i = gpu.thread_id x
      %j = gpu.thread_id y
      %width = gpu.block_dim x
      %row = arith.muli %j, %width : index
      %t = arith.addi %row, %i : index
      %a = memref.load %x[%t] : memref<64xf32>
      %b = memref.load %y[%t] : memref<64xf32>
      %maximum = arith.maximumf %a, %b : f32
      %minimum = arith.minimumf %a, %b : f32
      %maxnum = arith.maxnumf %a, %b : f32
      %minnum = arith.minnumf %a, %b : f32
      %relu = arith.maximumf %a, %zero : f32
      memref.store %maximum, %z[%c0, %t] : memref<5x64xf32>
      memref.store %minimum, %z[%c1, %t] : memref<5x64xf32>
      memref.store %maxnum, %z[%c2, %t] : memref<5x64xf32>
      memref.store %minnum, %z[%c3, %t] : memref<5x64xf32>
      memref.store %relu, %z[%c4, %t] : memref<5x64xf32>
      gpu.return
    }
  }

  // Loops without iterations, carried indices, conditions with results, while.
  gpu.module @control {
    gpu.func @control(%counts: memref<16xi32>, %z: memref<3x16xi32>)
        kernel attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 1, 2, 2>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c4 = arith.constant 4 : index
      %i = gpu.thread_id x
      %by = gpu.block_id y
      %bz = gpu.block_id z
      %depth = gpu.grid_dim y
      %plane = arith.muli %bz, %depth : index
      %block = arith.addi %plane, %by : index
      %start = arith.muli %block, %c4 : index
      %t = arith.addi %start, %i : index
      %count = memref.load %counts[%t] : memref<16xi32>
      %n = arith.index_cast %count : i32 to index
      %r:2 = scf.for %a = %c0 to %n step %c1 iter_args(%p = %c1, %q = %c2) -> (index, index) {
        %s = scf.for %b = %c0 to %a step %c1 iter_args(%u = %q) -> (index) {
          %odd = arith.andi %b, %c1 : index
          %isOdd = arith.cmpi eq, %odd, %c1 : index
          %v = scf.if %isOdd -> (index) {
            %w = arith.addi %u, %b : index
            scf.yield %w : index
          } else {
            %w = arith.subi %u, %c1 : index
            scf.yield %w : index
          }
          scf.yield %v : index
        }
        // The two change places in each iteration.
        scf.yield %s, %p : index, index
      }
      %halves:2 = scf.while (%m = %n, %k = %c0) : (index, index) -> (index, index) {
        %more = arith.cmpi sgt, %m, %c0 : index
        scf.condition(%more) %m, %k : index, index
      } do {
      ^bb0(%m: index, %k: index):
        %m1 = arith.divui %m, %c2 : index
        %k1 = arith.addi %k, %c1 : index
        scf.yield %m1, %k1 : index, index
      }
      %first = arith.index_cast %r#0 : index to i32
      %second = arith.index_cast %r#1 : index to i32
      %third = arith.index_cast %halves#1 : index to i32
      memref.store %first, %z[%c0, %t] : memref<3x16xi32>
      memref.store %second, %z[%c1, %t] : memref<3x16xi32>
      memref.store %third, %z[%c2, %t] : memref<3x16xi32>
      gpu.return
    }
  }

  // A private array; vectors of 2, 3 and 4 elements of one buffer, aligned or not.
  gpu.module @vectors {
    gpu.func @vectors(%x: memref<4x12xf32>, %z: memref<4x12xf32>)
        kernel attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c4 = arith.constant 4 : index
      %c5 = arith.constant 5 : index
      %c8 = arith.constant 8 : index
      %c11 = arith.constant 11 : index
      %two = arith.constant dense<2.0> : vector<4xf32>
      %t = gpu.thread_id x
      %scratch = memref.alloca() : memref<2x4xf32, #gpu.address_space<private>>
      %a = vector.load %x[%t, %c0] : memref<4x12xf32>, vector<4xf32>
      vector.store %a, %scratch[%c1, %c0] : memref<2x4xf32, #gpu.address_space<private>>, vector<4xf32>
      // Backwards, through the private array.
      scf.for %i = %c0 to %c4 step %c1 {
        %c3 = arith.constant 3 : index
        %j = arith.subi %c3, %i : index
        %e = memref.load %scratch[%c1, %i] : memref<2x4xf32, #gpu.address_space<private>>
        memref.store %e, %scratch[%c0, %j] : memref<2x4xf32, #gpu.address_space<private>>
      }
      %b = vector.load %scratch[%c0, %c0] : memref<2x4xf32, #gpu.address_space<private>>, vector<4xf32>
      %d = vector.fma %b, %two, %a : vector<4xf32>
      vector.store %d, %z[%t, %c0] : memref<4x12xf32>, vector<4xf32>
      %e = memref.load %x[%t, %c4] : memref<4x12xf32>
      memref.store %e, %z[%t, %c4] : memref<4x12xf32>
      %f = vector.load %x[%t, %c5] : memref<4x12xf32>, vector<3xf32>
      %g = arith.mulf %f, %f : vector<3xf32>
      vector.store %g, %z[%t, %c5] : memref<4x12xf32>, vector<3xf32>
      %h = vector.load %x[%t, %c8] : memref<4x12xf32>, vector<2xf32>
      %low = vector.extract %h[0] : f32 from vector<2xf32>
      %high = vector.extract %h[1] : f32 from vector<2xf32>
      %swapped = vector.from_elements %high, %low : vector<2xf32>
      vector.store %swapped, %z[%t, %c8] : memref<4x12xf32>, vector<2xf32>
      // One that is not aligned takes the place of two rows' ends.
      %c10 = arith.constant 10 : index
      %k = vector.load %x[%t, %c10] : memref<4x12xf32>, vector<2xf32>
      vector.store %k, %z[%t, %c10] : memref<4x12xf32>, vector<2xf32>
      %l = memref.load %z[%t, %c11] : memref<4x12xf32>
      %m = arith.negf %l : f32
      memref.store %m, %z[%t, %c11] : memref<4x12xf32>
      gpu.return
    }
  }

  // f16 storage and arithmetic, conversions, integers, functions.
  gpu.module @types {
    gpu.func @types(%h: memref<8x4xf16>, %n: memref<32xi32>, %z: memref<8x4xf16>, %f: memref<3x32xf32>, %m: memref<32xi32>)
        kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 4, 1, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c8 = arith.constant 8 : index
      %block = gpu.block_id x
      %thread = gpu.thread_id x
      %start = arith.muli %block, %c8 : index
      %t = arith.addi %start, %thread : index
      %v = vector.load %h[%thread, %c0] : memref<8x4xf16>, vector<4xf16>
      %w = arith.addf %v, %v : vector<4xf16>
      %first = arith.cmpi eq, %block, %c0 : index
      scf.if %first {
        vector.store %w, %z[%thread, %c0] : memref<8x4xf16>, vector<4xf16>
      }
      %flat = memref.collapse_shape %h [[0, 1]] : memref<8x4xf16> into memref<32xf16>
      %a = memref.load %flat[%t] : memref<32xf16>
      %wide = arith.extf %a : f16 to f32
      %e = math.exp %wide : f32
      %abs = math.absf %wide : f32
      %root = math.sqrt %abs : f32
      %trunc = math.trunc %wide : f32
      memref.store %e, %f[%c0, %t] : memref<3x32xf32>
      memref.store %root, %f[%c1, %t] : memref<3x32xf32>
      memref.store %trunc, %f[%c2, %t] : memref<3x32xf32>
      %i = memref.load %n[%t] : memref<32xi32>
      %three = arith.constant 3 : i32
      %q = arith.divsi %i, %three : i32
      %r = arith.remsi %i, %three : i32
      %s = arith.floordivsi %i, %three : i32
      %u = arith.shrsi %i, %three : i32
      %whole = arith.fptosi %wide : f32 to i32
      %x1 = arith.xori %q, %s : i32
      %x2 = arith.muli %r, %u : i32
      %x3 = arith.addi %x1, %x2 : i32
      %x4 = arith.maxsi %x3, %whole : i32
      memref.store %x4, %m[%t] : memref<32xi32>
      gpu.return
    }
  }

  // A product that must be rounded before it is added, and one that need not be.
  gpu.module @rounding {
    gpu.func @rounding(%x: memref<32xf32>, %y: memref<32xf32>, %z: memref<2x32xf32>)
        kernel attributes {known_block_size = array<i32: 32, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %t = gpu.thread_id x
      %a = memref.load %x[%t] : memref<32xf32>
      %b = memref.load %y[%t] : memref<32xf32>
      %ab = arith.mulf %a, %b : f32
      %r = arith.addf %ab, %a : f32
      %s = math.fma %a, %b, %a : f32
      memref.store %r, %z[%c0, %t] : memref<2x32xf32>
      memref.store %s, %z[%c1, %t] : memref<2x32xf32>
      gpu.return
    }
  }
}
