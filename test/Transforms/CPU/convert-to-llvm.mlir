// Alone, too, where upstream's pass asks for dialects that nothing has loaded.

// RUN: wino-opt %s --winograd-convert-to-llvm | FileCheck %s
// RUN: not wino-opt %s --convert-to-llvm=filter-dialects=func,complex 2>&1 | FileCheck %s --check-prefix=UPSTREAM
// UPSTREAM: error: dialect not loaded: complex

// CHECK: llvm.func @f(%{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr, %{{.*}}: i64, %{{.*}}: i64, %{{.*}}: i64, %{{.*}}: i64) -> f32
// CHECK: llvm.load
// CHECK-NOT: memref.
func.func @f(%x: memref<8xf32>, %i: index) -> f32 {
  %v = memref.load %x[%i] : memref<8xf32>
  return %v : f32
}
