// A convolution and a TopK of ONNX, as winograd.onnx makes them of what torch-mlir does: the sort is
// loops on memory, which is read as a tensor behind them.

// RUN: wino-run %s --entry=main --random-inputs --check --tolerance=1e-5
// RUN: wino-run %s --entry=main --random-inputs --check --tolerance=1e-5 --plan=four-buffer --tile=4
// RUN: wino-opt %s --winograd-to-linalg | FileCheck %s
// CHECK: linalg.contract

#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
module {
  func.func @main(%arg0: tensor<1x1x8x8xf32>) -> tensor<1x1x3x8xf32> {
    %c7 = arith.constant 7 : index
    %c8 = arith.constant 8 : index
    %c1 = arith.constant 1 : index
    %c0 = arith.constant 0 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant dense<[[[[0.5, -0.25, 1.0], [0.125, 2.0, -1.0], [0.25, 0.0, 0.75]]]]> : tensor<1x1x3x3xf32>
    %padded = tensor.pad %arg0 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x1x8x8xf32> to tensor<1x1x10x10xf32>
    %0 = tensor.empty() : tensor<1x1x8x8xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32>
    %2 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded, %cst_0 : tensor<1x1x10x10xf32>, tensor<1x1x3x3xf32>) outs(%1 : tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32>
    %3 = bufferization.to_buffer %2 : tensor<1x1x8x8xf32> to memref<1x1x8x8xf32>
    %4 = tensor.empty() : tensor<1x1x8x8xi64>
    %5 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%4 : tensor<1x1x8x8xi64>) {
    ^bb0(%out: i64):
      %8 = linalg.index 2 : index
      %9 = arith.index_cast %8 : index to i64
      linalg.yield %9 : i64
    } -> tensor<1x1x8x8xi64>
    %6 = bufferization.to_buffer %5 : tensor<1x1x8x8xi64> to memref<1x1x8x8xi64>
    %alloc = memref.alloc() : memref<1x1x8x8xf32>
    memref.copy %3, %alloc : memref<1x1x8x8xf32> to memref<1x1x8x8xf32>
    %alloc_1 = memref.alloc() : memref<1x1x8x8xi64>
    memref.copy %6, %alloc_1 : memref<1x1x8x8xi64> to memref<1x1x8x8xi64>
    scf.for %arg1 = %c0 to %c1 step %c1 {
      scf.for %arg2 = %c0 to %c1 step %c1 {
        scf.for %arg3 = %c0 to %c8 step %c1 {
          scf.for %arg4 = %c0 to %c8 step %c1 {
            scf.for %arg5 = %c0 to %c7 step %c1 {
              %8 = arith.addi %arg5, %c1 : index
              %9 = memref.load %alloc[%arg1, %arg2, %arg5, %arg4] : memref<1x1x8x8xf32>
              %10 = memref.load %alloc[%arg1, %arg2, %8, %arg4] : memref<1x1x8x8xf32>
              %11 = memref.load %alloc_1[%arg1, %arg2, %arg5, %arg4] : memref<1x1x8x8xi64>
              %12 = memref.load %alloc_1[%arg1, %arg2, %8, %arg4] : memref<1x1x8x8xi64>
              %13 = arith.cmpf oge, %9, %10 : f32
              scf.if %13 {
              } else {
                %14 = arith.addi %arg5, %c1 : index
                memref.store %10, %alloc[%arg1, %arg2, %arg5, %arg4] : memref<1x1x8x8xf32>
                memref.store %9, %alloc[%arg1, %arg2, %14, %arg4] : memref<1x1x8x8xf32>
                memref.store %12, %alloc_1[%arg1, %arg2, %arg5, %arg4] : memref<1x1x8x8xi64>
                memref.store %11, %alloc_1[%arg1, %arg2, %14, %arg4] : memref<1x1x8x8xi64>
              }
            }
          }
        }
      }
    }
    %7 = bufferization.to_tensor %alloc restrict : memref<1x1x8x8xf32> to tensor<1x1x8x8xf32>
    %extracted_slice = tensor.extract_slice %7[0, 0, 0, 0] [1, 1, 3, 8] [1, 1, 1, 1] : tensor<1x1x8x8xf32> to tensor<1x1x3x8xf32>
    return %extracted_slice : tensor<1x1x3x8xf32>
  }
}
