// An output file is whole or as it was before; nothing else is left behind.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t/d
// RUN: echo old > %t/d/y.npy
// RUN: not wino-run %s --entry=f --output=%t/d/y.npy 2>&1 | FileCheck %s --check-prefix=FAIL
// FAIL: wino-run: error: expected as many inputs
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/d/y.npy --pipeline=canonicalize 2>&1 | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: wino-run: error: expected the pipeline to lower
// RUN: FileCheck %s --check-prefix=OLD < %t/d/y.npy
// OLD: old
// RUN: ls -A %t/d | count 1

// RUN: wino-run %s --entry=f --random-inputs --output=%t/d/y.npy
// RUN: %python %S/Inputs/npy.py equal %t/d/y.npy "np.float32([1, 2])"
// RUN: ls -A %t/d | count 1

// RUN: not wino-run %s --entry=f --random-inputs --output=%t/none/y.npy 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: wino-run: error: expected '{{.*}}none/y.npy' to be a file that can be written, but its folder says: No such file or directory
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/d 2>&1 | FileCheck %s --check-prefix=IS-FOLDER
// IS-FOLDER: wino-run: error: expected '{{.*}}' to be a file that can be written, but it is no regular file
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/d/y.npy/z 2>&1 | FileCheck %s --check-prefix=NO-FOLDER
// NO-FOLDER: but '{{.*}}y.npy' is no folder
// RUN: not wino-run %s --entry=f --random-inputs --output=/dev/null 2>&1 | FileCheck %s --check-prefix=DEVICE
// DEVICE: wino-run: error: expected '/dev/null' to be a file that can be written, but it is no regular file
// RUN: not wino-run %s --entry=f --random-inputs --output= 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: wino-run: error: expected '' to be a file that can be written, but it names no file
// RUN: not wino-run %s --entry=g --random-inputs --output=%t/d/z.npy --output=%t/d/../d/z.npy 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: z.npy' to be a file that can be written, but it is named twice
// RUN: ls -A %t/d | count 1
func.func @f(%a: tensor<2xf32>) -> tensor<2xf32> {
  %0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @g(%a: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  return %a, %a : tensor<2xf32>, tensor<2xf32>
}
