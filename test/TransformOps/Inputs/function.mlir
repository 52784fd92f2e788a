module attributes {transform.with_named_sequence} {
  transform.named_sequence @function(%function: !transform.any_op {transform.readonly}) {
    transform.sequence %function : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.structured.match ops{["linalg.conv_1d"]} in %root
          : (!transform.any_op) -> !transform.any_op
      transform.winograd.plan %convolutions kind = "four-buffer" tile = 2
          : (!transform.any_op) -> !transform.any_param
      %input, %filter, %product, %output = transform.winograd.raise %convolutions
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      transform.winograd.tile_and_fuse %output : (!transform.any_op) -> !transform.any_op
      transform.winograd.lower %root : (!transform.any_op) -> !transform.any_op
    }
    transform.yield
  }
}
