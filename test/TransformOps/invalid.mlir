// RUN: wino-opt %s -verify-diagnostics -split-input-file

module attributes {transform.with_named_sequence} {
  transform.named_sequence @tiles(%op: !transform.any_op) {
    // expected-error@below {{expected one parameter for each dynamic size of 'block'}}
    "transform.winograd.tile_and_fuse"(%op) <{
        operandSegmentSizes = array<i32: 1, 0, 0>,
        static_block = array<i64: -9223372036854775808>}>
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

module attributes {transform.with_named_sequence} {
  transform.named_sequence @both(%op: !transform.any_op, %m: !transform.param<i64>) {
    // expected-error@below {{expected an attribute or a parameter, but got both}}
    "transform.winograd.raise"(%op, %m) <{tile = 4 : i64}>
        : (!transform.any_op, !transform.param<i64>)
        -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

module attributes {transform.with_named_sequence} {
  transform.named_sequence @whole(%op: !transform.any_op) {
    // expected-error@below {{expected a 'plan' without 'kind', 'tile' and 'block', which it has}}
    transform.winograd.plan %op tile = 4 plan(#winograd.plan<direct>)
        : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}
