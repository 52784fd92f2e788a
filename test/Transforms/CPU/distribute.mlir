// A loop over blocks is one over their numbers, in order; with threads, each does a
// contiguous share of them. What the body allocates is part of one allocation.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-distribute,canonicalize))' | FileCheck %s --check-prefixes=CHECK,ONE
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-distribute{threads=2},canonicalize))' | FileCheck %s --check-prefixes=CHECK,TWO
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-distribute{threads=99}))' --remark-format=emitRemark \
// RUN:   --remarks-filter-analyse="winograd-distribute" -verify-diagnostics -o /dev/null

func.func private @use(memref<2x8xf32>, memref<3xf64>)

// CHECK-LABEL: func.func @blocks(
// ONE: %[[ARENA:.+]] = memref.alloc() {alignment = 64 : i64} : memref<768xi8>
// ONE: scf.for %[[N:.+]] = %c0 to %c10 step %c1 {
// TWO: %[[ARENA:.+]] = memref.alloc() {alignment = 64 : i64} : memref<1536xi8>
// TWO: scf.parallel (%[[W:.+]]) = (%c0) to (%c2) step (%c1) {
// TWO: %[[SCALED:.+]] = arith.muli %[[W]], %c10
// TWO: %[[BEGIN:.+]] = arith.divui %[[SCALED]], %c2
// TWO: %[[NEXT:.+]] = arith.addi %[[W]], %c1
// TWO: %[[SCALED:.+]] = arith.muli %[[NEXT]], %c10
// TWO: %[[END:.+]] = arith.divui %[[SCALED]], %c2
// TWO: scf.for %[[N:.+]] = %[[BEGIN]] to %[[END]] step %c1 {
// CHECK-NOT: memref.alloc
// CHECK: %[[AT:.+]]:2 = affine.delinearize_index %[[N]] into (5, 2)
// CHECK-DAG: affine.apply #{{.+}}(%[[AT]]#0)
// CHECK-DAG: affine.apply #{{.+}}(%[[AT]]#1)
// ONE: %[[A:.+]] = memref.view %[[ARENA]][%c0][] : memref<768xi8> to memref<2x8xf32>
// ONE: %[[B:.+]] = memref.view %[[ARENA]][%c384][] : memref<768xi8> to memref<3xf64>
// TWO: affine.apply #{{.+}}(%[[W]])
// TWO: %[[A:.+]] = memref.view %[[ARENA]][%{{.+}}][] : memref<1536xi8> to memref<2x8xf32>
// TWO: %[[B:.+]] = memref.view %[[ARENA]][%{{.+}}][] : memref<1536xi8> to memref<3xf64>
// CHECK: call @use(%[[A]], %[[B]])
// CHECK-NOT: scf.forall
// CHECK: return
func.func @blocks(%x: memref<10x16xf32>) {
  // expected-remark@below {{768 bytes of scratch memory for each of 10 threads}}
  scf.forall (%i, %j) = (0, 0) to (10, 16) step (2, 8) {
    %a = memref.alloc() {alignment = 64 : i64} : memref<2x8xf32>
    %b = memref.alloc() {alignment = 64 : i64} : memref<3xf64>
    %s = memref.subview %x[%i, %j] [2, 8] [1, 1] : memref<10x16xf32> to memref<2x8xf32, strided<[16, 1], offset: ?>>
    memref.copy %s, %a : memref<2x8xf32, strided<[16, 1], offset: ?>> to memref<2x8xf32>
    func.call @use(%a, %b) : (memref<2x8xf32>, memref<3xf64>) -> ()
  }
  return
}

// CHECK-LABEL: func.func @dynamic(
// ONE-NOT: scf.parallel
// TWO: scf.parallel
// CHECK: scf.for
// CHECK: return
func.func @dynamic(%x: memref<?xf32>, %n: index, %zero: f32) {
  // expected-remark@below {{0 bytes of scratch memory for each of 99 threads}}
  scf.forall (%i) = (0) to (%n) step (4) {
    memref.store %zero, %x[%i] : memref<?xf32>
  }
  return
}

