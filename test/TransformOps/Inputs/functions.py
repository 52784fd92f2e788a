"""Writes a module of so many functions, of which every second is refused."""
import sys

for i in range(int(sys.argv[1])):
    refused = "{winograd.finite_only = false} " if i % 2 else ""
    print(f"""func.func @f{i}(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {{
  %y = linalg.conv_1d {refused}ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}}""")
