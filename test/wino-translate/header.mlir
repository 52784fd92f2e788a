// What the header says.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --target-triple=x86_64-linux-gnu --cpu=znver3 --pipeline-options="plan=four-buffer tile=2"
// RUN: FileCheck %s --input-file=%t/my-net.h --match-full-lines --strict-whitespace
// RUN: %host_cc -std=c99 -Wall -Wextra -pedantic -Werror -fsyntax-only -include %t/my-net.h -x c /dev/null
// RUN: %host_cxx -Wall -Wextra -pedantic -Werror -fsyntax-only -include %t/my-net.h -x c++ /dev/null

//      CHECK:/* my-net.h - written by wino-translate, for x86_64-unknown-linux-gnu, znver3.
//      CHECK: * Every pointer is to the elements of an array in row-major order without gaps,
//      CHECK:#ifndef MY_NET_H
// CHECK-NEXT:#define MY_NET_H
//      CHECK:#include <stddef.h>
// CHECK-NEXT:#include <stdint.h>
//      CHECK:extern "C" {
//      CHECK:/*
// CHECK-NEXT: *   input0: f32 [10][6]
// CHECK-NEXT: *   input1: f32 [3][6][5]
// CHECK-NEXT: *   output0: f32 [8][5]
// CHECK-NEXT: */
// CHECK-NEXT:void conv(const float *input0,
// CHECK-NEXT:          const float *input1,
// CHECK-NEXT:          float *output0);
//      CHECK:/* Elements of what conv_prepack writes. */
// CHECK-NEXT:#define conv_prepacked_size ((size_t)120)
//      CHECK: *   filter0: f32 [3][6][5]
// CHECK-NEXT: *   packed0: f32 [4][6][5]
// CHECK-NEXT: */
// CHECK-NEXT:void conv_prepack(const float *filter0,
// CHECK-NEXT:                  float *packed0);
//      CHECK: *   input0: f32 [10][6]
// CHECK-NEXT: *   packed0: f32 [4][6][5]
// CHECK-NEXT: *   output0: f32 [8][5]
// CHECK-NEXT: */
// CHECK-NEXT:void conv_prepacked(const float *input0,
// CHECK-NEXT:                    const float *packed0,
// CHECK-NEXT:                    float *output0);
//      CHECK: *   input0: f16 [4]
// CHECK-NEXT: *   input1: bf16 [1]
// CHECK-NEXT: *   input2: i1 [1]
// CHECK-NEXT: *   input3: i32 [2]
// CHECK-NEXT: *   input4: f64 [input4_dim0][2]
// CHECK-NEXT: *   output0: f64 [output0_dim0][2]
// CHECK-NEXT: *   output1: f16 [4]
// CHECK-NEXT: */
// CHECK-NEXT:void types(const uint16_t *input0,
// CHECK-NEXT:           const uint16_t *input1,
// CHECK-NEXT:           const uint8_t *input2,
// CHECK-NEXT:           const int32_t *input3,
// CHECK-NEXT:           const double *input4, int64_t input4_dim0,
// CHECK-NEXT:           double *output0, int64_t output0_dim0,
// CHECK-NEXT:           uint16_t *output1);
//      CHECK:void nothing(void);
//      CHECK:/* Bytes of scratch memory of scratch. */
// CHECK-NEXT:#define scratch_workspace_size ((size_t){{[1-9][0-9]*}})
//      CHECK:void scratch_with_workspace(const float *input0,
// CHECK-NEXT:                            float *output0,
// CHECK-NEXT:                            void *workspace);
//      CHECK:#endif /* MY_NET_H */
module @"my-net" {
  func.func @conv(%x: tensor<10x6xf32>, %w: tensor<3x6x5xf32>) -> tensor<8x5xf32> {
    %empty = tensor.empty() : tensor<8x5xf32>
    %zero = arith.constant 0.0 : f32
    %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<8x5xf32>) -> tensor<8x5xf32>
    %y = linalg.generic {indexing_maps = [affine_map<(t, k, c, i) -> (t + i, c)>, affine_map<(t, k, c, i) -> (i, c, k)>, affine_map<(t, k, c, i) -> (t, k)>],
        iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %w : tensor<10x6xf32>, tensor<3x6x5xf32>) outs(%init : tensor<8x5xf32>) {
    ^bb0(%a: f32, %b: f32, %c: f32):
      %m = arith.mulf %a, %b : f32
      %s = arith.addf %c, %m : f32
      linalg.yield %s : f32
    } -> tensor<8x5xf32>
    return %y : tensor<8x5xf32>
  }
  func.func @types(%a: tensor<4xf16>, %b: tensor<bf16>, %c: tensor<1xi1>, %d: tensor<2xi32>, %e: tensor<?x2xf64>) -> (tensor<?x2xf64>, tensor<4xf16>) {
    return %e, %a : tensor<?x2xf64>, tensor<4xf16>
  }
  func.func @nothing() { return }
  func.func @scratch(%x: tensor<256x128xf32>) -> tensor<128x256xf32> {
    %e = tensor.empty() : tensor<128x256xf32>
    %t = linalg.transpose ins(%x : tensor<256x128xf32>) outs(%e : tensor<128x256xf32>) permutation = [1, 0]
    %b = winograd.bufferize %t global : tensor<128x256xf32>
    %y = linalg.add ins(%b, %t : tensor<128x256xf32>, tensor<128x256xf32>) outs(%e : tensor<128x256xf32>) -> tensor<128x256xf32>
    return %y : tensor<128x256xf32>
  }
}
