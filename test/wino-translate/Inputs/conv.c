/* Calls conv(x, w, bias, y) and its other forms, and compares them with a
   convolution in double. */
#include "conv.h"
#include "reference.h"

enum { N = 2, C = 5, K = 7, H = 19, W = 23, OH = H - 2, OW = W - 2 };

static float x[N * C * H * W], w[K * C * 9], bias[K], y[N * K * OH * OW];
static float packed[conv_prepacked_size];

static double error(void) {
  double largest = 0;
  size_t at = 0;
  for (size_t n = 0; n < N; ++n)
    for (size_t k = 0; k < K; ++k)
      for (size_t i = 0; i < OH; ++i)
        for (size_t j = 0; j < OW; ++j, ++at) {
          double sum = convolution_at(0, 1000, C, H, W, n, k, i, j) + bias[k];
          largest = fmax(largest, fabs(fmax(sum, 0) - y[at]));
          y[at] = NAN;
        }
  return largest;
}

int main(void) {
  for (size_t i = 0; i < sizeof(x) / sizeof(*x); ++i)
    x[i] = (float)value_at(i);
  for (size_t i = 0; i < sizeof(w) / sizeof(*w); ++i)
    w[i] = (float)value_at(1000 + i);
  for (size_t i = 0; i < K; ++i)
    bias[i] = (float)value_at(2000 + i);

  conv(x, w, bias, y);
  check("conv", error(), 1e-4);
#ifdef conv_workspace_size
  char *workspace = malloc(conv_workspace_size + 1);
  workspace[conv_workspace_size] = 7;
  conv_with_workspace(x, w, bias, y, workspace);
  check("conv_with_workspace", error(), 1e-4);
  check("behind the workspace", workspace[conv_workspace_size] - 7, 0);
  free(workspace);
#endif
  conv_prepack(w, packed);
  for (int run = 0; run < 2; ++run) {
    conv_prepacked(x, packed, bias, y);
    check("conv_prepacked", error(), 1e-4);
  }
  return 0;
}
