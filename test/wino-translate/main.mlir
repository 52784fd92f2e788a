// C has a main of its own: an entry that is called so gets another name.

// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: wino-translate my-net.mlir -o out 2>&1 | FileCheck %s --check-prefix=NOTE
// RUN: wino-translate my-net.mlir -o out --entry=main,other 2>&1 | FileCheck %s --check-prefix=NOTE
// NOTE: wino-translate: note: 'main' is called 'my_net_main', since C has a main of its own; --entry=main:other gives it another name
// RUN: FileCheck %s --check-prefix=HEADER < out/my-net.h
// HEADER: void my_net_main(const float *input0,
// HEADER: void other(

// What calls it still does, and C can.
// RUN: wino-translate my-net.mlir --emit=shared-library -o out && %host_cc call.c -Iout out/libmy-net.so -Wl,-rpath,out -o call && ./call

// A name that is given is taken.
// RUN: wino-translate my-net.mlir -o named --entry=main:run 2>&1 | count 0
// RUN: FileCheck %s --check-prefix=NAMED < named/my-net.h
// NAMED: void run(

// RUN: not wino-translate taken.mlir -o out 2>&1 | FileCheck %s --check-prefix=TAKEN
// TAKEN: wino-translate: error: expected the name 'taken_main' for 'main' to be free

//--- my-net.mlir
func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
  %0 = arith.addf %a, %a : tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @other(%a: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @main(%a) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

//--- taken.mlir
func.func private @taken_main()
func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}

//--- call.c
#include "my-net.h"
int main(void) {
  float x[2] = {1, 2}, y[2], z[2];
  my_net_main(x, y);
  other(x, z);
  return !(y[0] == 2 && y[1] == 4 && z[1] == 4);
}
