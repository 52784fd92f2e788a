// Standard output that takes nothing is an error, for every tool.

// RUN: not wino-run %s --entry=f --random-inputs --time > /dev/full 2> %t && FileCheck %s < %t
// RUN: not wino-run --help > /dev/full 2> %t && FileCheck %s < %t
// RUN: not wino-bench --help > /dev/full 2> %t && FileCheck %s < %t
// RUN: not wino-opt %s > /dev/full 2> %t && FileCheck %s < %t
// RUN: not wino-opt %s --emit-bytecode > /dev/full 2> %t && FileCheck %s < %t
// RUN: not wino-opt --show-dialects > /dev/full 2> %t && FileCheck %s < %t
// CHECK-NOT: LLVM ERROR
// CHECK: wino-{{run|bench|opt}}: error: expected standard output to take what is printed, but writing says: No space left on device

// So is a file that takes nothing.
// RUN: not wino-opt %s -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: not wino-opt %s --emit-bytecode -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// FULL-NOT: LLVM ERROR
// FULL: wino-opt: error: expected '/dev/full' to be a file that can be written, but writing says: No space left on device

// A file is whole or as it was; a link stays one.
// RUN: rm -rf %t.d && mkdir %t.d && echo old > %t.d/old && ln -s old %t.d/link
// RUN: not wino-opt %s --winograd-to-cpu=threads=0 -o %t.d/link
// RUN: FileCheck %s --check-prefix=OLD < %t.d/link
// OLD: old
// RUN: wino-opt %s -o %t.d/link && test -L %t.d/link && FileCheck %s --check-prefix=NEW < %t.d/old
// RUN: wino-opt %s -o /dev/null
// RUN: ls -A %t.d | count 2
// NEW: func.func @f
func.func @f(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}