// Where blocks leave a thread without work, threads share them by their panels: 3 blocks
// of 4 panels and what is behind them are 15 parts. Each thread prepares the blocks of
// which it has some; the last part is its owner's alone.
// CHECK-LABEL: func.func @panels(
// CHECK-SAME: %[[X:[^:]+]]: memref<3x72xf32>
// ONE: scf.for %[[N:.+]] = %c0 to %c3 step %c1 {
// ONE: memref.copy
// ONE: scf.for %[[P:.+]] = %c0 to %c64 step %c16 {
// ONE-NOT: scf.if
// TWO: scf.parallel (%[[W:.+]]) = (%c0) to (%c2) step (%c1) {
// TWO: %[[SCALED:.+]] = arith.muli %[[W]], %c15
// TWO: %[[BEGIN:.+]] = arith.divui %[[SCALED]], %c2
// TWO: %[[END:.+]] = arith.divui %{{.+}}, %c2
// TWO: %[[FIRST:.+]] = arith.divui %[[BEGIN]], %c5
// TWO: %[[LAST:.+]] = arith.ceildivui %[[END]], %c5
// TWO: scf.for %[[N:.+]] = %[[FIRST]] to %[[LAST]] step %c1 {
// TWO: memref.copy
// TWO: %[[PARTS:.+]] = arith.muli %[[N]], %c5
// TWO: arith.subi %[[BEGIN]], %[[PARTS]]
// TWO: arith.maxsi
// TWO: %[[LOW:.+]] = arith.minsi %{{.+}}, %c4
// TWO: %[[FROM:.+]] = affine.apply #{{.+}}(%[[LOW]])
// TWO: arith.subi %[[END]], %[[PARTS]]
// TWO: arith.maxsi
// TWO: %[[HIGH:.+]] = arith.minsi %{{.+}}, %c4
// TWO: %[[TO:.+]] = affine.apply #{{.+}}(%[[HIGH]])
// TWO: scf.for %{{.+}} = %[[FROM]] to %[[TO]] step %c16 {
// TWO: %[[NEXT:.+]] = arith.addi %[[PARTS]], %c5
// TWO: %[[MINE:.+]] = arith.cmpi uge, %[[END]], %[[NEXT]]
// TWO: scf.if %[[MINE]] {
// TWO: memref.subview %[[X]][%{{.+}}, 64] [1, 8]
// CHECK-NOT: scf.forall
// CHECK: return
func.func @panels(%x: memref<3x72xf32>, %z: memref<72xf32>) {
  // expected-remark@below {{640 bytes of scratch memory for each of 15 threads}}
  scf.forall (%i) = (0) to (3) step (1) {
    %a = memref.alloc() : memref<72xf32>
    memref.copy %z, %a : memref<72xf32> to memref<72xf32>
    scf.forall (%k) = (0) to (64) step (16) {
      %from = memref.subview %a[%k] [16] [1] : memref<72xf32> to memref<16xf32, strided<[1], offset: ?>>
      %to = memref.subview %x[%i, %k] [1, 16] [1, 1] : memref<3x72xf32> to memref<16xf32, strided<[1], offset: ?>>
      memref.copy %from, %to : memref<16xf32, strided<[1], offset: ?>> to memref<16xf32, strided<[1], offset: ?>>
    }
    %from = memref.subview %a[64] [8] [1] : memref<72xf32> to memref<8xf32, strided<[1], offset: 64>>
    %to = memref.subview %x[%i, 64] [1, 8] [1, 1] : memref<3x72xf32> to memref<8xf32, strided<[1], offset: ?>>
    memref.copy %from, %to : memref<8xf32, strided<[1], offset: 64>> to memref<8xf32, strided<[1], offset: ?>>
  }
  return
}

// As many blocks for each thread: panels stay in one.
// CHECK-LABEL: func.func @even(
// TWO: scf.parallel
// CHECK: scf.for
// CHECK: scf.for %{{.+}} = %c0 to %c64 step %c16 {
// CHECK: return
func.func @even(%x: memref<4x64xf32>, %zero: f32) {
  // expected-remark@below {{0 bytes of scratch memory for each of 16 threads}}
  scf.forall (%i) = (0) to (4) step (1) {
    scf.forall (%k) = (0) to (64) step (16) {
      memref.store %zero, %x[%i, %k] : memref<4x64xf32>
    }
  }
  return
}

// On tensors, a loop is left as it is.
// CHECK-LABEL: func.func @tensors(
// CHECK: scf.forall
func.func @tensors(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = scf.forall (%i) = (0) to (8) step (4) shared_outs(%o = %x) -> (tensor<8xf32>) {
    %s = tensor.extract_slice %x[%i] [4] [1] : tensor<8xf32> to tensor<4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %s into %o[%i] [4] [1] : tensor<4xf32> into tensor<8xf32>
    }
  }
  return %0 : tensor<8xf32>
}

// Of a buffer of unknown size, the thread's part is as large as it can be.
// CHECK-LABEL: func.func @edge(
// CHECK: %[[ARENA:.+]] = memref.alloc() {{.*}} : memref<[[BYTES:[0-9]+]]xi8>
// CHECK: %[[ROWS:.+]] = affine.min
// CHECK: memref.view %[[ARENA]][%{{.+}}][%[[ROWS]]] : memref<[[BYTES]]xi8> to memref<?x8xf32>
// CHECK-NOT: memref.alloc
// CHECK: return
func.func @edge(%x: memref<7x8xf32>, %zero: f32) {
  // expected-remark@below {{448 bytes of scratch memory for each of}}
  scf.forall (%i) = (0) to (7) step (4) {
    %rows = affine.min affine_map<(i) -> (7 - i, 4)>(%i)
    %a = memref.alloc(%rows) : memref<?x8xf32>
    linalg.fill ins(%zero : f32) outs(%a : memref<?x8xf32>)
    %to = memref.subview %x[%i, 0] [%rows, 8] [1, 1] : memref<7x8xf32> to memref<?x8xf32, strided<[8, 1], offset: ?>>
    memref.copy %a, %to : memref<?x8xf32> to memref<?x8xf32, strided<[8, 1], offset: ?>>
  }
  return
}
