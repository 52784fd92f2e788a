// A schedule of one's own for conv.mlir (docs/Transform.md): the product becomes a
// contraction, which upstream's transforms tile and turn into vectors.

module attributes {transform.with_named_sequence} {
  transform.named_sequence @conv_schedule(%module: !transform.any_op {transform.readonly}) {
    %convolutions = transform.winograd.match_convolutions in %module
        : (!transform.any_op) -> !transform.any_op
    %plans = transform.winograd.plan %convolutions
        kind = "four-buffer" tile = 4 {max_error = 20.0 : f64}
        : (!transform.any_op) -> !transform.any_param
    %input, %filter, %product, %output = transform.winograd.raise %convolutions
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %contraction = transform.winograd.lower %product
        : (!transform.any_op) -> !transform.any_op
    // One position, 3 tiles, 16 output channels at a time.
    %tiled, %loops:3 = transform.structured.tile_using_for %contraction tile_sizes [1, 3, 16]
        : (!transform.any_op)
        -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.structured.vectorize %tiled {create_named_contraction} : !transform.any_op
    transform.yield
  }
}
