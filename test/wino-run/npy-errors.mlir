// Files that are no array of numbers, in C order and little endian.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/fortran.npy "np.asfortranarray(np.ones((2, 3), 'f4'))"
// RUN: %python %S/Inputs/npy.py make %t/big.npy "np.ones((2, 3), '>f4')"
// RUN: %python %S/Inputs/npy.py make %t/object.npy "np.array([[None, 1, 2]] * 2)"
// RUN: %python %S/Inputs/npy.py make %t/struct.npy "np.zeros((2, 3), [('x', 'f4')])"
// RUN: %python %S/Inputs/npy.py make %t/complex.npy "np.ones((2, 3), 'c8')"
// RUN: %python %S/Inputs/npy.py make %t/good.npy "np.ones((2, 3), 'f4')"
// RUN: head -c 140 %t/good.npy > %t/short.npy
// RUN: head -c 50 %t/good.npy > %t/shorter.npy
// RUN: echo "1 2 3" > %t/text.npy

// RUN: not wino-run %s --entry=f --input=%t/fortran.npy 2>&1 | FileCheck %s --check-prefix=FORTRAN
// FORTRAN: wino-run: error: '{{.*}}fortran.npy': expected the elements in C order, but got Fortran order
// RUN: not wino-run %s --entry=f --input=%t/big.npy 2>&1 | FileCheck %s --check-prefix=BIG
// BIG: wino-run: error: '{{.*}}big.npy': expected little-endian elements, but got big-endian '>f4'
// RUN: not wino-run %s --entry=f --input=%t/object.npy 2>&1 | FileCheck %s --check-prefix=OBJECT
// OBJECT: wino-run: error: '{{.*}}object.npy': expected an array of numbers, but got pickled Python objects (type '|O')
// RUN: not wino-run %s --entry=f --input=%t/struct.npy 2>&1 | FileCheck %s --check-prefix=STRUCT
// STRUCT: wino-run: error: '{{.*}}struct.npy': expected an array of numbers, but got an array of structures
// RUN: not wino-run %s --entry=f --input=%t/complex.npy 2>&1 | FileCheck %s --check-prefix=COMPLEX
// COMPLEX: wino-run: error: '{{.*}}complex.npy': expected an element type among {{.*}}, but got '<c8'
// RUN: not wino-run %s --entry=f --input=%t/short.npy 2>&1 | FileCheck %s --check-prefix=SHORT
// SHORT: wino-run: error: '{{.*}}short.npy': expected 24 bytes of elements for the shape 2x3 and the type <f4, but got 12
// RUN: not wino-run %s --entry=f --input=%t/shorter.npy 2>&1 | FileCheck %s --check-prefix=SHORTER
// SHORTER: wino-run: error: '{{.*}}shorter.npy': expected a header of 118 bytes, but the file ends after 40
// RUN: not wino-run %s --entry=f --input=%t/text.npy 2>&1 | FileCheck %s --check-prefix=TEXT
// TEXT: wino-run: error: '{{.*}}text.npy': expected a .npy file, which begins with \x93NUMPY, but got other bytes
// RUN: not wino-run %s --entry=f --input=%t/none.npy 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: wino-run: error: expected '{{.*}}none.npy' to be a readable file, but got: No such file or directory
// RUN: not wino-run %s --entry=f --input=%t 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: wino-run: error: expected '{{.*}}' to be a readable file, but got: Is a directory
func.func @f(%a: tensor<2x3xf32>) {
  return
}
