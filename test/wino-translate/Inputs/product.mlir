// c = a · b, b[i, j] = 0.5, in blocks of 16x16 elements: each thread computes
// four neighbours, from workgroup memory.
module attributes {gpu.container_module} {
  memref.global "private" constant @b : memref<64x64xf32> = dense<0.5>
  func.func @mm(%a: memref<64x64xf32>) -> memref<64x64xf32> {
    %b = memref.get_global @b : memref<64x64xf32>
    %c = memref.alloc() : memref<64x64xf32>
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %c64 = arith.constant 64 : index
    gpu.launch_func @product::@product blocks in (%c4, %c4, %c1) threads in (%c64, %c1, %c1)
        args(%a : memref<64x64xf32>, %b : memref<64x64xf32>, %c : memref<64x64xf32>)
    return %c : memref<64x64xf32>
  }
  gpu.module @product {
    gpu.func @product(%a: memref<64x64xf32>, %b: memref<64x64xf32>, %c: memref<64x64xf32>)
        workgroup(%ta : memref<16x16xf32, #gpu.address_space<workgroup>>, %tb : memref<16x16xf32, #gpu.address_space<workgroup>>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>, known_grid_size = array<i32: 4, 4, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c3 = arith.constant 3 : index
      %c4 = arith.constant 4 : index
      %c16 = arith.constant 16 : index
      %c64 = arith.constant 64 : index
      %bx = gpu.block_id x
      %by = gpu.block_id y
      %t = gpu.thread_id x
      %row = arith.divui %t, %c4 : index
      %col4 = arith.remui %t, %c4 : index
      %col = arith.muli %col4, %c4 : index
      %y0 = arith.muli %by, %c16 : index
      %x0 = arith.muli %bx, %c16 : index
      %y = arith.addi %y0, %row : index
      %x = arith.addi %x0, %col : index
      %zero = arith.constant 0.0 : f32
      %r:4 = scf.for %k0 = %c0 to %c64 step %c16 iter_args(%s0 = %zero, %s1 = %zero, %s2 = %zero, %s3 = %zero) -> (f32, f32, f32, f32) {
        %ka = arith.addi %k0, %col : index
        %kb = arith.addi %k0, %row : index
        gpu.barrier
        scf.for %i = %c0 to %c4 step %c1 {
          %kai = arith.addi %ka, %i : index
          %xi = arith.addi %x, %i : index
          %ci = arith.addi %col, %i : index
          %va = memref.load %a[%y, %kai] : memref<64x64xf32>
          memref.store %va, %ta[%row, %ci] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %vb = memref.load %b[%kb, %xi] : memref<64x64xf32>
          memref.store %vb, %tb[%row, %ci] : memref<16x16xf32, #gpu.address_space<workgroup>>
        }
        gpu.barrier
        %q:4 = scf.for %k = %c0 to %c16 step %c1 iter_args(%p0 = %s0, %p1 = %s1, %p2 = %s2, %p3 = %s3) -> (f32, f32, f32, f32) {
          %va = memref.load %ta[%row, %k] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %i1 = arith.addi %col, %c1 : index
          %i2 = arith.addi %col, %c2 : index
          %i3 = arith.addi %col, %c3 : index
          %b0 = memref.load %tb[%k, %col] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %b1 = memref.load %tb[%k, %i1] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %b2 = memref.load %tb[%k, %i2] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %b3 = memref.load %tb[%k, %i3] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %m0 = arith.mulf %va, %b0 fastmath<contract> : f32
          %m1 = arith.mulf %va, %b1 fastmath<contract> : f32
          %m2 = arith.mulf %va, %b2 fastmath<contract> : f32
          %m3 = arith.mulf %va, %b3 fastmath<contract> : f32
          %a0 = arith.addf %p0, %m0 fastmath<contract> : f32
          %a1 = arith.addf %p1, %m1 fastmath<contract> : f32
          %a2 = arith.addf %p2, %m2 fastmath<contract> : f32
          %a3 = arith.addf %p3, %m3 fastmath<contract> : f32
          scf.yield %a0, %a1, %a2, %a3 : f32, f32, f32, f32
        }
        scf.yield %q#0, %q#1, %q#2, %q#3 : f32, f32, f32, f32
      }
      %x1 = arith.addi %x, %c1 : index
      %x2 = arith.addi %x, %c2 : index
      %x3 = arith.addi %x, %c3 : index
      memref.store %r#0, %c[%y, %x] : memref<64x64xf32>
      memref.store %r#1, %c[%y, %x1] : memref<64x64xf32>
      memref.store %r#2, %c[%y, %x2] : memref<64x64xf32>
      memref.store %r#3, %c[%y, %x3] : memref<64x64xf32>
      gpu.return
    }
  }
}
