// Programs of one rank of four, as they are after partitioning. Of 10 rows, each
// rank has 3, and the last one 1.

module @partitioned {

// y[i] = x[i] + 2 · x[i + 1], where the row behind the last is zero: the first row
// of a rank goes to the one before it.
func.func @halo(
    %x: tensor<3x4xf32> {winograd.shards = [array<i64: 10, 4, 1>, array<i64: 4, 1, 1>]},
    %factor: tensor<f32> {winograd.shards = []})
    -> (tensor<3x4xf32> {winograd.shards = [array<i64: 10, 4, 1>, array<i64: 4, 1, 1>]})
    attributes {winograd.ranks = 4 : i64} {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %three = arith.constant 3 : i32
  %f0 = arith.constant 0.0 : f32
  %comm = mpi.comm_world : !mpi.comm
  %rank = mpi.comm_rank(%comm) : i32
  %sent = memref.alloc() : memref<4xf32>
  %received = memref.alloc() : memref<4xf32>
  linalg.fill ins(%f0 : f32) outs(%received : memref<4xf32>)
  %row = tensor.extract_slice %x[0, 0] [1, 4] [1, 1] : tensor<3x4xf32> to tensor<4xf32>
  bufferization.materialize_in_destination %row in writable %sent
      : (tensor<4xf32>, memref<4xf32>) -> ()
  %hasPrevious = arith.cmpi sgt, %rank, %zero : i32
  scf.if %hasPrevious {
    %previous = arith.subi %rank, %one : i32
    mpi.send(%sent, %zero, %previous, %comm) : memref<4xf32>, i32, i32
  }
  %hasNext = arith.cmpi slt, %rank, %three : i32
  scf.if %hasNext {
    %next = arith.addi %rank, %one : i32
    mpi.recv(%received, %zero, %next, %comm) : memref<4xf32>, i32, i32
  }
  %halo = bufferization.to_tensor %received restrict : memref<4xf32> to tensor<4xf32>
  %empty = tensor.empty() : tensor<4x4xf32>
  %upper = tensor.insert_slice %x into %empty[0, 0] [3, 4] [1, 1]
      : tensor<3x4xf32> into tensor<4x4xf32>
  %rows = tensor.insert_slice %halo into %upper[3, 0] [1, 4] [1, 1]
      : tensor<4xf32> into tensor<4x4xf32>
  %behind = tensor.extract_slice %rows[1, 0] [3, 4] [1, 1]
      : tensor<4x4xf32> to tensor<3x4xf32>
  %init = tensor.empty() : tensor<3x4xf32>
  %y = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>,
                       affine_map<(i, j) -> ()>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %behind, %factor : tensor<3x4xf32>, tensor<3x4xf32>, tensor<f32>)
      outs(%init : tensor<3x4xf32>) {
  ^bb0(%a: f32, %b: f32, %f: f32, %out: f32):
    %p = arith.mulf %b, %f : f32
    %s = arith.addf %a, %p : f32
    linalg.yield %s : f32
  } -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// The sums of rows of 14, of which each rank has 4, and the last one 2: all ranks
// get them. Beside them, on a grid of 2 x 2, of 7 x 3 elements the rank that has
// made each, and five numbers, of which the last rank has none.
func.func @sum(
    %x: tensor<2x4xf32> {winograd.shards = [array<i64: 2, 1, 1>, array<i64: 14, 4, 1>]},
    %few: tensor<2xi1> {winograd.shards = [array<i64: 5, 4, 1>]})
    -> (tensor<2xf32> {winograd.shards = [array<i64: 2, 1, 1>]},
        tensor<4x2xi32> {winograd.shards = [array<i64: 7, 2, 2>, array<i64: 3, 2, 1>]},
        tensor<2xi1> {winograd.shards = [array<i64: 5, 4, 1>]})
    attributes {winograd.ranks = 4 : i64} {
  %f0 = arith.constant 0.0 : f32
  %comm = mpi.comm_world : !mpi.comm
  %rank = mpi.comm_rank(%comm) : i32
  %init = tensor.empty() : tensor<2xf32>
  %zeros = linalg.fill ins(%f0 : f32) outs(%init : tensor<2xf32>) -> tensor<2xf32>
  %partial = linalg.reduce ins(%x : tensor<2x4xf32>) outs(%zeros : tensor<2xf32>)
      dimensions = [1] (%a: f32, %b: f32) {
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  }
  %own = memref.alloc() : memref<2xf32>
  %all = memref.alloc() : memref<2xf32>
  bufferization.materialize_in_destination %partial in writable %own
      : (tensor<2xf32>, memref<2xf32>) -> ()
  mpi.allreduce(%own, %all, MPI_SUM, %comm) : memref<2xf32>, memref<2xf32>
  %total = bufferization.to_tensor %all restrict : memref<2xf32> to tensor<2xf32>
  %empty = tensor.empty() : tensor<4x2xi32>
  %ranks = linalg.fill ins(%rank : i32) outs(%empty : tensor<4x2xi32>) -> tensor<4x2xi32>
  return %total, %ranks, %few : tensor<2xf32>, tensor<4x2xi32>, tensor<2xi1>
}

// For any number of ranks, which exchange nothing. It is an error if the second one
// gets a negative number.
func.func @checked(%x: tensor<2xf32> {winograd.shards = [array<i64: 2, 1, 1>]})
    -> (tensor<2xf32> {winograd.shards = [array<i64: 2, 1, 1>]}) {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i32
  %f0 = arith.constant 0.0 : f32
  %comm = mpi.comm_world : !mpi.comm
  %rank = mpi.comm_rank(%comm) : i32
  %first = tensor.extract %x[%c0] : tensor<2xf32>
  %isPositive = arith.cmpf oge, %first, %f0 : f32
  %isOther = arith.cmpi ne, %rank, %one : i32
  %isFine = arith.ori %isPositive, %isOther : i1
  cf.assert %isFine, "expected a positive number"
  return %x : tensor<2xf32>
}

}
