/* Calls the functions of functions.mlir. */
#include "functions.h"
#include <stdio.h>
#include <string.h>

int main(void) {
  const float x[4] = {1, 2, 3, 4};
  float kept[4], a[4], b[4], c[4], d[4], e[4];
  double s = 5, t = 0;
  memcpy(kept, x, sizeof(x));
  first(x, a);
  second(x, b);
  several(x, &s, c, d, e, &t);
  const uint8_t yes = 1, no = 0;
  float added[4], subtracted[4];
  branch(&yes, x, a, added);
  branch(&no, x, a, subtracted);
  int failures = memcmp(kept, x, sizeof(x)) != 0 || t != 5;
  for (int i = 0; i < 4; ++i)
    failures += a[i] != 2 * x[i] || b[i] != 2 * x[i] || c[i] != 2 * x[i] ||
                d[i] != x[i] || e[i] != i || added[i] != 3 * x[i] ||
                subtracted[i] != -x[i];
  printf("%d failures\n", failures);
  return failures != 0;
}
