// What belongs together, although it may not look so.

// RUN: wino-opt %s --winograd-verify-loops -split-input-file -verify-diagnostics

// Scratch memory of one loop does not leave it, wherever it was allocated; parts of
// one piece of memory are buffers of their own.
func.func @scratch(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %memory = memref.alloc() : memref<128xi8>
  %a = memref.view %memory[%c0][] : memref<128xi8> to memref<8xf32>
  %b = memref.view %memory[%c64][] : memref<128xi8> to memref<8xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %from = memref.subview %x[%i, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<8xf32, strided<[1], offset: ?>>
    %to = memref.subview %y[%i, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<8xf32, strided<[1], offset: ?>>
    linalg.map { arith.negf } ins(%from : memref<8xf32, strided<[1], offset: ?>>) outs(%a : memref<8xf32>)
    linalg.map { math.absf } ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
    memref.copy %b, %to : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  }
  memref.dealloc %memory : memref<128xi8>
  return
}

// -----

// Several loops may write one buffer, and fills may be equal.
func.func @fills(%x: memref<8xf32>) -> (memref<8xf32>, memref<8xf32>) {
  %zero = arith.constant 0.0 : f32
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.fill ins(%zero : f32) outs(%a : memref<8xf32>)
  linalg.fill ins(%zero : f32) outs(%b : memref<8xf32>)
  linalg.add ins(%x, %a : memref<8xf32>, memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.mul ins(%x, %b : memref<8xf32>, memref<8xf32>) outs(%b : memref<8xf32>)
  return %a, %b : memref<8xf32>, memref<8xf32>
}

// -----

// What is read was written in between; what is copied is changed afterwards.
func.func @versions(%x: memref<8xf32>, %y: memref<8xf32>) -> (memref<8xf32>, memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.map { arith.negf } ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %y, %x : memref<8xf32> to memref<8xf32>
  linalg.map { arith.negf } ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  return %a, %b : memref<8xf32>, memref<8xf32>
}

// -----

// A loop that asserts something has an effect.
func.func @asserts(%x: memref<8xi1>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %x[%i] : memref<8xi1>
    cf.assert %v, "expected all to hold"
  }
  return
}

// -----

// Either of two buffers is what is read afterwards.
func.func @select(%x: memref<8xf32>, %y: memref<8xf32>, %first: i1) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %c = arith.select %first, %a, %b : memref<8xf32>
  scf.if %first {
    linalg.map { arith.negf } ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  } else {
    linalg.map { math.absf } ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  }
  memref.copy %c, %y : memref<8xf32> to memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  memref.dealloc %b : memref<8xf32>
  return
}
