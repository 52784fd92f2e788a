// What a function that launches kernels cannot hold.

// RUN: wino-opt %s --winograd-place-on-device -split-input-file -verify-diagnostics

module attributes {gpu.container_module} {
  memref.global "private" @state : memref<4xf32> = dense<2.0> // expected-note {{which can be written}}
  func.func @state_of_the_host() {
    %c1 = arith.constant 1 : index
    // expected-error @+1 {{expected a constant where a kernel takes a global, but got 'state'}}
    %f = memref.get_global @state : memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%f : memref<4xf32>)
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<4xf32>) kernel { gpu.return } }
}

// -----

module attributes {gpu.container_module} {
  func.func private @other(memref<4xf32>)
  func.func @call(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    // expected-error @+1 {{expected calls in a function that launches kernels to be inlined, but got one of @other}}
    call @other(%x) : (memref<4xf32>) -> ()
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<4xf32>) kernel { gpu.return } }
}

// -----

module attributes {gpu.container_module} {
  func.func @access(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    // expected-error @+1 {{expected a function that launches kernels to allocate, view and copy memrefs and nothing else, but got this}}
    %0 = memref.load %x[%c1] : memref<4xf32>
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<4xf32>) kernel { gpu.return } }
}

// -----

module attributes {gpu.container_module} {
  // expected-error @+1 {{expected memrefs of static shape, identity layout and no memory space in a function that launches kernels, but got 'memref<?xf32>'}}
  func.func @dynamic(%x: memref<?xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<?xf32>) kernel { gpu.return } }
}

// -----

module attributes {gpu.container_module} {
  // expected-error @+1 {{expected a function that launches kernels to have one block, but got 2}}
  func.func @blocks(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    cf.br ^end
  ^end:
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<4xf32>) kernel { gpu.return } }
}

// -----

module attributes {gpu.container_module} {
  func.func @chain(%x: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    // expected-error @+1 {{expected a function that launches kernels to allocate, view and copy memrefs and nothing else, but got this}}
    %0 = gpu.wait async
    %1 = gpu.launch_func async [%0] @k::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<4xf32>)
    gpu.wait [%1]
    return
  }
  gpu.module @k { gpu.func @k(%x: memref<4xf32>) kernel { gpu.return } }
}
