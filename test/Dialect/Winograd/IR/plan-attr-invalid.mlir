// RUN: wino-opt %s -split-input-file -verify-diagnostics

#F = #winograd.algorithm<F(2, 3)>
// (P1) direct has nothing else
// expected-error@below {{expected nothing but its name of a plan 'direct'}}
func.func private @p() attributes {test.plan = #winograd.plan<direct, [#F]>}

// -----

// (P1)
// expected-error@below {{expected nothing but its name of a plan 'direct'}}
func.func private @p() attributes {test.plan = #winograd.plan<direct, block = [1], panel = 1>}

// -----

// (P1)
// expected-error@below {{expected nothing but its name of a plan 'direct'}}
func.func private @p() attributes {test.plan = #winograd.plan<direct,
    workgroup = #winograd.workgroup_schedule<tiles = 4, channels = 4, depth = 1, rows = 1, columns = 1>>}

// -----

// (P1) every other plan has an algorithm
// expected-error@below {{expected an algorithm of a plan 'blocked'}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked>}

// -----

// (P1)
// expected-error@below {{expected an algorithm of a plan 'four-buffer'}}
func.func private @p() attributes {test.plan = #winograd.plan<"four-buffer", block = [4], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P2) one size for each algorithm
// expected-error@below {{expected a block of 2 sizes, one for each algorithm, but got 1}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F, #F], block = [4], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P2) at least 1
// expected-error@below {{expected blocks of at least 1 tile, but got 0}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F, #F], block = [4, 0], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P2)
// expected-error@below {{expected blocks of at least 1 tile, but got -4}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [-4], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P2)
// expected-error@below {{expected a panel of at least 1 channel, but got 0}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [4], panel = 0>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P2) a block has a panel
// expected-error@below {{expected a panel of at least 1 channel, but got 0}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [4]>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// (P3) a block or a workgroup
// expected-error@below {{expected a block or a workgroup, but got both}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [4], panel = 16,
    workgroup = #winograd.workgroup_schedule<tiles = 4, channels = 4, depth = 1, rows = 1, columns = 1>>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected a plan, but got 'two-buffer'}}
func.func private @p() attributes {test.plan = #winograd.plan<"two-buffer", [#F]>}

// -----

// auto is no plan, but a wish for one.
// expected-error@below {{expected a plan, but got 'auto'}}
func.func private @p() attributes {test.plan = #winograd.plan<auto>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected 'block', 'panel' or 'workgroup', but got 'tiles'}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], tiles = [4]>}

// -----

// expected-error@below {{invalid kind of attribute specified}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [3 : i64]>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{invalid kind of attribute specified}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], workgroup = #F>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// Algorithms are listed once.
// expected-error@below {{expected valid keyword}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], [#F]>}

// -----

func.func @conv(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{'linalg.conv_1d' op expected 'winograd.plan' to be a #winograd.plan, but got "direct"}}
  %y = linalg.conv_1d {winograd.plan = "direct"}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected a block with a panel}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], panel = 16>}

// -----

// expected-error@below {{expected nothing but its name of a plan 'direct'}}
func.func private @p() attributes {test.plan = #winograd.plan<direct, panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected sizes of a block}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected 'block' once}}
func.func private @p() attributes {test.plan = #winograd.plan<blocked, [#F], block = [1], block = [1], panel = 16>}

// -----

#F = #winograd.algorithm<F(2, 3)>
// expected-error@below {{expected a plan 'single-kernel' without a block and a workgroup}}
func.func private @p() attributes {test.plan = #winograd.plan<"single-kernel", [#F], block = [1], panel = 16>}

// -----

#F = #winograd.algorithm<F(10, 7)>
// expected-error@below {{expected tiles of at most 65536 values, but got 1048576}}
func.func private @p() attributes {test.plan = #winograd.plan<"four-buffer", [#F, #F, #F, #F, #F]>}
