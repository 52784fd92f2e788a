//===- WinogradDialect.td - The winograd dialect ----------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT
#define WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT

include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"

def Winograd_Dialect : Dialect {
  let name = "winograd";
  let cppNamespace = "::mlir::winograd";
  let summary = "The algebra of Winograd's fast convolution";
  let description = [{
    Winograd's minimal filtering computes m outputs of an r-tap filter from
    α = m + r − 1 inputs with α multiplications instead of m·r,

    ```text
    y = Aᵀ [(G g) ⊙ (Bᵀ d)],
    ```

    nested once per spatial dimension. Over tiles t, input channels c and output
    channels k (two spatial dimensions shown):

    ```text
    X̂[i,j,n,ty,tx,c] = Σ_{u,v} Bᵀ[i,u] Bᵀ[j,v] · x[n, c, m·ty+u, m·tx+v]
    Ĝ[i,j,c,k]       = Σ_{u,v} G[i,u]  G[j,v]  · g[k, c, u, v]
    M̂[i,j,n,ty,tx,k] = Σ_c X̂[i,j,n,ty,tx,c] · Ĝ[i,j,c,k]
    y[n,k,m·ty+p,m·tx+q] = Σ_{i,j} Aᵀ[p,i] Aᵀ[q,j] · M̂[i,j,n,ty,tx,k]
    ```

    Three operations say all of it: `winograd.kron` is the first, the second and
    the fourth line, `winograd.hadamard_reduce` the third, and
    `winograd.bufferize` states where a value lives. Layouts are affine maps, the
    matrices come from an `#winograd.algorithm` attribute.

    The discardable attribute `winograd.finite_only` of any operation (a
    convolution, a function, the module) promises that the convolutions in it
    compute with finite values of moderate size, or, with `false`, that they may
    not, which leaves them direct; the closest one counts, and where there is
    none, it is `true`. `winograd.kron` says what its arithmetic makes of others.

    Example (test/Dialect/Winograd/IR/examples.mlir):

    ```mlir
    func.func private @infinite() attributes {winograd.finite_only = false}
    ```

    `winograd.max_error`, likewise, is the most that the rounding error of the
    convolutions may be, as a multiple of the direct convolution's; a plan
    promises it (docs/Accuracy.md). `winograd.plan` of a convolution is what is
    decided of it (`#winograd.plan`).

    Example (test/Dialect/Winograd/IR/examples.mlir), which leaves F(2, 3) or the
    direct convolution:

    ```mlir
    func.func private @exact() attributes {winograd.max_error = 1.0}
    ```
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect",
                           "::mlir::affine::AffineDialect",
                           "::mlir::arith::ArithDialect"];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
  let extraClassDeclaration = [{
    /// Whether the values of convolutions are finite.
    static constexpr ::llvm::StringLiteral finiteOnlyAttrName =
        "winograd.finite_only";
    /// The most error, as a multiple of the direct convolution's.
    static constexpr ::llvm::StringLiteral maxErrorAttrName =
        "winograd.max_error";

    /// The algorithm of an attribute, which is built once.
    const CookToom &getCookToom(AlgorithmAttr attr);

  private:
    std::mutex algorithmsMutex;
    DenseMap<Attribute, std::unique_ptr<const CookToom>> algorithms;

  public:
  }];
}

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT
