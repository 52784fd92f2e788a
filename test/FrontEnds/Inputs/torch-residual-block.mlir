#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>
#map4 = affine_map<(d0, d1) -> (d1)>
#map5 = affine_map<(d0, d1) -> (d0, d1)>
module {
  func.func @main(%arg0: tensor<1x2x20x20xf32>) -> tensor<1x3xf32> {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant dense_resource<torch_tensor_3_torch.float32> : tensor<3xf32>
    %cst_1 = arith.constant dense_resource<torch_tensor_3_4_torch.float32> : tensor<3x4xf32>
    %cst_2 = arith.constant dense_resource<torch_tensor_4_torch.float32_11> : tensor<4xf32>
    %cst_3 = arith.constant dense_resource<torch_tensor_4_torch.float32_10> : tensor<4xf32>
    %cst_4 = arith.constant dense_resource<torch_tensor_4_torch.float32_9> : tensor<4xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_4_torch.float32_8> : tensor<4xf32>
    %cst_6 = arith.constant dense_resource<torch_tensor_4_2_1_1_torch.float32> : tensor<4x2x1x1xf32>
    %cst_7 = arith.constant dense_resource<torch_tensor_4_torch.float32_7> : tensor<4xf32>
    %cst_8 = arith.constant dense_resource<torch_tensor_4_torch.float32_6> : tensor<4xf32>
    %cst_9 = arith.constant dense_resource<torch_tensor_4_torch.float32_5> : tensor<4xf32>
    %cst_10 = arith.constant dense_resource<torch_tensor_4_torch.float32_4> : tensor<4xf32>
    %cst_11 = arith.constant dense_resource<torch_tensor_4_4_3_3_torch.float32> : tensor<4x4x3x3xf32>
    %cst_12 = arith.constant dense_resource<torch_tensor_4_torch.float32_3> : tensor<4xf32>
    %cst_13 = arith.constant dense_resource<torch_tensor_4_torch.float32_2> : tensor<4xf32>
    %cst_14 = arith.constant 1.000000e-05 : f64
    %cst_15 = arith.constant dense_resource<torch_tensor_4_torch.float32_1> : tensor<4xf32>
    %cst_16 = arith.constant dense_resource<torch_tensor_4_torch.float32> : tensor<4xf32>
    %cst_17 = arith.constant dense_resource<torch_tensor_4_2_3_3_torch.float32> : tensor<4x2x3x3xf32>
    %cst_18 = arith.constant 1.000000e+02 : f32
    %padded = tensor.pad %arg0 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x2x20x20xf32> to tensor<1x2x22x22xf32>
    %0 = tensor.empty() : tensor<1x4x10x10xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x4x10x10xf32>) -> tensor<1x4x10x10xf32>
    %2 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded, %cst_17 : tensor<1x2x22x22xf32>, tensor<4x2x3x3xf32>) outs(%1 : tensor<1x4x10x10xf32>) -> tensor<1x4x10x10xf32>
    %3 = tensor.empty() : tensor<4xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%cst_15 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.truncf %cst_14 : f64 to f32
      %38 = arith.addf %in, %37 : f32
      linalg.yield %38 : f32
    } -> tensor<4xf32>
    %5 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%4 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = math.rsqrt %in : f32
      linalg.yield %37 : f32
    } -> tensor<4xf32>
    %expanded = tensor.expand_shape %cst_16 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %expanded_19 = tensor.expand_shape %5 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %6 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %expanded : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.subf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %7 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %expanded_19 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_20 = tensor.expand_shape %cst_13 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %8 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%7, %expanded_20 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_21 = tensor.expand_shape %cst_12 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %9 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8, %expanded_21 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.addf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %10 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9 : tensor<1x4x10x10xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.cmpf ugt, %in, %cst : f32
      %38 = arith.select %37, %in, %cst : f32
      linalg.yield %38 : f32
    } -> tensor<1x4x10x10xf32>
    %padded_22 = tensor.pad %10 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x4x10x10xf32> to tensor<1x4x12x12xf32>
    %11 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_22, %cst_11 : tensor<1x4x12x12xf32>, tensor<4x4x3x3xf32>) outs(%1 : tensor<1x4x10x10xf32>) -> tensor<1x4x10x10xf32>
    %12 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%cst_9 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.truncf %cst_14 : f64 to f32
      %38 = arith.addf %in, %37 : f32
      linalg.yield %38 : f32
    } -> tensor<4xf32>
    %13 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%12 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = math.rsqrt %in : f32
      linalg.yield %37 : f32
    } -> tensor<4xf32>
    %expanded_23 = tensor.expand_shape %cst_10 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %expanded_24 = tensor.expand_shape %13 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %14 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11, %expanded_23 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.subf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%14, %expanded_24 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_25 = tensor.expand_shape %cst_8 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %16 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%15, %expanded_25 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_26 = tensor.expand_shape %cst_7 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %17 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %expanded_26 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.addf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %18 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%arg0, %cst_6 : tensor<1x2x20x20xf32>, tensor<4x2x1x1xf32>) outs(%1 : tensor<1x4x10x10xf32>) -> tensor<1x4x10x10xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%cst_4 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.truncf %cst_14 : f64 to f32
      %38 = arith.addf %in, %37 : f32
      linalg.yield %38 : f32
    } -> tensor<4xf32>
    %20 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%19 : tensor<4xf32>) outs(%3 : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = math.rsqrt %in : f32
      linalg.yield %37 : f32
    } -> tensor<4xf32>
    %expanded_27 = tensor.expand_shape %cst_5 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %expanded_28 = tensor.expand_shape %20 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %21 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18, %expanded_27 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.subf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %22 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%21, %expanded_28 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_29 = tensor.expand_shape %cst_3 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %23 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22, %expanded_29 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.mulf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %expanded_30 = tensor.expand_shape %cst_2 [[0, 1, 2]] output_shape [4, 1, 1] : tensor<4xf32> into tensor<4x1x1xf32>
    %24 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23, %expanded_30 : tensor<1x4x10x10xf32>, tensor<4x1x1xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.addf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %25 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17, %24 : tensor<1x4x10x10xf32>, tensor<1x4x10x10xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.addf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x10x10xf32>
    %26 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<1x4x10x10xf32>) outs(%0 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.cmpf ugt, %in, %cst : f32
      %38 = arith.select %37, %in, %cst : f32
      linalg.yield %38 : f32
    } -> tensor<1x4x10x10xf32>
    %27 = tensor.empty() : tensor<1x4x1x1xf32>
    %28 = linalg.fill ins(%cst : f32) outs(%27 : tensor<1x4x1x1xf32>) -> tensor<1x4x1x1xf32>
    %29 = linalg.generic {indexing_maps = [#map1, #map3], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%26 : tensor<1x4x10x10xf32>) outs(%28 : tensor<1x4x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.addf %in, %out : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x1x1xf32>
    %30 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29 : tensor<1x4x1x1xf32>) outs(%27 : tensor<1x4x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %37 = arith.divf %in, %cst_18 : f32
      linalg.yield %37 : f32
    } -> tensor<1x4x1x1xf32>
    %collapsed = tensor.collapse_shape %30 [[0], [1, 2, 3]] : tensor<1x4x1x1xf32> into tensor<1x4xf32>
    %31 = tensor.empty() : tensor<4x3xf32>
    %transposed = linalg.transpose ins(%cst_1 : tensor<3x4xf32>) outs(%31 : tensor<4x3xf32>) permutation = [1, 0] 
    %32 = tensor.empty() : tensor<1x3xf32>
    %33 = linalg.fill ins(%cst : f32) outs(%32 : tensor<1x3xf32>) -> tensor<1x3xf32>
    %34 = linalg.matmul ins(%collapsed, %transposed : tensor<1x4xf32>, tensor<4x3xf32>) outs(%33 : tensor<1x3xf32>) -> tensor<1x3xf32>
    %35 = linalg.generic {indexing_maps = [#map4, #map5], iterator_types = ["parallel", "parallel"]} ins(%cst_0 : tensor<3xf32>) outs(%32 : tensor<1x3xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3xf32>
    %36 = linalg.generic {indexing_maps = [#map5, #map5, #map5], iterator_types = ["parallel", "parallel"]} ins(%34, %35 : tensor<1x3xf32>, tensor<1x3xf32>) outs(%32 : tensor<1x3xf32>) {
    ^bb0(%in: f32, %in_31: f32, %out: f32):
      %37 = arith.addf %in, %in_31 : f32
      linalg.yield %37 : f32
    } -> tensor<1x3xf32>
    return %36 : tensor<1x3xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_3_torch.float32: "0x0400000054A2653E24F7B4BE9CFF58BE",
      torch_tensor_3_4_torch.float32: "0x0400000026DADDBE2CA27D3E0858B6BEA85611BECCC82BBE38A497BD8036B33B9626D33E80AB7F3D204CE53E30999C3EC6D8A1BE",
      torch_tensor_4_torch.float32_11: "0x0400000000000000000000000000000000000000",
      torch_tensor_4_torch.float32_10: "0x040000000000803F0000803F0000803F0000803F",
      torch_tensor_4_torch.float32_9: "0x040000000686463FCB67B23FF1B6973FE5C68B3F",
      torch_tensor_4_torch.float32_8: "0x04000000E4367B3F26E272BFD26A75BF30427C3F",
      torch_tensor_4_2_1_1_torch.float32: "0x0400000021980DBF7FC1BDBEFB2B123FD8E712BF13F94FBD4312333F23C8823EB401A43C",
      torch_tensor_4_torch.float32_7: "0x0400000000000000000000000000000000000000",
      torch_tensor_4_torch.float32_6: "0x040000000000803F0000803F0000803F0000803F",
      torch_tensor_4_torch.float32_5: "0x04000000D2EFEE3F5A313E3F2C75A43F5432793F",
      torch_tensor_4_torch.float32_4: "0x0400000088E6623EC8D16ABEB018F8BEC8AE0C3E",
      torch_tensor_4_4_3_3_torch.float32: "0x04000000BB25863DE0670D3EF083143EC296163E50DC073DA66814BE6B337B3C3B8AD5BDB30D1FBED4A2173EA0C4013EAA3E2ABE608DFF3C0B01E6BC4BAEE0BC683F9CBD0843833D462CCABD7B427A3D739DAC3DD059F43DB6417F3D32EA28BE006CDDBDD06EAA3D10E20E3D642205BEE08BC4BDF78D203E1BFFE53D76D494BD1BD12BBDA69322BE565344BBA68500BE17A503BE6B7516BC80FFCC3C4EC98BBD208ACA3DF6B6CFBD9BDB1A3E6BEAE93D98EB0FBEB0E729BD006EF63B2034C73C36E9213DE8F2853D4091233CDE8BA6BDE383A13D3AB623BE804FCABD50E42ABD9E44A6BDD0D16EBDD2E10BBEAB3611BDA6EC113DF35DDEBDD6220CBC0058F43D4B5B8CBC56C8973B56926BBCB6280A3D8008D93DD2A9213E08C4D83D8308223E807C45BC445019BE80D1A1BD686AE83DAB9C8DBA93A8A9BDACC802BE00B81FBE480B10BE4B780ABD7330BB3DF089B83DAC9824BEE8EAD43D5C8C05BEA05210BDBE668ABDF67D03BD600906BDD22519BE2E5C13BE8BA5D5BC00410D3B260F9BBD7B94803D279C19BE004938BC6C16163E263A8BBDCF1C1A3EF63A773D1F051ABEF0F5D73D4B8D9DBCA05F98BD6379083E38EA09BECB81923CD6ED0EBD1EC0F33D0B903E3D3303A43D0017713D002A24BD8B910FBDABA40CBE10F3B83D6F81073E7B8CE93DE6C4F0BD2B93F33B169EF0BD0BE6BBBD96E5C6BD464C693DB067CBBD564D6EBB80BFE53B0608DC3DA70201BE5B54EABDFB32C6BD1EE9EE3D106575BD96F40F3E80DB763D00E3AC3C009EA2BA5BF306BDAB4DAB3C20E21BBDAB7E99BA0035AE3C",
      torch_tensor_4_torch.float32_3: "0x0400000000000000000000000000000000000000",
      torch_tensor_4_torch.float32_2: "0x040000000000803F0000803F0000803F0000803F",
      torch_tensor_4_torch.float32_1: "0x04000000C653423F8C227B3F2A23B23F89AE5B3F",
      torch_tensor_4_torch.float32: "0x0400000010884FBFD40B42BF00089EBBC48282BE",
      torch_tensor_4_2_3_3_torch.float32: "0x040000002E4CE7BABE79013E42A646BE27A031BEC9EBB9BDC771813DE50699BB015F3F3E7D5AABBC74777F3D3EE291BD7AC53DBD029566BE0BD91FBED4FCC6BD880D0F3CE4D5BE3D2BD2103E94A023BEB234D2BDDF54AF3DF56B483EDFAF46BDA39C343EBF9C1BBD4750CC3C818B5A3ED6E65FBED9F117BE3B6A74BDDE29BCBDD388503EAE711CBE0936DEBD8D9F28BE2B0C62BE1EE40CBEC9784F3ED265D73DD5F5E93D62184B3C4F7BF7BD4A56233D115B61BEE0652EBE11DBF8BD5A48183E94830D3E4915D6BD4C570BBC225D1A3E6EF16F3E0F95BF3D6F6C023DF7D3213EE11C0EBE40E7333D86203BBE5C4827BE435DF9BDC06ADA3D5221C23D3DF80EBE25D5913DD97F043EAEB5F3BC8A72133C39B25F3DCABB153E69C0673E3DFF39BED1E6B0BD"
    }
  }
#-}
