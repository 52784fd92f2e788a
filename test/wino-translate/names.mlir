// Names of modules and folders, as odd as a file system has them.

// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: cp good.mlir .mlir && wino-translate .mlir -o hidden && ls hidden | FileCheck %s --check-prefix=HIDDEN
// HIDDEN: module.h
// HIDDEN-NEXT: module.o
// RUN: cp good.mlir "7 x,y-z.mlir" && wino-translate "7 x,y-z.mlir" --emit=shared-library -o "a folder/in another" && ls "a folder/in another" | FileCheck %s --check-prefix=ODD
// ODD: 7 x,y-z.h
// ODD-NEXT: lib7 x,y-z.so
// RUN: FileCheck %s --check-prefix=GUARD < "a folder/in another/7 x,y-z.h"
// GUARD: #ifndef _7_X_Y_Z_H
// RUN: cp good.mlir -- -.mlir && wino-translate ./-.mlir -o dash && test -f dash/-.h

// A folder that was made for nothing is removed.
// RUN: not wino-translate private.mlir -o new/folder
// RUN: not wino-translate good.mlir -o new/folder --pipeline-options=plan=none
// RUN: not wino-translate good.mlir -o new/folder --emit=spirv --entry=none
// RUN: not ls new

// RUN: not wino-translate empty.mlir -o out 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: wino-translate: error: expected the name of the module to be one that a file can have, but got ''
// RUN: not wino-translate dot.mlir -o out 2>&1 | FileCheck %s --check-prefix=DOT
// DOT: wino-translate: error: expected the name of the module to be one that a file can have, but got '.'
// RUN: not wino-translate control.mlir -o out 2>&1 | FileCheck %s --check-prefix=CONTROL
// CONTROL: wino-translate: error: expected the name of the module to be one that a file can have, but got 'a\0Ab'

//--- good.mlir
func.func @f(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}

//--- private.mlir
func.func private @f(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}

//--- empty.mlir
module @"" {
}

//--- dot.mlir
module @"." {
}

//--- control.mlir
module @"a\0Ab" {
}
