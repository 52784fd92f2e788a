/* A convolution that is cut among the ranks of MPI, called from C.
 *
 *   wino-translate examples/conv/conv.mlir --shard=height --ranks=2 --mpi=mpich -o .
 *   mpicc.mpich -I. examples/mpi/conv.c conv.o -lm -o conv
 *   mpirun.mpich -n 2 ./conv
 *
 * Each rank makes its part of the image and of the filter, and gets its part of
 * the result, which it compares with sums of its own. How the wholes are cut is
 * in conv.h, so that this file is the same for every --shard.
 */
#include "conv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHANNELS = 8, TAPS = 3 };

/* Small numbers that depend on the place in the whole. */
static double image(int64_t n, int64_t y, int64_t x, int64_t c) {
  return (double)((n + 3 * y + 5 * x + 7 * c) % 11 - 5);
}
static double filter(int64_t y, int64_t x, int64_t c, int64_t k) {
  return (double)((2 * y + x + 3 * c + 5 * k) % 7 - 3);
}

/* An element of the result, as it is defined. */
static double convolve(int64_t n, int64_t y, int64_t x, int64_t k) {
  double sum = 0;
  for (int64_t i = 0; i < TAPS; ++i)
    for (int64_t j = 0; j < TAPS; ++j)
      for (int64_t c = 0; c < CHANNELS; ++c)
        sum += image(n, y + i, x + j, c) * filter(i, j, c, k);
  return sum;
}

typedef double (*element)(int64_t, int64_t, int64_t, int64_t);
typedef void (*visitor)(float *value, double expected, void *context);

/* Visits the elements of the rank's part that are in the whole. */
static void visit_part(float *part, const winograd_shard d[4], int rank,
                       element whole, visitor visit, void *context) {
  int64_t first[4], count[4], at[4];
  for (int i = 0; i < 4; ++i) {
    first[i] = rank / d[i].stride % d[i].parts * d[i].size;
    count[i] = d[i].whole - first[i];
    if (count[i] > d[i].size)
      count[i] = d[i].size;
  }
  for (at[0] = 0; at[0] < count[0]; ++at[0])
    for (at[1] = 0; at[1] < count[1]; ++at[1])
      for (at[2] = 0; at[2] < count[2]; ++at[2])
        for (at[3] = 0; at[3] < count[3]; ++at[3]) {
          int64_t index = 0;
          for (int i = 0; i < 4; ++i)
            index = index * d[i].size + at[i];
          visit(part + index,
                whole(first[0] + at[0], first[1] + at[1], first[2] + at[2],
                      first[3] + at[3]),
                context);
        }
}

static void set(float *value, double expected, void *context) {
  (void)context;
  *value = (float)expected;
}

struct comparison {
  double largest_error;
  long count;
};

static void compare(float *value, double expected, void *context) {
  struct comparison *result = context;
  result->largest_error = fmax(result->largest_error, fabs(*value - expected));
  ++result->count;
}

/* Zeros, of the size of a part. */
static float *allocate(const winograd_shard d[4]) {
  float *part = calloc((size_t)(d[0].size * d[1].size * d[2].size * d[3].size),
                       sizeof(float));
  if (!part)
    MPI_Abort(MPI_COMM_WORLD, 1);
  return part;
}

int main(int argc, char **argv) {
  int rank;
  MPI_Comm comm;
  MPI_Init(&argc, &argv);
  /* A communicator of its own, where nobody else's messages are. */
  MPI_Comm_dup(MPI_COMM_WORLD, &comm);
  MPI_Comm_rank(comm, &rank);
  float *x = allocate(conv_input0_shards), *w = allocate(conv_input1_shards),
        *y = allocate(conv_output0_shards);
  visit_part(x, conv_input0_shards, rank, image, set, NULL);
  visit_part(w, conv_input1_shards, rank, filter, set, NULL);

  conv(comm, x, w, y);

  struct comparison own = {0, 0}, all = {0, 0};
  visit_part(y, conv_output0_shards, rank, convolve, compare, &own);
  MPI_Reduce(&own.largest_error, &all.largest_error, 1, MPI_DOUBLE, MPI_MAX, 0,
             comm);
  MPI_Reduce(&own.count, &all.count, 1, MPI_LONG, MPI_SUM, 0, comm);
  if (rank == 0)
    printf("%ld results, %s\n", all.count,
           all.largest_error < 1e-3 ? "right" : "wrong");
  free(x);
  free(w);
  free(y);
  MPI_Comm_free(&comm);
  MPI_Finalize();
  return 0;
}
