// Programs of hosts that have bufferized: the results are right, by Winograd's
// algorithm, and what the host frees is freed once.

// DEFINE: %{run} = wino-run %s --random-inputs --check --tolerance=2e-4
// RUN: %{run} --entry=layers --plan=blocked --tile=4 | FileCheck %s
// RUN: %{run} --entry=layers --plan=four-buffer --tile=2 | FileCheck %s
// RUN: %{run} --entry=layers --direct | FileCheck %s
// RUN: %{run} --entry=images --plan=blocked --tile=2 | FileCheck %s
// RUN: %{run} --entry=images --plan=blocked --tile=2 --threads=2 | FileCheck %s
// CHECK: output 0: max error {{[0-9.e-]+}}, rms error

// It is Winograd's.
// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4" --remark-format=emitRemark \
// RUN:   --remarks-filter=winograd-plan -o %t 2>&1 | FileCheck %s --check-prefix=PLAN
// PLAN-COUNT-3: plan blocked F(4, 3)
// PLAN-NOT: works on memrefs

#id = affine_map<(n, h, w, c) -> (n, h, w, c)>
#bias = affine_map<(n, h, w, c) -> (c)>

func.func private @two_layers(%x: memref<1x20x20x8xf32>, %g: memref<3x3x8x8xf32>, %b: memref<8xf32>,
                              %y: memref<1x16x16x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %a = memref.alloc() : memref<1x18x18x8xf32>
  linalg.fill ins(%zero : f32) outs(%a : memref<1x18x18x8xf32>)
  linalg.conv_2d_nhwc_hwcf ins(%x, %g : memref<1x20x20x8xf32>, memref<3x3x8x8xf32>)
      outs(%a : memref<1x18x18x8xf32>)
  linalg.generic {indexing_maps = [#bias, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%b : memref<8xf32>) outs(%a : memref<1x18x18x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %s = arith.addf %in, %out : f32
      %m = arith.maximumf %s, %zero : f32
      linalg.yield %m : f32
  }
  linalg.fill ins(%zero : f32) outs(%y : memref<1x16x16x8xf32>)
  linalg.conv_2d_nhwc_hwcf ins(%a, %g : memref<1x18x18x8xf32>, memref<3x3x8x8xf32>)
      outs(%y : memref<1x16x16x8xf32>)
  memref.dealloc %a : memref<1x18x18x8xf32>
  return
}

func.func @layers(%x: tensor<1x20x20x8xf32>, %g: tensor<3x3x8x8xf32>, %b: tensor<8xf32>) -> tensor<1x16x16x8xf32> {
  %mx = bufferization.to_buffer %x : tensor<1x20x20x8xf32> to memref<1x20x20x8xf32>
  %mg = bufferization.to_buffer %g : tensor<3x3x8x8xf32> to memref<3x3x8x8xf32>
  %mb = bufferization.to_buffer %b : tensor<8xf32> to memref<8xf32>
  %y = memref.alloc() : memref<1x16x16x8xf32>
  call @two_layers(%mx, %mg, %mb, %y)
      : (memref<1x20x20x8xf32>, memref<3x3x8x8xf32>, memref<8xf32>, memref<1x16x16x8xf32>) -> ()
  %r = bufferization.to_tensor %y restrict : memref<1x16x16x8xf32> to tensor<1x16x16x8xf32>
  return %r : tensor<1x16x16x8xf32>
}

// Image by image, in memory of each turn, added to what is there.
func.func @images(%x: tensor<4x20x20x8xf32>, %g: tensor<3x3x8x8xf32>) -> tensor<18x18x8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %mx = bufferization.to_buffer %x : tensor<4x20x20x8xf32> to memref<4x20x20x8xf32>
  %mg = bufferization.to_buffer %g : tensor<3x3x8x8xf32> to memref<3x3x8x8xf32>
  %y = memref.alloc() : memref<18x18x8xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<18x18x8xf32>)
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.alloc() : memref<1x18x18x8xf32>
    %image = memref.subview %mx[%i, 0, 0, 0] [1, 20, 20, 8] [1, 1, 1, 1]
        : memref<4x20x20x8xf32> to memref<1x20x20x8xf32, strided<[3200, 160, 8, 1], offset: ?>>
    linalg.fill ins(%zero : f32) outs(%a : memref<1x18x18x8xf32>)
    linalg.conv_2d_nhwc_hwcf
        ins(%image, %mg : memref<1x20x20x8xf32, strided<[3200, 160, 8, 1], offset: ?>>, memref<3x3x8x8xf32>)
        outs(%a : memref<1x18x18x8xf32>)
    %flat = memref.collapse_shape %a [[0, 1], [2], [3]] : memref<1x18x18x8xf32> into memref<18x18x8xf32>
    linalg.add ins(%flat, %y : memref<18x18x8xf32>, memref<18x18x8xf32>) outs(%y : memref<18x18x8xf32>)
    memref.dealloc %a : memref<1x18x18x8xf32>
  }
  %r = bufferization.to_tensor %y restrict : memref<18x18x8xf32> to tensor<18x18x8xf32>
  return %r : tensor<18x18x8xf32>
}
