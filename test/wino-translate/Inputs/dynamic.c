/* Calls conv(x, sizes, w, y, sizes) with several sizes. */
#include "dynamic.h"
#include "reference.h"
#include <string.h>

enum { C = 4, K = 6, GUARD = 16 };

static void run(size_t N, size_t H, size_t W) {
  size_t OH = H - 2, OW = W - 2, outputs = N * K * OH * OW, at = 0;
  double *x = malloc(N * C * H * W * sizeof(*x));
  double *y = malloc((outputs + GUARD) * sizeof(*y)), w[K * C * 9];
  for (size_t i = 0; i < N * C * H * W; ++i)
    x[i] = value_at(i);
  for (size_t i = 0; i < K * C * 9; ++i)
    w[i] = value_at(50000 + i);
  for (size_t i = 0; i < outputs + GUARD; ++i)
    y[i] = 7;
  conv(x, (int64_t)N, (int64_t)H, (int64_t)W, w, y, (int64_t)N, (int64_t)OH,
       (int64_t)OW);
  double largest = 0;
  for (size_t n = 0; n < N; ++n)
    for (size_t k = 0; k < K; ++k)
      for (size_t i = 0; i < OH; ++i)
        for (size_t j = 0; j < OW; ++j, ++at)
          largest = fmax(
              largest,
              fabs(convolution_at(0, 50000, C, H, W, n, k, i, j) - y[at]));
  check("conv", largest, 1e-12);
  for (; at < outputs + GUARD; ++at)
    check("behind y", fabs(y[at] - 7), 0);
  free(x);
  free(y);
}

int main(void) {
  run(1, 10, 10);
  run(3, 5, 31);
  run(2, 3, 3);
  return 0;
}
