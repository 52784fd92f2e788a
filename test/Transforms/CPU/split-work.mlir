// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-split-work,canonicalize,cse))' | FileCheck %s

module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 256 : i64,
      "vector_registers" = 16 : i64, "L1_cache_size_in_bytes" = 32768 : i64,
      "L2_cache_size_in_bytes" = 524288 : i64,
      "L3_cache_size_in_bytes" = 16777216 : i64, "f16_conversions" = 1 : i64,
      "num_threads" = 3 : i64>>} {

// Of a wide product threads share the columns: they read parts of %b, the larger
// operand, and all of %a. The fill goes along. Five shares of whole vectors keep
// three threads busy in two rounds.

// CHECK-LABEL: func @wide
// CHECK-SAME: %[[A:.*]]: tensor<64x512xf32>, %[[B:.*]]: tensor<512x1000xf32>
// CHECK: scf.forall (%[[J:.*]]) = (0) to (1000) step (200)
// CHECK:   %[[PART:.*]] = tensor.extract_slice %[[B]][0, %[[J]]] [512, 200]
// CHECK:   %[[ZERO:.*]] = linalg.fill
// CHECK:   linalg.matmul ins(%[[A]], %[[PART]] : {{.*}}) outs(%[[ZERO]]
func.func @wide(%a: tensor<64x512xf32>, %b: tensor<512x1000xf32>) -> tensor<64x1000xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<64x1000xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%empty : tensor<64x1000xf32>) -> tensor<64x1000xf32>
  %y = linalg.matmul ins(%a, %b : tensor<64x512xf32>, tensor<512x1000xf32>)
      outs(%fill : tensor<64x1000xf32>) -> tensor<64x1000xf32>
  return %y : tensor<64x1000xf32>
}

// Of a tall one the rows.

// CHECK-LABEL: func @tall
// CHECK: scf.forall (%{{.*}}) = (0) to (900) step (300)
// CHECK:   linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<300x512xf32>, tensor<512x64xf32>)
func.func @tall(%a: tensor<900x512xf32>, %b: tensor<512x64xf32>, %out: tensor<900x64xf32>) -> tensor<900x64xf32> {
  %y = linalg.matmul ins(%a, %b : tensor<900x512xf32>, tensor<512x64xf32>)
      outs(%out : tensor<900x64xf32>) -> tensor<900x64xf32>
  return %y : tensor<900x64xf32>
}

// What is short, has dynamic sizes, or no equal shares, is left to one thread.

// CHECK-LABEL: func @left
// CHECK-NOT: scf.forall
func.func @left(%a: tensor<16x16xf32>, %b: tensor<16x16xf32>, %c: tensor<?x512xf32>, %d: tensor<512x512xf32>,
                %out: tensor<16x16xf32>, %long: tensor<?x512xf32>, %e: tensor<503x509xf32>)
    -> (tensor<16x16xf32>, tensor<?x512xf32>, tensor<503x509xf32>) {
  %y = linalg.matmul ins(%a, %b : tensor<16x16xf32>, tensor<16x16xf32>)
      outs(%out : tensor<16x16xf32>) -> tensor<16x16xf32>
  %z = linalg.matmul ins(%c, %d : tensor<?x512xf32>, tensor<512x512xf32>)
      outs(%long : tensor<?x512xf32>) -> tensor<?x512xf32>
  %empty = tensor.empty() : tensor<503x509xf32>
  %exp = linalg.exp ins(%e : tensor<503x509xf32>) outs(%empty : tensor<503x509xf32>) -> tensor<503x509xf32>
  return %y, %z, %exp : tensor<16x16xf32>, tensor<?x512xf32>, tensor<503x509xf32>
}
}
