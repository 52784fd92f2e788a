func.func @main(%x: tensor<?x?xbf16>) -> tensor<?x?xbf16> {
  %zero = arith.constant 0.0 : bf16
  %0 = tensor.pad %x low[0, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : bf16
  } : tensor<?x?xbf16> to tensor<?x?xbf16>
  %1 = tensor.pad %0 low[1, 1] high[1, 9223372036854775807] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : bf16
  } : tensor<?x?xbf16> to tensor<?x?xbf16>
  return %1 : tensor<?x?xbf16>
}
