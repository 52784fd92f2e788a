// What follows a convolution is computed where its output transform writes, whatever it
// is: a function is one kernel, and has one buffer besides a thread's scratch memory.

// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4" -o /dev/null --mlir-print-ir-before=convert-scf-to-cf 2>&1 \
// RUN:   | grep -E -o "func.func( private)? @[a-z0-9_]+|memref.alloc\(.*|linalg.[a-z]+" | FileCheck %s --check-prefix=CPU
// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=4" | grep -E -o "func.func @[a-z0-9_]+|gpu.launch_func +@[a-z0-9_]+|memref.(alloc|copy)\(" | FileCheck %s --check-prefix=GPU
// RUN: wino-run %s --entry=bias --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=relu6 --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=prelu --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=silu --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=gelu --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=batch_norm --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=residual --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=narrow --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=enlarged --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: wino-run %s --entry=concatenated --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: %if vulkan %{ wino-run %s --entry=enlarged --target=vulkan --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1 %}
// RUN: %if vulkan %{ wino-run %s --entry=concatenated --target=vulkan --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1 %}

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
#half = affine_map<(n, c, h, w) -> (n, c, h floordiv 2, w floordiv 2)>
module attributes {llvm.target = #llvm.target<triple = "x86_64-linux-gnu", chip = "x86-64-v3">} {

// Bias: a broadcast vector.
// CPU-LABEL: func.func private @bias_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @bias
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @bias
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @bias_block
func.func @bias(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %bt = arith.constant dense<[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]> : tensor<16xf32>
  %z = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %bt : tensor<1x16x56x56xf32>, tensor<16xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %r = arith.addf %v, %b : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// ReLU6, a clamp.
// CPU-LABEL: func.func private @relu6_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @relu6
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @relu6
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @relu6_block
func.func @relu6(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %six = arith.constant 6.0 : f32
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %o: f32):
    %m = arith.maximumf %v, %zero : f32
    %r = arith.minimumf %m, %six : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// PReLU: a slope for each channel.
// CPU-LABEL: func.func private @prelu_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @prelu
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @prelu
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @prelu_block
func.func @prelu(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %bt = arith.constant dense<[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]> : tensor<16xf32>
  %z = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %bt : tensor<1x16x56x56xf32>, tensor<16xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %up = arith.cmpf ogt, %v, %zero : f32
    %m = arith.mulf %v, %b : f32
    %r = arith.select %up, %v, %m : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// SiLU.
// CPU-LABEL: func.func private @silu_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @silu
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @silu
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @silu_block
func.func @silu(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %one = arith.constant 1.0 : f32
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %o: f32):
    %n = arith.negf %v : f32
    %x1 = math.exp %n : f32
    %d = arith.addf %x1, %one : f32
    %r = arith.divf %v, %d : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// GELU.
// CPU-LABEL: func.func private @gelu_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @gelu
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @gelu
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @gelu_block
func.func @gelu(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.70710678 : f32
  %half = arith.constant 0.5 : f32
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %o: f32):
    %s = arith.mulf %v, %root : f32
    %x1 = math.erf %s : f32
    %d = arith.addf %x1, %one : f32
    %h = arith.mulf %v, %half : f32
    %r = arith.mulf %h, %d : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// Batch normalisation: its scale is in the filter, so that the kernel is that of a bias.
// CPU-NOT: private
// CPU-LABEL: func.func @batch_norm
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @batch_norm
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @bias_block
func.func @batch_norm(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %epsilon = arith.constant 1.0e-5 : f32
  %bt = arith.constant dense<[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]> : tensor<16xf32>
  %ct = arith.constant dense<[1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6]> : tensor<16xf32>
  %z = linalg.generic {indexing_maps = [#id, #channel, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %bt, %ct : tensor<1x16x56x56xf32>, tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %b: f32, %c: f32, %o: f32):
    %e1 = arith.addf %c, %epsilon : f32
    %q = math.rsqrt %e1 : f32
    %d = arith.subf %v, %b : f32
    %m = arith.mulf %d, %q : f32
    %w1 = arith.mulf %m, %c : f32
    %r = arith.addf %w1, %b : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// A residual: an addition and a ReLU.
// CPU-LABEL: func.func private @residual_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @residual
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf32>
// GPU-LABEL: func.func @residual
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @residual_block
func.func @residual(%x: tensor<1x16x56x56xf32>, %s: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %a = linalg.add ins(%y, %s : tensor<1x16x56x56xf32>, tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%a : tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %z : tensor<1x16x56x56xf32>
}

// A conversion of the type.
// CPU-LABEL: func.func private @narrow_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @narrow
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x56xf16>
// GPU-LABEL: func.func @narrow
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @narrow_block
func.func @narrow(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf16> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %eh = tensor.empty() : tensor<1x16x56x56xf16>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%y : tensor<1x16x56x56xf32>) outs(%eh : tensor<1x16x56x56xf16>) {
  ^bb0(%v: f32, %o: f16):
    %r = arith.truncf %v : f32 to f16
    linalg.yield %r : f16
  } -> tensor<1x16x56x56xf16>
  return %z : tensor<1x16x56x56xf16>
}

// The nearest neighbours of an image that is enlarged: each value is written four times.
// CPU-LABEL: func.func private @enlarged_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func @enlarged
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x16x56x2x56x2xf32>
// GPU-LABEL: func.func @enlarged
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @enlarged_block
func.func @enlarged(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x112x112xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %eu = tensor.empty() : tensor<1x16x112x112xf32>
  %z = linalg.generic {indexing_maps = [#half, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%y : tensor<1x16x56x56xf32>) outs(%eu : tensor<1x16x112x112xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x112x112xf32>
  return %z : tensor<1x16x112x112xf32>
}

// A concatenation along the channels: the transform writes its part of the result.
// CPU-LABEL: func.func private @concatenated_kernel0
// CPU-NEXT: memref.alloc() {{.*}} : memref<{{[0-9]+}}xi8>
// CPU-NEXT: func.func private @concatenated_kernel0_
// CPU-NEXT: func.func @concatenated
// CPU-NEXT: memref.alloc() {{.*}} : memref<1x24x56x56xf32>
// GPU-LABEL: func.func @concatenated
// GPU-NEXT: memref.alloc(
// GPU-NEXT: gpu.launch_func @concatenated_block
// GPU-NEXT: gpu.launch_func @concatenated_insert
func.func @concatenated(%x: tensor<1x16x56x56xf32>, %s: tensor<1x8x56x56xf32>) -> tensor<1x24x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %g : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%y : tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  %z = tensor.concat dim(1) %s, %a : (tensor<1x8x56x56xf32>, tensor<1x16x56x56xf32>) -> tensor<1x24x56x56xf32>
  return %z : tensor<1x24x56x56xf32>
}
}
