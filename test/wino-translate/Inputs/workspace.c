/* A function of two convolutions shares their scratch memory, and gives what one
   after the other gives. */
#include "workspace.h"
#include "reference.h"
#include <string.h>

static float x[32 * 32 * 16], v[9 * 16 * 16], w[9 * 16 * 8];
static float between[32 * 32 * 16], expected[32 * 32 * 8], y[32 * 32 * 8];

int main(void) {
  for (size_t i = 0; i < sizeof(x) / sizeof(*x); ++i)
    x[i] = (float)value_at(i);
  for (size_t i = 0; i < sizeof(v) / sizeof(*v); ++i)
    v[i] = (float)value_at(100000 + i);
  for (size_t i = 0; i < sizeof(w) / sizeof(*w); ++i)
    w[i] = (float)value_at(200000 + i);
  first(x, v, between);
  second(between, w, expected);

  char *workspace = malloc(both_workspace_size + 1);
  for (int run = 0; run < 2; ++run) {
    memset(workspace, 0xff, both_workspace_size + 1); /* NaN */
    both_with_workspace(x, v, w, y, workspace);
    check("both", memcmp(y, expected, sizeof(y)) != 0, 0);
    check("behind", workspace[both_workspace_size] != (char)0xff, 0);
  }
  free(workspace);
  size_t sum = first_workspace_size + second_workspace_size + sizeof(between);
  puts(both_workspace_size < sum ? "less than the sum" : "too much");
  return 0;
}
