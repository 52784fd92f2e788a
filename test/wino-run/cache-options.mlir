// Where compiled code is kept, how much of it, and when not.

// DEFINE: %{run} = wino-run %s --entry=f --random-inputs --time=1
// RUN: rm -rf %t && mkdir %t
// NEW: {{^[a-z]+: compile [0-9.]+ m?s, run}}
// KEPT: winograd: compile {{[0-9.]+ m?s}} (cached), run

// The user's folder, unless the environment forbids it, as this suite's does.
// RUN: env -u WINOGRAD_NO_CACHE XDG_CACHE_HOME=%t/home %{run} | FileCheck %s --check-prefix=NEW
// RUN: env -u WINOGRAD_NO_CACHE XDG_CACHE_HOME=%t/home %{run} | FileCheck %s --check-prefix=KEPT
// RUN: env WINOGRAD_NO_CACHE=1 XDG_CACHE_HOME=%t/home %{run} | FileCheck %s --check-prefix=NEW
// RUN: env -u WINOGRAD_NO_CACHE XDG_CACHE_HOME=%t/home %{run} --no-cache | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/home/winograd | FileCheck %s --check-prefix=KEPT
// RUN: %{run} --cache-dir=%t/home/winograd --no-cache | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/none --no-cache
// RUN: not ls %t/none

// What is larger than all that may be kept is not, and an error is none.
// RUN: %{run} --cache-dir=%t/small --cache-size=100 | FileCheck %s --check-prefix=NEW
// RUN: ls %t/small | count 0
// RUN: %{run} --cache-dir=%t/large --cache-size=0 | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/large --cache-size=1m | FileCheck %s --check-prefix=KEPT
// RUN: not %{run} --cache-size=much 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not %{run} --cache-size=-1 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not %{run} --cache-size= 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not %{run} --cache-size=1:prune_after=1h 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: wino-run: error: expected --cache-size to be a number of bytes, or with k, m or g behind it, but got '
// RUN: not %{run} --cache-dir= 2>&1 | FileCheck %s --check-prefix=DIRECTORY
// DIRECTORY: wino-run: error: expected --cache-dir to name a folder, but got ''

// A folder that cannot be one is a warning.
// RUN: echo > %t/file
// RUN: %{run} --cache-dir=%t/file/below 2>%t/below.err | FileCheck %s --check-prefix=NEW
// RUN: FileCheck %s --check-prefix=FOLDER < %t/below.err
// RUN: %{run} --cache-dir=%t/file 2>%t/file.err | FileCheck %s --check-prefix=NEW
// RUN: FileCheck %s --check-prefix=FOLDER < %t/file.err
// FOLDER: wino-run: warning: expected a folder for compiled code, but '{{.*}}' says: Not a directory; going on without (--no-cache)
// FOLDER-NOT: {{.}}

// Not kept: what a pipeline as text makes, which may print; code that calls
// libraries; what LLVM's own options change. It is new the second time, too.
// RUN: %{run} --cache-dir=%t/text --pipeline=winograd-to-cpu
// RUN: %{run} --cache-dir=%t/text --pipeline=winograd-to-cpu | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/text --shared-libs=%mlir_lib_dir/libmlir_c_runner_utils.so
// RUN: %{run} --cache-dir=%t/text --shared-libs=%mlir_lib_dir/libmlir_c_runner_utils.so | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/text --verify-machineinstrs
// RUN: %{run} --cache-dir=%t/text --verify-machineinstrs | FileCheck %s --check-prefix=NEW
// RUN: ls %t/text | count 0
func.func @f(%a: tensor<100xf64>) -> tensor<100xf64> {
  %0 = linalg.add ins(%a, %a : tensor<100xf64>, tensor<100xf64>) outs(%a : tensor<100xf64>) -> tensor<100xf64>
  return %0 : tensor<100xf64>
}
