// Sums over any axes, against NumPy: integers, so that they are exact in any order.

// REQUIRES: python
// DEFINE: %{npy} = %python %S/Inputs/npy.py
// RUN: rm -rf %t && mkdir %t
// RUN: %{npy} make %t/x.npy "(np.arange(7 * 32 * 13, dtype='f4').reshape(7, 32, 13) * 31 %% 61) - 30"
// RUN: %{npy} make %t/i.npy "(np.arange(7 * 32 * 13, dtype='i4').reshape(7, 32, 13) * 31 %% 61) - 30"
// RUN: %{npy} make %t/s01.npy "np.arange(7 * 32, dtype='f4').reshape(7, 32)"
// RUN: %{npy} make %t/s02.npy "np.arange(7 * 13, dtype='f4').reshape(7, 13)"
// RUN: %{npy} make %t/s12.npy "np.arange(32 * 13, dtype='f4').reshape(32, 13)"
// RUN: %{npy} make %t/s1.npy "np.arange(32, dtype='f4')"
// RUN: %{npy} make %t/s.npy "np.float32(3)"
// RUN: %{npy} make %t/i02.npy "np.arange(7 * 13, dtype='i4').reshape(7, 13)"

// DEFINE: %{run} = wino-run %s --output=%t/y.npy
// RUN: %{run} --entry=outer --input=%t/x.npy --input=%t/s12.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s12.npy') + np.load('%t/x.npy').sum(axis=0)"
// RUN: %{run} --entry=middle --input=%t/x.npy --input=%t/s02.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s02.npy') + np.load('%t/x.npy').sum(axis=1)"
// RUN: %{run} --entry=inner --input=%t/x.npy --input=%t/s01.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s01.npy') + np.load('%t/x.npy').sum(axis=2)"
// RUN: %{run} --entry=around --input=%t/x.npy --input=%t/s1.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s1.npy') + np.load('%t/x.npy').sum(axis=(0, 2))"
// RUN: %{run} --entry=all --input=%t/x.npy --input=%t/s.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s.npy') + np.load('%t/x.npy').sum()"
// RUN: %{run} --entry=maximum --input=%t/x.npy --input=%t/s02.npy
// RUN: %{npy} equal %t/y.npy "np.maximum(np.load('%t/s02.npy'), np.load('%t/x.npy').max(axis=1))"
// RUN: %{run} --entry=integers --input=%t/i.npy --input=%t/i02.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/i02.npy') + np.load('%t/i.npy').sum(axis=1, dtype='i4')"
// RUN: %{run} --entry=dynamic --input=%t/x.npy --input=%t/s02.npy
// RUN: %{npy} equal %t/y.npy "np.load('%t/s02.npy') + np.load('%t/x.npy').sum(axis=1)"

func.func @outer(%x: tensor<7x32x13xf32>, %s: tensor<32x13xf32>) -> tensor<32x13xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<32x13xf32>) dimensions = [0]
  return %y : tensor<32x13xf32>
}
func.func @middle(%x: tensor<7x32x13xf32>, %s: tensor<7x13xf32>) -> tensor<7x13xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<7x13xf32>) dimensions = [1]
  return %y : tensor<7x13xf32>
}
func.func @inner(%x: tensor<7x32x13xf32>, %s: tensor<7x32xf32>) -> tensor<7x32xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<7x32xf32>) dimensions = [2]
  return %y : tensor<7x32xf32>
}
func.func @around(%x: tensor<7x32x13xf32>, %s: tensor<32xf32>) -> tensor<32xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<32xf32>) dimensions = [0, 2]
  return %y : tensor<32xf32>
}
func.func @all(%x: tensor<7x32x13xf32>, %s: tensor<f32>) -> tensor<f32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<f32>) dimensions = [0, 1, 2]
  return %y : tensor<f32>
}
func.func @maximum(%x: tensor<7x32x13xf32>, %s: tensor<7x13xf32>) -> tensor<7x13xf32> {
  %y = linalg.reduce {arith.maximumf} ins(%x : tensor<7x32x13xf32>) outs(%s : tensor<7x13xf32>) dimensions = [1]
  return %y : tensor<7x13xf32>
}
func.func @integers(%x: tensor<7x32x13xi32>, %s: tensor<7x13xi32>) -> tensor<7x13xi32> {
  %y = linalg.reduce {arith.addi} ins(%x : tensor<7x32x13xi32>) outs(%s : tensor<7x13xi32>) dimensions = [1]
  return %y : tensor<7x13xi32>
}
func.func @dynamic(%x: tensor<?x?x?xf32>, %s: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<?x?x?xf32>) outs(%s : tensor<?x?xf32>) dimensions = [1]
  return %y : tensor<?x?xf32>
}
