#map = affine_map<(d0, d1, d2, d3) -> ()>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
module {
  func.func @main(%arg0: tensor<1x2x20x20xf32>) -> tensor<1x2x20x20xf32> {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense_resource<torch_tensor_2_torch.float32_2> : tensor<2xf32>
    %cst_4 = arith.constant dense_resource<torch_tensor_2_8_3_3_torch.float32> : tensor<2x8x3x3xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_2_torch.float32_1> : tensor<2xf32>
    %cst_6 = arith.constant dense_resource<torch_tensor_4_2_2_2_torch.float32> : tensor<4x2x2x2xf32>
    %cst_7 = arith.constant dense_resource<torch_tensor_4_torch.float32> : tensor<4xf32>
    %cst_8 = arith.constant dense_resource<torch_tensor_4_2_3_3_torch.float32> : tensor<4x2x3x3xf32>
    %cst_9 = arith.constant 1.000000e-01 : f64
    %cst_10 = arith.constant dense_resource<torch_tensor_2_2_3_3_torch.float32> : tensor<2x2x3x3xf32>
    %cst_11 = arith.constant dense_resource<torch_tensor_2_torch.float32> : tensor<2xf32>
    %cst_12 = arith.constant 2.000000e+00 : f32
    %c1 = arith.constant 1 : index
    %c0 = arith.constant 0 : index
    %cst_13 = arith.constant 9.000000e+00 : f32
    %padded = tensor.pad %arg0 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x2x20x20xf32> to tensor<1x2x22x22xf32>
    %0 = tensor.empty() : tensor<1x2x20x20xf32>
    %broadcasted = linalg.broadcast ins(%cst_11 : tensor<2xf32>) outs(%0 : tensor<1x2x20x20xf32>) dimensions = [0, 2, 3] 
    %1 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded, %cst_10 : tensor<1x2x22x22xf32>, tensor<2x2x3x3xf32>) outs(%broadcasted : tensor<1x2x20x20xf32>) -> tensor<1x2x20x20xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_2, %1 : tensor<f32>, tensor<1x2x20x20xf32>) outs(%0 : tensor<1x2x20x20xf32>) {
    ^bb0(%in: f32, %in_20: f32, %out: f32):
      %23 = arith.cmpf ogt, %in, %in_20 : f32
      %24 = arith.select %23, %in, %in_20 : f32
      linalg.yield %24 : f32
    } -> tensor<1x2x20x20xf32>
    %3 = linalg.generic {indexing_maps = [#map, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_2, %1 : tensor<f32>, tensor<1x2x20x20xf32>) outs(%0 : tensor<1x2x20x20xf32>) {
    ^bb0(%in: f32, %in_20: f32, %out: f32):
      %23 = arith.cmpf olt, %in, %in_20 : f32
      %24 = arith.select %23, %in, %in_20 : f32
      linalg.yield %24 : f32
    } -> tensor<1x2x20x20xf32>
    %4 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%3 : tensor<1x2x20x20xf32>) outs(%0 : tensor<1x2x20x20xf32>) {
    ^bb0(%in: f32, %out: f32):
      %23 = arith.truncf %cst_9 : f64 to f32
      %24 = arith.mulf %in, %23 : f32
      linalg.yield %24 : f32
    } -> tensor<1x2x20x20xf32>
    %5 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %4 : tensor<1x2x20x20xf32>, tensor<1x2x20x20xf32>) outs(%0 : tensor<1x2x20x20xf32>) {
    ^bb0(%in: f32, %in_20: f32, %out: f32):
      %23 = arith.addf %in, %in_20 : f32
      linalg.yield %23 : f32
    } -> tensor<1x2x20x20xf32>
    %padded_14 = tensor.pad %5 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst_0 : f32
    } : tensor<1x2x20x20xf32> to tensor<1x2x22x22xf32>
    %6 = tensor.empty() : tensor<1x2x10x10xf32>
    %7 = linalg.fill ins(%cst_0 : f32) outs(%6 : tensor<1x2x10x10xf32>) -> tensor<1x2x10x10xf32>
    %8 = tensor.empty() : tensor<3x3xf32>
    %9 = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_14, %8 : tensor<1x2x22x22xf32>, tensor<3x3xf32>) outs(%7 : tensor<1x2x10x10xf32>) -> tensor<1x2x10x10xf32>
    %padded_15 = tensor.pad %9 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x2x10x10xf32> to tensor<1x2x12x12xf32>
    %10 = tensor.empty() : tensor<1x4x10x10xf32>
    %broadcasted_16 = linalg.broadcast ins(%cst_7 : tensor<4xf32>) outs(%10 : tensor<1x4x10x10xf32>) dimensions = [0, 2, 3] 
    %11 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_15, %cst_8 : tensor<1x2x12x12xf32>, tensor<4x2x3x3xf32>) outs(%broadcasted_16 : tensor<1x4x10x10xf32>) -> tensor<1x4x10x10xf32>
    %12 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11 : tensor<1x4x10x10xf32>) outs(%10 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %out: f32):
      %23 = arith.negf %in : f32
      %24 = math.exp %23 : f32
      %25 = arith.addf %24, %cst_1 : f32
      %26 = arith.divf %cst_1, %25 : f32
      linalg.yield %26 : f32
    } -> tensor<1x4x10x10xf32>
    %13 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11, %12 : tensor<1x4x10x10xf32>, tensor<1x4x10x10xf32>) outs(%10 : tensor<1x4x10x10xf32>) {
    ^bb0(%in: f32, %in_20: f32, %out: f32):
      %23 = arith.mulf %in, %in_20 : f32
      linalg.yield %23 : f32
    } -> tensor<1x4x10x10xf32>
    %14 = tensor.empty() : tensor<1x4x20x20xf32>
    %15 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%14 : tensor<1x4x20x20xf32>) {
    ^bb0(%out: f32):
      %23 = linalg.index 1 : index
      %24 = linalg.index 2 : index
      %25 = linalg.index 3 : index
      %26 = arith.index_cast %24 : index to i64
      %27 = arith.sitofp %26 : i64 to f32
      %28 = arith.divf %27, %cst_12 : f32
      %29 = math.floor %28 : f32
      %30 = arith.maximumf %29, %cst : f32
      %31 = arith.minimumf %30, %cst_13 : f32
      %32 = arith.fptosi %31 : f32 to i64
      %33 = arith.index_cast %32 : i64 to index
      %34 = arith.index_cast %25 : index to i64
      %35 = arith.sitofp %34 : i64 to f32
      %36 = arith.divf %35, %cst_12 : f32
      %37 = math.floor %36 : f32
      %38 = arith.maximumf %37, %cst : f32
      %39 = arith.minimumf %38, %cst_13 : f32
      %40 = arith.fptosi %39 : f32 to i64
      %41 = arith.index_cast %40 : i64 to index
      %extracted = tensor.extract %13[%c0, %23, %33, %41] : tensor<1x4x10x10xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x4x20x20xf32>
    %16 = tensor.empty() : tensor<2x4x2x2xf32>
    %17 = linalg.fill ins(%cst : f32) outs(%16 : tensor<2x4x2x2xf32>) -> tensor<2x4x2x2xf32>
    %18 = linalg.generic {indexing_maps = [#map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%17 : tensor<2x4x2x2xf32>) {
    ^bb0(%out: f32):
      %23 = linalg.index 0 : index
      %24 = linalg.index 1 : index
      %25 = linalg.index 2 : index
      %26 = linalg.index 3 : index
      %27 = arith.subi %c1, %25 : index
      %28 = arith.subi %c1, %26 : index
      %extracted = tensor.extract %cst_6[%24, %23, %27, %28] : tensor<4x2x2x2xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x4x2x2xf32>
    %19 = tensor.empty() : tensor<1x4x21x21xf32>
    %20 = linalg.fill ins(%cst : f32) outs(%19 : tensor<1x4x21x21xf32>) -> tensor<1x4x21x21xf32>
    %inserted_slice = tensor.insert_slice %13 into %20[0, 0, 1, 1] [1, 4, 10, 10] [1, 1, 2, 2] : tensor<1x4x10x10xf32> into tensor<1x4x21x21xf32>
    %broadcasted_17 = linalg.broadcast ins(%cst_5 : tensor<2xf32>) outs(%0 : tensor<1x2x20x20xf32>) dimensions = [0, 2, 3] 
    %21 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%inserted_slice, %18 : tensor<1x4x21x21xf32>, tensor<2x4x2x2xf32>) outs(%broadcasted_17 : tensor<1x2x20x20xf32>) -> tensor<1x2x20x20xf32>
    %concat = tensor.concat dim(1) %5, %21, %15 : (tensor<1x2x20x20xf32>, tensor<1x2x20x20xf32>, tensor<1x4x20x20xf32>) -> tensor<1x8x20x20xf32>
    %padded_18 = tensor.pad %concat low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<1x8x20x20xf32> to tensor<1x8x22x22xf32>
    %broadcasted_19 = linalg.broadcast ins(%cst_3 : tensor<2xf32>) outs(%0 : tensor<1x2x20x20xf32>) dimensions = [0, 2, 3] 
    %22 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_18, %cst_4 : tensor<1x8x22x22xf32>, tensor<2x8x3x3xf32>) outs(%broadcasted_19 : tensor<1x2x20x20xf32>) -> tensor<1x2x20x20xf32>
    return %22 : tensor<1x2x20x20xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_2_torch.float32_2: "0x040000006EBAEB3DA207B6BD",
      torch_tensor_2_8_3_3_torch.float32: "0x040000005D0A963D96F228BD1A9F673DB5DE5D3C1E90E6BC780E88BD3C6E87BDA1B8B9BD1D08A23DF896AB3D01C25BBCD0AB8BBD3B8CBA3DB3589A3D91870F3C88E863BD11D2DD3D3367453D063AB7BD2C00E73D2348B73D46F22FBD5EAE873D3A2389BD374C97BC35F0CC3D61909F3B8DB1AABD205721BD120803BDAF42BABC26C9383C4F37DF3D5CC2CE3B570695BD54EEC53B0B75673D9A726F3D5F96DCBDEFC1ACBC5D5DB3BD0AF84DBD91EB2D3D7B65ABBD7870333D3FDCCC3D1A49FD3BE6DCA0BD60F32CBD12D1D23C0EFEB7BDC4D16F3D631FDBBD5404E8BDE784EABD06DAC3BC3D4CA23DFB70E4BD569DC83D2C1941BD68610D3D5C1BB03B5CA3D9BD872AC83D4FF5813DF0E8EF3D09E0733D4D509FBD356FC93D1F8CCF3BB6E9643D5D87C1BDB2D70ABD30FCECBDE0033CBD5446D03C8581BDBD90DF193D2F90813D887E863C477DA1BD6721BBBD36ED14BDA3E4533D6613EE3DDBC98A3D276F59BCBC3F293DD9C9ECBD2825CEBD7B3D613DA0B588BDD13B683D1762AABD79186FBD0ACEC6BDEAE67B3D19BF44BC10C0B93DD55E953DE58D853D825B783BF03E15BD9DEAD1BC9D4E803CBC496F3D0018A9BD3F91CA3DA8F151BCED3ECABDD89682BD0F8FD53DBFBADC3DE890DFBDED3AAA3D2FEB713D6BDD8E3D4B51CC3DA01482BD436E183D598B453DD9A30EBD0D8B213D6FE20ABD1739953DB2EE05BD8DF433BD360CF33C93372B3DAAD76BBD9BAF2A3C51E08B3D931D40BC54E8123DC8D9E8BC4C31293DD2D6AEBD15ED8DBDF10575BDC8CFDD3D4DE401BD32B4A8B9F4DF69BD48F2F03D",
      torch_tensor_2_torch.float32_1: "0x04000000F3F5B43EAAC63B3E",
      torch_tensor_4_2_2_2_torch.float32: "0x0400000039F20C3EA99C803D33091A3EB90FF6BD0A85303E9DDF7CBE5789A33DD2F374BE1695B2BE5E5E91BECBE88E3E36E0433ECFD5A93EB804913E93A8A1BE031177BE20FF69BD9E1E6BBEFC657B3E1EDA88BEA2A330BE98E1AEBEBD8B4DBE63E2943E1E36943E9994813E1CC58B3EBFF5A03ECF68B9BD3A4C1F3E9046A13ED389EF3D",
      torch_tensor_4_torch.float32: "0x04000000E47D8A3D0F39A9BD68963C3EA0B82DBD",
      torch_tensor_4_2_3_3_torch.float32: "0x04000000C7BD1CBEBAA8DBBCB04B8A3DB90EF63BF96722BE871843BE1362403EDE351D3DC93C483EA6D3A1BDF12F8E3DB8C55CBD7BBC2BBC95FF12BE7941A33D7A9E983D19539FBBF52059BDEDC714BE1FE9263E6DAC33BEC4C0C53DD250A2BD67E5E8BD976F2D3D59C0FABDF6705E3DDE973D3DE43433BE67BE203D929ACD3D2813BF3D460EF3BCFCDC45BE72D314BDD9A6A73D0122B0BD103BB73D74BC203E560DFCBDE255183B7F9AC73D7156973CE949A13C6819F13C71BE3DBE71BE973C4822273EF57D593EEADB0D3E165F013DAF6FE13D25D5EABDF10248BEBF8C4FBE3EC8703E5236193EE8D526BE25DCBC3D3F44363E2344713E0E0B533E70FE3A3ED2555DBDEB67A9BDEA2A463EB340073EAE3E11BE6AFC583EBE3AE93DCC92033E374717BE",
      torch_tensor_2_2_3_3_torch.float32: "0x0400000078FA8D3DC6639F3D0A13353E08659BBDEED3C539C483F83DA06A69BE7A7F2E3ED49547BEE8E5543BF02324BD113CFEBD9A34FF3C9995473EA41B8DBD224B0FBE2887B2BD02396FBE66E5D93D01D5E7BD941121BE1E0C0BBE59C50A3E87A2FF3D973F393ED317AF3D5C35A1BD0CE586BD039C8E3DD467463E503F833D5965E4BD39EAE2BD943264BEA394503D4F7207BE",
      torch_tensor_2_torch.float32: "0x04000000A13057BE63A4533E"
    }
  }
#-}
