// Options that are unknown or have no such value. Nothing is written.

// RUN: rm -rf %t && mkdir %t
// RUN: not wino-translate %s -o %t --emit=punch-cards 2>&1 | FileCheck %s --check-prefix=EMIT
// EMIT: wino-translate: error: expected --emit to be object, shared-library, llvm-ir, assembly, spirv, metal or ptx, but got 'punch-cards'
// RUN: not wino-translate %s 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: for the -o option: must be specified at least once
// RUN: not wino-translate %s -o %t --target-triple=abacus 2>&1 | FileCheck %s --check-prefix=TRIPLE
// TRIPLE: wino-translate: error: expected --target-triple to be a target of LLVM, but got 'abacus':
// RUN: not wino-translate %s -o %t --target-triple=i686-linux-gnu 2>&1 | FileCheck %s --check-prefix=BITS
// BITS: wino-translate: error: expected a target with pointers of 64 bits, but got i686-unknown-linux-gnu, which has 32
// RUN: not wino-translate %s -o %t --target-triple=aarch64-linux-gnu --cpu=znver3 2>&1 | FileCheck %s --check-prefix=CPU
// CPU: wino-translate: error: expected --cpu to be a processor of aarch64-unknown-linux-gnu, but got 'znver3'
// RUN: not wino-translate %s -o %t --target-triple=aarch64-linux-gnu --features=+sve,avx2 2>&1 | FileCheck %s --check-prefix=FEATURES
// FEATURES: wino-translate: error: expected --features to be a list of features of aarch64-unknown-linux-gnu, each with + or - in front, but got '+sve,avx2'
// RUN: not wino-translate %s -o %t --emit=shared-library --target-triple=riscv64-linux-gnu 2>&1 | FileCheck %s --check-prefix=SHARED
// SHARED: wino-translate: error: expected --emit=object or assembly for riscv64-unknown-linux-gnu, since a shared library can only be linked for this machine
// RUN: not wino-translate %s -o %t --emit=shared-library --linker=%t/none 2>&1 | FileCheck %s --check-prefix=LINKER
// LINKER: wino-translate: error: expected --linker to be a compiler driver, but there is no program '{{.*}}none'
// RUN: not wino-translate %s -o %t --emit=shared-library --linker=false 2>&1 | FileCheck %s --check-prefix=LINK
// LINK: wino-translate: error: expected '{{.*}}false' to link a shared library, but it failed
// RUN: not wino-translate %s -o %t --pipeline-options=speed=1 2>&1 | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: wino-translate: error: expected --pipeline-options to be options of winograd-to-cpu, but got: {{.*}}no such option speed
// RUN: not wino-translate %s -o %t --pipeline-options="direct tile=4" 2>&1 | FileCheck %s --check-prefix=CHECK
// CHECK: wino-translate: error: expected 'direct' without 'plan'
// RUN: not wino-translate %s -o %t --pipeline-options=tile=99 2>&1 | FileCheck %s --check-prefix=TILE
// TILE: error: expected the option 'tile' to be 0 to 15, but got 99
// TILE: wino-translate: error: the pipeline failed on this module
// RUN: not wino-translate %s -o %t --entry=g 2>&1 | FileCheck %s --check-prefix=ENTRY
// ENTRY: wino-translate: error: expected --entry to name a function of the module that has a body, but got 'g'
// RUN: not wino-translate %s -o %t --entry=f:1 2>&1 | FileCheck %s --check-prefix=IDENTIFIER
// IDENTIFIER: wino-translate: error: expected the name of a public function to be an identifier of C and C++, but got '1'
// RUN: not wino-translate %s -o %t --entry=f:taken 2>&1 | FileCheck %s --check-prefix=TAKEN
// TAKEN: wino-translate: error: expected the name 'taken' for 'f' to be free
// RUN: ls %t | count 0
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func private @taken()
