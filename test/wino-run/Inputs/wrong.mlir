// Makes twos of constants that are ones: a compiler that is wrong.
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%module: !transform.any_op {transform.readonly}) {
    %ones = transform.structured.match ops{["arith.constant"]} attributes {value = dense<1.0> : tensor<5x4x3x3xf32>} in %module : (!transform.any_op) -> !transform.any_op
    %twos = transform.structured.replace %ones {
      %0 = arith.constant dense<2.0> : tensor<5x4x3x3xf32>
    } : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}
