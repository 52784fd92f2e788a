// RUN: wino-opt %s -split-input-file -verify-diagnostics

// expected-error@+1 {{expected m to be at least 1, but got 0}}
func.func private @algorithm_a1_m() attributes {a = #winograd.algorithm<F(0, 3)>}

// -----

// expected-error@+1 {{expected r to be at least 1, but got -1}}
func.func private @algorithm_a1_r() attributes {a = #winograd.algorithm<F(2, -1), points = []>}

// -----

// expected-error@+1 {{expected m + r - 1 to be at most 16, but got F(13, 5)}}
func.func private @algorithm_a1_alpha() attributes {a = #winograd.algorithm<F(13, 5)>}

// -----

// expected-error@+1 {{expected m + r - 1 to be at most 16, but got F(9223372036854775807, 9223372036854775807)}}
func.func private @algorithm_a1_overflow() attributes {a = #winograd.algorithm<F(9223372036854775807, 9223372036854775807)>}

// -----

// expected-error@+1 {{expected 3 finite points for F(2, 3), but got 2}}
func.func private @algorithm_a2() attributes {a = #winograd.algorithm<F(2, 3), points = [0, 1]>}

// -----

// expected-error@+1 {{expected the points to be distinct, but got 1/2 twice}}
func.func private @algorithm_a3_distinct() attributes {a = #winograd.algorithm<F(2, 3), points = [0, 1/2, 2/4]>}

// -----

// expected-error@+1 {{expected point 2 to be a rational number, but got invalid}}
func.func private @algorithm_a3_denominator() attributes {a = #winograd.algorithm<F(2, 3), points = [0, 1, 5/0]>}

// -----

// The identity holds for all distinct points, but cannot be checked at these.
// expected-error@+1 {{expected the arithmetic of F(4, 3) to fit 128 bits, but got an overflow; use simpler points}}
func.func private @algorithm_a4() attributes {a = #winograd.algorithm<F(4, 3), points = [9223372036854775807, 9223372036854775806, 9223372036854775805, 9223372036854775804, 9223372036854775803]>}

// -----

// expected-error@+1 {{expected a point's parts to fit 64 bits, but got 9223372036854775808}}
func.func private @algorithm_numerator() attributes {a = #winograd.algorithm<F(1, 2), points = [-9223372036854775808/-1]>}

// -----

// expected-error@+1 {{expected 'F'}}
func.func private @algorithm_name() attributes {a = #winograd.algorithm<G(2, 3)>}

// -----

// expected-error@+1 {{expected 'points'}}
func.func private @algorithm_keyword() attributes {a = #winograd.algorithm<F(2, 3), at = [0, 1, -1]>}

// -----

// expected-error@+1 {{expected 'contracting'}}
func.func private @algorithm_scale() attributes {a = #winograd.algorithm<F(2, 3), points = [0, 1, -1], expanding>}

// -----

// expected-error@+1 {{expected integer value}}
func.func private @algorithm_point() attributes {a = #winograd.algorithm<F(2, 3), points = [0, 0.5, 1]>}

// -----

// expected-error@+1 {{expected equally many sizes of blocks and of panels, but got 2 and 1}}
func.func private @schedule_s1() attributes {a = #winograd.schedule<block = [4, 0], panel = [8]>}

// -----

// expected-error@+1 {{expected sizes of at least 0, but got -8}}
func.func private @schedule_s2() attributes {a = #winograd.schedule<block = [4, 0], panel = [0, -8]>}

// -----

// expected-error@+1 {{expected sizes of at least 1, but got 0}}
func.func private @workgroup_schedule_w1_tiles() attributes {a = #winograd.workgroup_schedule<tiles = 0, channels = 32, depth = 8, rows = 4, columns = 8>}

// -----

// expected-error@+1 {{expected sizes of at least 1, but got -8}}
func.func private @workgroup_schedule_w1_columns() attributes {a = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = -8>}

// -----

// expected-error@+1 {{expected the rows to divide the 6 tiles, but got 4}}
func.func private @workgroup_schedule_w2_rows() attributes {a = #winograd.workgroup_schedule<tiles = 6, channels = 32, depth = 8, rows = 4, columns = 8>}

// -----

// expected-error@+1 {{expected the columns to divide the 36 channels, but got 8}}
func.func private @workgroup_schedule_w2_columns() attributes {a = #winograd.workgroup_schedule<tiles = 4, channels = 36, depth = 8, rows = 4, columns = 8>}

// -----

// expected-error@+1 {{expected sizes of at least 1, but got 0}}
func.func private @workgroup_schedule_w1_depth() attributes {a = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 0, rows = 4, columns = 8>}
