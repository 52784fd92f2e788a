// Every element type keeps its bits on the way through; bf16 travels as <u2.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/f16.npy "np.float16([1.5, -2])"
// RUN: %python %S/Inputs/npy.py make %t/bf16.npy "np.uint16([0x3fc0, 0xc000])"
// RUN: %python %S/Inputs/npy.py make %t/f64.npy "np.float64([1e300, -0.0])"
// RUN: %python %S/Inputs/npy.py make %t/i1.npy "np.array([True, False])"
// RUN: %python %S/Inputs/npy.py make %t/i8.npy "np.int8([-128, 127])"
// RUN: %python %S/Inputs/npy.py make %t/i16.npy "np.int16([-5, 7])"
// RUN: %python %S/Inputs/npy.py make %t/index.npy "np.int64([-1, 2**40])"

// RUN: wino-run %s --entry=all --input=%t/f16.npy --input=%t/bf16.npy --input=%t/f64.npy --input=%t/i1.npy --input=%t/i8.npy --input=%t/i16.npy --input=%t/index.npy \
// RUN:   --output=%t/f16.out --output=%t/bf16.out --output=%t/f64.out --output=%t/i1.out --output=%t/i8.out --output=%t/i16.out --output=%t/index.out
// RUN: %python %S/Inputs/npy.py equal %t/f16.out "np.float16([1.5, -2])"
// RUN: %python %S/Inputs/npy.py equal %t/bf16.out "np.uint16([0x3fc0, 0xc000])"
// RUN: %python %S/Inputs/npy.py equal %t/f64.out "np.float64([1e300, -0.0])"
// RUN: %python %S/Inputs/npy.py equal %t/i1.out "np.array([True, False])"
// RUN: %python %S/Inputs/npy.py equal %t/i8.out "np.int8([-128, 127])"
// RUN: %python %S/Inputs/npy.py equal %t/i16.out "np.int16([-5, 7])"
// RUN: %python %S/Inputs/npy.py equal %t/index.out "np.int64([-1, 2**40])"
func.func @all(%0: tensor<2xf16>, %1: tensor<2xbf16>, %2: tensor<2xf64>, %3: tensor<2xi1>, %4: tensor<2xi8>, %5: tensor<2xi16>, %6: tensor<2xindex>)
    -> (tensor<2xf16>, tensor<2xbf16>, tensor<2xf64>, tensor<2xi1>, tensor<2xi8>, tensor<2xi16>, tensor<2xindex>) {
  return %0, %1, %2, %3, %4, %5, %6 : tensor<2xf16>, tensor<2xbf16>, tensor<2xf64>, tensor<2xi1>, tensor<2xi8>, tensor<2xi16>, tensor<2xindex>
}

// The bits of a bf16 as ml_dtypes saves them, and unsigned integers.
// RUN: %python %S/Inputs/npy.py make %t/V2.npy "np.uint16([0x3fc0]).view('V2')"
// RUN: %python %S/Inputs/npy.py make %t/u4.npy "np.uint32([2**32 - 1])"
// RUN: wino-run %s --entry=bits --input=%t/V2.npy --input=%t/u4.npy --output=%t/0.npy --output=%t/1.npy
// RUN: %python %S/Inputs/npy.py equal %t/0.npy "np.uint16([0x3fc0])"
// RUN: %python %S/Inputs/npy.py equal %t/1.npy "np.int32([-1])"
func.func @bits(%0: tensor<1xbf16>, %1: tensor<1xi32>) -> (tensor<1xbf16>, tensor<1xi32>) {
  return %0, %1 : tensor<1xbf16>, tensor<1xi32>
}
