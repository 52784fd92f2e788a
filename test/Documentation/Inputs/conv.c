/* The C program of README.md: both ways give the same results. */
#include "conv.h"

#include <stdio.h>
#include <stdlib.h>

static float x[14 * 14 * 8], w[3 * 3 * 8 * 16], y[12 * 12 * 16];

static float sum(void) {
  float total = 0;
  for (size_t i = 0; i < sizeof(y) / sizeof(*y); ++i)
    total += y[i];
  return total;
}

int main(void) {
  for (size_t i = 0; i < sizeof(x) / sizeof(*x); ++i)
    x[i] = 1;
  for (size_t i = 0; i < sizeof(w) / sizeof(*w); ++i)
    w[i] = 0.5;
  conv(x, w, y);
  printf("all at once %.0f\n", sum());

  float *packed = malloc(conv_prepacked_size * sizeof(float));
  conv_prepack(w, packed);
  conv_prepacked(x, packed, y);
  printf("prepacked %.0f\n", sum());
  free(packed);
  return 0;
}
