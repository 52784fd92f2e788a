/* What the C programs share: inputs, a convolution in double, a comparison. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A number between -1 and 1 that only depends on `index`. */
static double value_at(size_t index) {
  unsigned state = (unsigned)index * 2654435761u + 12345u;
  state ^= state >> 15;
  state *= 2246822519u;
  state ^= state >> 13;
  return (double)(state % 20001u) / 10000.0 - 1.0;
}

/* The element [n, k, y, x] of the convolution without padding of an input
   [N][C][H][W], whose values are value_at(first_input + index), with a filter
   [K][C][3][3] likewise. */
static double convolution_at(size_t first_input, size_t first_filter, size_t C,
                             size_t H, size_t W, size_t n, size_t k, size_t y,
                             size_t x) {
  double sum = 0;
  for (size_t c = 0; c < C; ++c)
    for (size_t i = 0; i < 3; ++i)
      for (size_t j = 0; j < 3; ++j)
        sum += value_at(first_input + ((n * C + c) * H + y + i) * W + x + j) *
               value_at(first_filter + ((k * C + c) * 3 + i) * 3 + j);
  return sum;
}

/* Exits with 1 if the largest error is beyond the tolerance. */
static void check(const char *what, double error, double tolerance) {
  printf("%s: max error %.2e\n", what, error);
  if (!(error <= tolerance)) {
    fprintf(stderr, "%s: expected at most %.2e\n", what, tolerance);
    exit(1);
  }
}
