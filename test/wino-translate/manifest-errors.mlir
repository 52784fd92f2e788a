// Functions that are no lists of launches, and options that say nothing about
// GPUs. Nothing is written.

// RUN: rm -rf %t && mkdir %t && split-file %s %t.inputs
// RUN: not wino-translate %t.inputs/loop.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=LOOP
// LOOP: error: 'scf.for' op expected memref.alloc, memref.dealloc, memref.get_global, a change of shape, gpu.launch_func or func.call in a function on the host
// LOOP: error: expected functions that can be described as lists of launches
// RUN: not wino-translate %t.inputs/recursion.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=RECURSION
// RECURSION: error: 'func.call' op expected no recursion
// RUN: not wino-translate %t.inputs/external.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=EXTERNAL
// EXTERNAL: error: 'func.call' op expected a call of a function that has a body
// RUN: not wino-translate %t.inputs/dynamic.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: error: expected a memref of static shape that is not empty, identity layout and no memory space, but got 'memref<?xf32>'
// RUN: not wino-translate %t.inputs/empty.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: expected a memref of static shape that is not empty{{.*}}, but got 'memref<0xf32>'
// RUN: not wino-translate %t.inputs/bits.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=BITS
// BITS: error: expected elements of 8, 16, 32 or 64 bits, but got 'memref<4xi1>'
// RUN: not wino-translate %t.inputs/scalar.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: error: expected a memref of static shape{{.*}}, but got 'f32'
// RUN: not wino-translate %t.inputs/freed.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=FREED
// FREED: error: 'gpu.launch_func' op expected argument 0 to be memory that is not freed yet
// RUN: not wino-translate %t.inputs/freed-result.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=RESULT
// RESULT: error: 'func.func' op expected result 0 to be memory that is not freed
// RUN: not wino-translate %t.inputs/argument.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=ARGUMENT
// ARGUMENT: error: 'memref.dealloc' op expected memory that memref.alloc has made and that is not freed yet
// RUN: not wino-translate %t.inputs/grid.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=GRID
// GRID: error: 'gpu.launch_func' op expected numbers of blocks and threads that are positive constants
// RUN: not wino-translate %t.inputs/block.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: error: 'gpu.launch_func' op expected as many threads in a block as the kernel's known_block_size
// BLOCK: note: the kernel is here
// RUN: not wino-translate %t.inputs/constant.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=CONSTANT
// CONSTANT: error: 'gpu.launch_func' op expected argument 0, a constant, to be only read
// RUN: not wino-translate %t.inputs/variable.mlir --emit=spirv -o %t 2>&1 | FileCheck %s --check-prefix=VARIABLE
// VARIABLE: error: 'memref.get_global' op expected the memref.global of a constant whose elements are known
// RUN: not wino-translate %t.inputs/name.mlir --emit=ptx -o %t 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: error: expected the name of a kernel to consist of letters, digits and _, but got 'a/b'

// RUN: not wino-translate %t.inputs/name.mlir --emit=ptx --chip=sm_20 -o %t 2>&1 | FileCheck %s --check-prefix=CHIP
// CHIP: error: expected 'chip' to be sm_80 or newer, but got 'sm_20'
// RUN: not wino-translate %t.inputs/name.mlir --emit=spirv --chip=sm_80 -o %t 2>&1 | FileCheck %s --check-prefix=SPIRV
// RUN: not wino-translate %t.inputs/name.mlir --chip=sm_80 -o %t 2>&1 | FileCheck %s --check-prefix=SPIRV
// SPIRV: error: expected --chip only with --emit=ptx
// RUN: not wino-translate %t.inputs/name.mlir --emit=ptx --cpu=znver4 -o %t 2>&1 | FileCheck %s --check-prefix=CPU
// CPU: error: expected no --cpu with --emit=ptx
// RUN: not wino-translate %t.inputs/name.mlir --emit=metal --pipeline-options=speed=1 -o %t 2>&1 | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: error: expected --pipeline-options to be options of winograd-to-kernels, but got: {{.*}}no such option speed
// RUN: not wino-translate %t.inputs/name.mlir --emit=spirv --pipeline-options="direct tile=4" -o %t 2>&1 | FileCheck %s --check-prefix=CONTRADICTION
// CONTRADICTION: error: expected 'direct' without
// RUN: not wino-translate %t.inputs/name.mlir --emit=spirv --pipeline-options=tile=4 -o %t 2>&1 | FileCheck %s --check-prefix=LOWERED
// LOWERED: error: expected no --pipeline-options for a module that launches kernels
// RUN: ls %t | count 0

//--- loop.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    scf.for %i = %c1 to %c1 step %c1 {
    }
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- recursion.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    call @f(%x) : (memref<4xf32>) -> ()
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- external.mlir
module attributes {gpu.container_module} {
  func.func private @g(%x: memref<4xf32>)
  func.func @f(%x: memref<4xf32>) {
    call @g(%x) : (memref<4xf32>) -> ()
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- dynamic.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<?xf32>) {
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- empty.mlir
module attributes {gpu.container_module} {
  func.func @f() -> memref<0xf32> {
    %y = memref.alloc() : memref<0xf32>
    return %y : memref<0xf32>
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- bits.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xi1>) {
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- scalar.mlir
module attributes {gpu.container_module} {
  func.func @f() -> f32 {
    %y = arith.constant 1.0 : f32
    return %y : f32
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- freed.mlir
module attributes {gpu.container_module} {
  func.func @f() {
    %c1 = arith.constant 1 : index
    %y = memref.alloc() : memref<4xf32>
    memref.dealloc %y : memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%y : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- freed-result.mlir
module attributes {gpu.container_module} {
  func.func @f() -> memref<4xf32> {
    %y = memref.alloc() : memref<4xf32>
    memref.dealloc %y : memref<4xf32>
    return %y : memref<4xf32>
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- argument.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    memref.dealloc %x : memref<4xf32>
    return
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- grid.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c0, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- block.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 2, 1, 1>} {
      gpu.return
    }
  }
}
//--- constant.mlir
module attributes {gpu.container_module} {
  memref.global "private" constant @w : memref<1xf32> = dense<2.0>
  func.func @f() {
    %c1 = arith.constant 1 : index
    %w = memref.get_global @w : memref<1xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%w : memref<1xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<1xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %z = arith.constant 0.0 : f32
      memref.store %z, %x[%c0] : memref<1xf32>
      gpu.return
    }
  }
}
//--- variable.mlir
module attributes {gpu.container_module} {
  memref.global "private" @w : memref<1xf32> = dense<2.0>
  func.func @f() -> memref<1xf32> {
    %w = memref.get_global @w : memref<1xf32>
    return %w : memref<1xf32>
  }
  // Launch form: nothing is lowered.
  func.func private @h(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
//--- name.mlir
module attributes {gpu.container_module} {
  func.func @f(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @"a/b"::@"a/b" blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    return
  }
  gpu.module @"a/b" {
    gpu.func @"a/b"(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
