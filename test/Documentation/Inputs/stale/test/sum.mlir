// RUN: wino-opt %s --canonicalize | FileCheck %s
#map = affine_map<(d0) -> (d0)>
func.func @sum(%x: f32, %y: f32) -> f32 {
  %a = arith.addf %x, %y : f32
  %b = arith.mulf %a, %x : f32
  return %b : f32
}
