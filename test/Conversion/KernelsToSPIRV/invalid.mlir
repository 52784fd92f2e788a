// RUN: wino-opt %s --winograd-kernels-to-spirv -split-input-file -verify-diagnostics

gpu.module @dynamic_shape {
  // expected-error@+1 {{expected argument 0 of kernel 'dynamic_shape' to be a memref of static shape and identity layout, but got 'memref<?xf32>'}}
  gpu.func @dynamic_shape(%x: memref<?xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @layout {
  // expected-error@+1 {{expected argument 1 of kernel 'layout' to be a memref of static shape and identity layout, but got 'memref<4x4xf32, strided<[1, 4]>>'}}
  gpu.func @layout(%x: memref<4xf32>, %y: memref<4x4xf32, strided<[1, 4]>>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @scalar {
  // expected-error@+1 {{expected argument 0 of kernel 'scalar' to be a memref, but got 'i32'}}
  gpu.func @scalar(%n: i32) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @memory_space {
  // expected-error@+1 {{expected argument 0 of kernel 'memory_space' to be a memref without memory space, but got 'memref<4xf32, 1>'}}
  gpu.func @memory_space(%x: memref<4xf32, 1>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @f8 {
  // expected-error@+1 {{expected argument 0 of kernel 'f8' to be a memref of f16, f32, f64, i8, i16, i32 or i64, or of vectors of 2 or 4 of them, but got 'memref<4xf8E4M3FN>'}}
  gpu.func @f8(%x: memref<4xf8E4M3FN>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @vector_of_3 {
  // expected-error@+1 {{expected block argument 0 of kernel 'vector_of_3' to be a memref of f16, f32, f64, i8, i16, i32 or i64, or of vectors of 2 or 4 of them, but got 'memref<4xvector<3xf32>, #gpu.address_space<workgroup>>'}}
  gpu.func @vector_of_3() workgroup(%x: memref<4xvector<3xf32>, #gpu.address_space<workgroup>>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @too_many_elements {
  // expected-error@+1 {{expected argument 0 of kernel 'too_many_elements' to be a memref of 1 to 2147483647 elements, which 32 bits count, but got 'memref<65536x32768xf32>'}}
  gpu.func @too_many_elements(%x: memref<65536x32768xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @no_block_size {
  // expected-error@+1 {{expected 'no_block_size' to be a kernel with known_block_size}}
  gpu.func @no_block_size() kernel {
    gpu.return
  }
}

// -----

gpu.module @other_name {
  // expected-error@+1 {{expected a kernel with the name of its module, 'other_name', but got 'kernel'}}
  gpu.func @kernel() kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

// expected-error@+1 {{expected one gpu.func in gpu module 'empty', but got none}}
gpu.module @empty {
}

// -----

gpu.module @two {
  gpu.func @two() kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
  // expected-error@+1 {{expected one gpu.func, and nothing else, in gpu module 'two', but got 'gpu.func'}}
  gpu.func @second() kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}

// -----

gpu.module @copy {
  gpu.func @copy(%x: memref<4xf32>, %y: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    // expected-error@+1 {{expected a kernel to use memory with load, store, alloca and changes of shape only, but got 'memref.copy'}}
    memref.copy %x, %y : memref<4xf32> to memref<4xf32>
    gpu.return
  }
}

// -----

gpu.module @long_vector {
  gpu.func @long_vector(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    %c0 = arith.constant 0 : index
    // expected-error@+1 {{'vector.load' op expected values of index, i1, i8, i16, i32, i64, f16, f32 or f64, or vectors of up to 4 of them, but got 'vector<8xf32>'}}
    %v = vector.load %x[%c0] : memref<8xf32>, vector<8xf32>
    gpu.return
  }
}

// -----

gpu.module @f8_value {
  gpu.func @f8_value(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    %c0 = arith.constant 0 : index
    %a = memref.load %x[%c0] : memref<8xf32>
    // expected-error@+1 {{'arith.truncf' op expected values of index, i1, i8, i16, i32, i64, f16, f32 or f64, or vectors of up to 4 of them, but got 'f8E4M3FN'}}
    %b = arith.truncf %a : f32 to f8E4M3FN
    gpu.return
  }
}

// -----

gpu.module @operation {
  gpu.func @operation(%x: memref<8xi32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
    %c0 = arith.constant 0 : index
    %a = memref.load %x[%c0] : memref<8xi32>
    // expected-error@+1 {{expected operations that SPIR-V can express, but got 'math.ctpop'}}
    %b = math.ctpop %a : i32
    memref.store %b, %x[%c0] : memref<8xi32>
    gpu.return
  }
}
