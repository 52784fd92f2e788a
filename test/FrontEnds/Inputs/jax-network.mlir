#map = affine_map<(d0, d1, d2, d3) -> ()>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3, d1)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> ()>
#map5 = affine_map<(d0, d1) -> (d0, d1)>
module @jit_network attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<1x20x20x2xf32>) -> (tensor<1x3xf32> {jax.result_info = "result"}) {
    %cst = arith.constant dense<1.000000e+00> : tensor<f32>
    %cst_0 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant dense<1.000000e+02> : tensor<f32>
    %cst_3 = arith.constant 0.000000e+00 : f32
    %cst_4 = arith.constant dense<[[[[0.23664844, -0.213625744, -0.1763459, -0.276093841], [-0.205351561, 0.138790473, 0.17063193, -0.241735816]], [[0.391649514, -0.445718914, -0.303804636, 0.0314914547], [-0.271773964, 0.0564026795, 0.411255062, 0.119034104]], [[0.140255347, -0.111449011, 0.215817839, 0.0851364657], [-0.14947398, -0.205176711, 0.178753763, 0.250516981]]], [[[0.214101702, -0.116040982, 0.209419593, 0.38782236], [-0.592995286, 0.104128711, 0.428344756, -0.27651149]], [[-0.138761789, 0.506049275, 0.189005032, -0.0465404205], [-0.410075963, -0.193610355, -0.556888342, 0.365962952]], [[0.33126235, 0.0825851783, 0.0147226881, 0.270359665], [-0.0500761829, -0.0800621509, 0.162364334, -0.0799593478]]], [[[0.115966775, 0.0498733819, -0.427235544, 0.444103301], [0.199210197, 0.397814095, 0.388010621, -0.181868672]], [[0.284880579, -0.228912637, 0.252426893, -0.0417647474], [0.2035826, 0.0955069288, -0.146343797, 0.0543043725]], [[-0.585321844, -0.168518603, -0.0441777706, 0.562113941], [-0.423330665, -0.244261235, -0.298873901, -0.353733212]]]]> : tensor<3x3x2x4xf32>
    %cst_5 = arith.constant dense<"0x436CD0BE1FB6ADBE76510C3D605B71BD280B02BEB72349BE7BF643BE7CDD4A3D30AA5FBEFCC6B53E2C6A01BD5686243EEF0D5EBEDE8DFFBD32A27EBDA423973DFB244BBE331D3DBCDA2A23BEDA25A7BEA0C13CBE7ED25BBD000B633E2C9F0A3ECAC545BE276DB9BDA6DE093E62318D3E0BB68BBDC226133C0651DDBDB8D596BE966710BD9E6D1D3EDCAC5DBEF302F4BD0E02CDBEAF1C8FBEE15EA0BDDC5792BE77B4A9BE95DC8CBE7C5B3BBD9768F5BD8029863D089C20BE788DA33E3F05BE3DA60B58BC3AEA023EEE521C3E263841BE13A7EB3D286D6ABE7FF0FD3C4CE488BE2EDDA1BD1CBAAA3DD49DFFBDF63A253EB2C652BD103F503BFE40343EC4531F3EEA72913E027B023E1F3E723E789A40BEF266D03DD0BDDC3D3A5052BE08C6583EC27A30BA982991BC3C23423BEFEEF03DBB97C13D94B10EBDFA538DBD1328F53D57408BBEDE96C13DC61A25BE371485BACFD2C6BD17DB6E3E8FCC8EBE1B0B3C3EE66AF3BD8EAE7C3D82B4FFBD6268723CD47D363CF049773C8892E1BCCB22EB3DFEDDE4BD8B7A0D3DF83A5EBEA6660C3EFBF0AA3D268CCC3D240520BE8C5D863D0AD51EBEE4530FBC328DD33DD73B613E53F2D83DE6E648BE5703B2BE38149B3D7A3C26BE9B76713A5466D0BDA88CF5BCE5A188BCEC307D3EE8AA60BDCF2A54BE3BDABEBD2ACF89BC5C29443E7B947BBD2449ADBDBC4E0BBEE4A0F83DD6D4A03CAEA0B7BC2816AB3DED9C06BEC6EA6B3EE9E098BE1562963D038B1A3CC46B723E3C817ABEAF14AC3D0C4103BD28E7EA3DA864033DFC52053E5C5C673E01CB8C3C"> : tensor<3x3x4x4xf32>
    %cst_6 = arith.constant dense<"0x331F5D3E5041673EE2CF8BBD31BC03BE3207823D02524E3B841DC43D428F00BE77201D3D6B2E7EBE3D0B1CBE7EB5963E57C823BE503993BD56220B3E8EBE4C3E542293BC890E1ABECCD46A3EFCA4B13C0267C9BD9E749DBDF391C1BD8B883C3D30C4E1BC8E218E3E3F7AF3BD56A7AD3EDEE3243E41E092BE34372DBEA0585BBD5E7C1EBE8200CDBD3CF7923EDCD6293EBFDDBF3CFDFF963D225AF53DF72D6FBD743919BDCAD43CBE440AA53E060E073E5F45083E30BE203EF0C0563E10955CBD2E3CC3BD92BCD63CF08188BD30960F3D581BD9BDEB5A1C3E33E8D0BD97C0E93D50EB00BE901435BDEECC8F3E0EC4A33CDE0256BE6F6E453B2A155E3DB2EE653BF824A8BD14FC68BE96DA063E16E0273D6C5D0A3D6E12DF3E8476FB3C6C639A3D8BC5B9BD8CAE9A3D0016823E91DF87BEC8564C3E302A3BBE4AD980BEB609673EDFC331BDAC47633DAAB62F3E6E5A7B3E117B9EBEC0C50DBD370EA63D9844C83E4BDA1F3EE6BD1F3E5057653E7B0CF2BD09E7A4BDD85D80BE33DDDFBD62B43C3D806157BC22CF7ABEC068A9BE068DFC3D2FE075BE2729D93CE1A0263E5795223EB46FA0BDF431F3BCBCDFAEBC14AB323EF6064C3DEAF7A93CC540853DD9F89EBDEB4A86BDFF54FFBC7A600A3EFC3CAC3C0CC461BE327EB5BED698EDBDA840F4BDBE1355BD9CF0B43D2B68963E828EC7BD170BE73E3A108A3D782A0C3E378DD13D84696F3D6FF95DBD8F55F33E7AD8EBBD18258ABEB458DABD6A4E2CBD80C9F93D8259873E18B03A3EBA151FBED4C59F3CFC9A82BE9031B53DEAD887BE7F964DBE"> : tensor<3x3x4x4xf32>
    %cst_7 = arith.constant dense<[[-0.621943593, 0.624804079, 1.68207753], [-0.808012783, -2.36621785, 0.895946323], [1.46280754, -0.595528722, 1.20923471], [1.47575366, -1.74425638, -0.470179141]]> : tensor<4x3xf32>
    %0 = tensor.empty() : tensor<1x20x20x4xf32>
    %1 = linalg.fill ins(%cst_3 : f32) outs(%0 : tensor<1x20x20x4xf32>) -> tensor<1x20x20x4xf32>
    %padded = tensor.pad %arg0 low[0, 1, 1, 0] high[0, 1, 1, 0] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst_3 : f32
    } : tensor<1x20x20x2xf32> to tensor<1x22x22x2xf32>
    %2 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%padded, %cst_4 : tensor<1x22x22x2xf32>, tensor<3x3x2x4xf32>) outs(%1 : tensor<1x20x20x4xf32>) -> tensor<1x20x20x4xf32>
    %3 = tensor.empty() : tensor<1x20x20x4xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_0 : tensor<f32>) outs(%3 : tensor<1x20x20x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x20x20x4xf32>
    %5 = tensor.empty() : tensor<1x20x20x4xf32>
    %6 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %4 : tensor<1x20x20x4xf32>, tensor<1x20x20x4xf32>) outs(%5 : tensor<1x20x20x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.maximumf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x20x20x4xf32>
    %7 = tensor.empty() : tensor<2x2xf32>
    %8 = tensor.empty() : tensor<1x10x10x4xf32>
    %9 = linalg.fill ins(%cst_1 : f32) outs(%8 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %10 = linalg.pooling_nhwc_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%6, %7 : tensor<1x20x20x4xf32>, tensor<2x2xf32>) outs(%9 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %11 = tensor.empty() : tensor<1x10x10x4xf32>
    %12 = linalg.fill ins(%cst_3 : f32) outs(%11 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %padded_8 = tensor.pad %10 low[0, 1, 1, 0] high[0, 1, 1, 0] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst_3 : f32
    } : tensor<1x10x10x4xf32> to tensor<1x12x12x4xf32>
    %13 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%padded_8, %cst_5 : tensor<1x12x12x4xf32>, tensor<3x3x4x4xf32>) outs(%12 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %14 = tensor.empty() : tensor<1x10x10x4xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%13 : tensor<1x10x10x4xf32>) outs(%14 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %47 = arith.negf %in : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %16 = tensor.empty() : tensor<1x10x10x4xf32>
    %17 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%15 : tensor<1x10x10x4xf32>) outs(%16 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %47 = math.exp %in : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %18 = tensor.empty() : tensor<1x10x10x4xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst : tensor<f32>) outs(%18 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x10x10x4xf32>
    %20 = tensor.empty() : tensor<1x10x10x4xf32>
    %21 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19, %17 : tensor<1x10x10x4xf32>, tensor<1x10x10x4xf32>) outs(%20 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.addf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %22 = tensor.empty() : tensor<1x10x10x4xf32>
    %23 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst : tensor<f32>) outs(%22 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x10x10x4xf32>
    %24 = tensor.empty() : tensor<1x10x10x4xf32>
    %25 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23, %21 : tensor<1x10x10x4xf32>, tensor<1x10x10x4xf32>) outs(%24 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.divf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %26 = tensor.empty() : tensor<1x10x10x4xf32>
    %27 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%13, %25 : tensor<1x10x10x4xf32>, tensor<1x10x10x4xf32>) outs(%26 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.mulf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %28 = tensor.empty() : tensor<1x10x10x4xf32>
    %29 = linalg.fill ins(%cst_3 : f32) outs(%28 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %padded_9 = tensor.pad %27 low[0, 1, 1, 0] high[0, 1, 1, 0] {
    ^bb0(%arg1: index, %arg2: index, %arg3: index, %arg4: index):
      tensor.yield %cst_3 : f32
    } : tensor<1x10x10x4xf32> to tensor<1x12x12x4xf32>
    %30 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%padded_9, %cst_6 : tensor<1x12x12x4xf32>, tensor<3x3x4x4xf32>) outs(%29 : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    %31 = tensor.empty() : tensor<1x10x10x4xf32>
    %32 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %30 : tensor<1x10x10x4xf32>, tensor<1x10x10x4xf32>) outs(%31 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.addf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %33 = tensor.empty() : tensor<1x10x10x4xf32>
    %34 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_0 : tensor<f32>) outs(%33 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x10x10x4xf32>
    %35 = tensor.empty() : tensor<1x10x10x4xf32>
    %36 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%32, %34 : tensor<1x10x10x4xf32>, tensor<1x10x10x4xf32>) outs(%35 : tensor<1x10x10x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.maximumf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x10x10x4xf32>
    %37 = tensor.empty() : tensor<1x4xf32>
    %38 = linalg.fill ins(%cst_3 : f32) outs(%37 : tensor<1x4xf32>) -> tensor<1x4xf32>
    %39 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%36 : tensor<1x10x10x4xf32>) outs(%38 : tensor<1x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %47 = arith.addf %out, %in : f32
      linalg.yield %47 : f32
    } -> tensor<1x4xf32>
    %40 = tensor.empty() : tensor<1x4xf32>
    %41 = linalg.generic {indexing_maps = [#map4, #map5], iterator_types = ["parallel", "parallel"]} ins(%cst_2 : tensor<f32>) outs(%40 : tensor<1x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x4xf32>
    %42 = tensor.empty() : tensor<1x4xf32>
    %43 = linalg.generic {indexing_maps = [#map5, #map5, #map5], iterator_types = ["parallel", "parallel"]} ins(%39, %41 : tensor<1x4xf32>, tensor<1x4xf32>) outs(%42 : tensor<1x4xf32>) {
    ^bb0(%in: f32, %in_10: f32, %out: f32):
      %47 = arith.divf %in, %in_10 : f32
      linalg.yield %47 : f32
    } -> tensor<1x4xf32>
    %44 = tensor.empty() : tensor<1x3xf32>
    %45 = linalg.fill ins(%cst_3 : f32) outs(%44 : tensor<1x3xf32>) -> tensor<1x3xf32>
    %46 = linalg.matmul ins(%43, %cst_7 : tensor<1x4xf32>, tensor<4x3xf32>) outs(%45 : tensor<1x3xf32>) -> tensor<1x3xf32>
    return %46 : tensor<1x3xf32>
  }
}

