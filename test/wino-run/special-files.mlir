// Files that are none, or that never end, as modules, inputs and outputs.

// RUN: rm -rf %t && mkdir -p %t
// RUN: mkfifo %t/pipe

// RUN: not wino-run %s --entry=f --input=/dev/zero --time 2>&1 | FileCheck %s --check-prefix=INPUT
// RUN: not wino-run %s --entry=f --input=%t/pipe --time 2>&1 | FileCheck %s --check-prefix=INPUT
// RUN: not wino-run %s --entry=f --input=/dev/stdin --time < /dev/zero 2>&1 | FileCheck %s --check-prefix=INPUT
// INPUT: wino-run: error: expected '{{.*}}' to be a readable file, but got: a device or a pipe
// RUN: not wino-run /dev/zero --entry=f --random-inputs --time 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not wino-run - --entry=f --random-inputs --time < /dev/zero 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not wino-translate - -o %t < /dev/zero 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: error: expected '{{.*}}' to be a readable file, but got: a zero byte, which no text has
// RUN: not wino-run %t --entry=f --random-inputs --time 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: wino-run: error: expected '{{.*}}' to be a readable file, but got: Is a directory
// A module from a pipe is one.
// RUN: cat %s | wino-run - --entry=f --random-inputs --time | FileCheck %s --check-prefix=TIME
// RUN: cat %s | wino-run /dev/stdin --entry=f --random-inputs --time | FileCheck %s --check-prefix=TIME
// TIME: winograd: compile

// RUN: not wino-run %s --entry=f --random-inputs --output=%t/pipe 2>&1 | FileCheck %s --check-prefix=OUTPUT
// RUN: not wino-run %s --entry=f --random-inputs --output=/dev/full 2>&1 | FileCheck %s --check-prefix=OUTPUT
// OUTPUT: wino-run: error: expected '{{.*}}' to be a file that can be written, but it is no regular file
// RUN: test -p %t/pipe

// A link is never replaced: here by one to whatever standard output is.
// RUN: ln -s /proc/self/fd/1 %t/stdout
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/stdout 2>&1 | FileCheck %s --check-prefix=OUTPUT
// RUN: test -L %t/stdout
// RUN: ln -s loop %t/loop
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/loop 2>&1 | FileCheck %s --check-prefix=LOOP
// LOOP: wino-run: error: expected '{{.*}}loop' to be a file that can be written, but it says: Too many levels of symbolic links
// RUN: test -L %t/loop
// RUN: ln -s new.npy %t/dangling && ln -s dangling %t/second
// RUN: wino-run %s --entry=f --random-inputs --output=%t/second
// RUN: test -L %t/second && test -L %t/dangling && test -f %t/new.npy
// RUN: ln -s none/new.npy %t/nowhere
// RUN: not wino-run %s --entry=f --random-inputs --output=%t/nowhere 2>&1 | FileCheck %s --check-prefix=NOWHERE
// NOWHERE: its folder says: No such file or directory
// RUN: test -L %t/nowhere
func.func @f(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}
