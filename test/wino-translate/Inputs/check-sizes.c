// check-sizes.c ROWS COLUMNS: multiplies a matrix of 3 x ROWS by a vector of
// COLUMNS values, then uses scratch memory of as many values, squared.
#include "check-sizes.h"

#include <stdlib.h>

int main(int argc, char **argv) {
  int64_t rows = atoll(argv[1]), columns = atoll(argv[2]);
  float *a = calloc(3 * rows, sizeof(float));
  float *x = calloc(columns, sizeof(float));
  float y[3] = {0}, z[3], s;
  product(a, 3, rows, x, columns, y, 3, z, 3);
  scratch(x, columns, &s);
  return 0;
}
