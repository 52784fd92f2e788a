func.func @main(%x: tensor<?xf32>, %y: tensor<?x?xf32>, %n: index) -> tensor<?x?xf32> {
  %none = arith.constant -1 : index
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = tensor.dim %x, %none : tensor<?xf32>
  %0 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %y) -> tensor<?x?xf32> {
    %part = tensor.extract_slice %a[0, 0] [%size, 4] [1, 1] : tensor<?x?xf32> to tensor<?x4xf32>
    %other = tensor.extract_slice %a[0, 0] [%n, 4] [1, 1] : tensor<?x?xf32> to tensor<?x4xf32>
    %new = tensor.insert_slice %part into %a[0, 0] [%size, 4] [1, 1] : tensor<?x4xf32> into tensor<?x?xf32>
    scf.yield %new : tensor<?x?xf32>
  }
  return %0 : tensor<?x?xf32>
}
