def Sum : Pass<"winograd-plan"> {
  let description = [{
    Before (test/sum.mlir):

    ```mlir
    %0 = arith.addf %x, %y : f32
    ```

    Example (test/sum.mlir), with another type:

    ```mlir
    %0 = arith.addf %x, %y : f16
    ```

    After:

    ```mlir
    %0 = arith.addf %x, %x : f32
    ```

    Before (test/none.mlir):

    ```mlir
    %0 = arith.addf %x, %y : f32
    ```
  }];
}
