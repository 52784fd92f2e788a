#===- call_test.py - Calls of compiled functions --------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import gc
import resource
import subprocess
import sys
import threading
import time
import unittest

import numpy as np
import winograd
from modules import CONV, convolve, elementwise, make_conv_inputs

WAIT = """
func.func private @waitpid(i32, i64, i32) -> i32
func.func @wait(%pid: tensor<1xi32>) -> tensor<1xi32> {
  %index = arith.constant 0 : index
  %null = arith.constant 0 : i64
  %none = arith.constant 0 : i32
  %of = tensor.extract %pid[%index] : tensor<1xi32>
  %result = func.call @waitpid(%of, %null, %none) : (i32, i64, i32) -> i32
  %y = tensor.from_elements %result : tensor<1xi32>
  return %y : tensor<1xi32>
}
"""
SEVERAL = """
func.func @f(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<2xi64>, tensor<3xf32>) {
  %two = arith.constant dense<2.0> : tensor<3xf32>
  %constant = arith.constant dense<[7, 8]> : tensor<2xi64>
  %y = arith.mulf %x, %two : tensor<3xf32>
  return %y, %x, %constant, %y : tensor<3xf32>, tensor<3xf32>, tensor<2xi64>, tensor<3xf32>
}
"""
IN_PLACE = """
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  %index = arith.constant 1 : index
  %nine = arith.constant 9.0 : f32
  %y = tensor.insert %nine into %x[%index] : tensor<4xf32>
  return %y : tensor<4xf32>
}
"""


class OnlyDLPack:
    """An array of some other library."""

    def __init__(self, array):
        self._array = array

    def __dlpack__(self, **options):
        return self._array.__dlpack__(**options)

    def __dlpack_device__(self):
        return self._array.__dlpack_device__()


class Forbidden(OnlyDLPack):
    def __dlpack__(self, **options):
        raise BufferError("this array is not for others")


class CallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.conv = winograd.compile(CONV, plan="blocked", tile=4)

    def test_convolution(self):
        x, w = make_conv_inputs()
        y = self.conv(x, w)
        self.assertEqual((type(y), y.dtype, y.shape), (np.ndarray, "float32", (1, 12, 12, 16)))
        self.assertLess(np.abs(y - convolve(x, w)).max(), 1e-4)
        self.assertTrue(y.flags.c_contiguous and y.flags.writeable)

    def test_arrays_of_others(self):
        x, w = make_conv_inputs()
        expected = self.conv(x, w)
        np.testing.assert_array_equal(self.conv(OnlyDLPack(x), OnlyDLPack(w)), expected)
        np.testing.assert_array_equal(self.conv(memoryview(x), w), expected)

    def test_arguments_stay_as_they_are(self):
        f = winograd.compile(IN_PLACE)
        x = np.arange(4, dtype="float32")
        x.flags.writeable = False
        np.testing.assert_array_equal(f(x), [0, 9, 2, 3])
        np.testing.assert_array_equal(x, [0, 1, 2, 3])

    def test_several_results(self):
        f = winograd.compile(SEVERAL)
        x = np.array([1, 2, 3], "float32")
        results = f(x)
        for result, expected in zip(results, ([2, 4, 6], [1, 2, 3], [7, 8], [2, 4, 6])):
            np.testing.assert_array_equal(result, expected)
        # Each has memory of its own.
        for result in results:
            result[:] = 0
        np.testing.assert_array_equal(x, [1, 2, 3])
        np.testing.assert_array_equal(f(x)[2], [7, 8])
        self.assertEqual([t.dtype for t in f.results], ["float32", "float32", "int64", "float32"])

    def test_results_outlive_the_function(self):
        f = winograd.compile(SEVERAL)
        results = f(np.array([1, 2, 3], "float32"))
        del f
        gc.collect()
        np.testing.assert_array_equal(results[0], [2, 4, 6])

    def test_memory_is_freed(self):
        f = winograd.compile(elementwise("arith.addf", "1048576", "f32", "f32"))
        x = np.ones(1048576, "float32")
        f(x, x)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(100):  # 400 MiB of results
            f(x, x)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.assertLess(after - before, 100 * 1024)

    def test_what_is_no_array(self):
        x, w = make_conv_inputs()
        for arguments, error, message in (
            ((x,), TypeError, "expected 2 inputs of 'conv', but got 1"),
            ((x, [1.0]), TypeError, "expected input 1 to be an array .*, but got list"),
            ((Forbidden(x), w), TypeError, "but got .*Forbidden: this array is not for others"),
            ((x, w.astype("float64")), TypeError,
             "expected input 1 to have elements of type float32 .*, but got float64"),
            ((x[:, :13], w), ValueError,
             "expected input 0 to have the shape of tensor<1x14x14x8xf32>, but got 1x13x14x8"),
            ((x[0], w), ValueError, "but got 14x14x8"),
            ((x.transpose(0, 2, 1, 3), w), ValueError, "contiguous, .*numpy.ascontiguousarray"),
            ((x[:, ::-1], w), ValueError, "expected input 0 to be contiguous"),
        ):
            with self.assertRaisesRegex(error, message):
                self.conv(*arguments)
        raw = np.zeros(x.nbytes + 1, "uint8")
        with self.assertRaisesRegex(ValueError, "aligned"):
            self.conv(raw[1:].view("float32").reshape(x.shape), w)

    def test_sizes_that_do_not_fit(self):
        """A check in the code ends a program, but not Python."""
        f = winograd.compile(elementwise("arith.addf", "?", "f32", "f32"))
        self.assertEqual(f.inputs[0].shape, (None,))
        for _ in range(3):
            with self.assertRaisesRegex(winograd.Error, "expected"):
                f(np.ones(3, "float32"), np.ones(4, "float32"))
            np.testing.assert_array_equal(f(np.ones(3, "float32"), np.ones(3, "float32")), [2] * 3)

    def test_calls_at_once(self):
        expected = {seed: self.conv(*make_conv_inputs(seed)) for seed in range(8)}
        wrong = []

        def call(seed):
            inputs = make_conv_inputs(seed)
            for _ in range(50):
                if not np.array_equal(self.conv(*inputs), expected[seed]):
                    wrong.append(seed)

        threads = [threading.Thread(target=call, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_others_run_meanwhile(self):
        """The call waits for a process that another thread of Python ends."""
        wait = winograd.compile(WAIT)
        script = "import select, sys; select.select([sys.stdin], [], [], 60)"
        process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)
        called, ended, returned = threading.Event(), threading.Event(), threading.Event()

        def end():
            called.wait()
            time.sleep(0.2)  # so that this is during the call, which cannot say so
            if not returned.is_set():
                ended.set()
            process.stdin.close()

        thread = threading.Thread(target=end)
        thread.start()
        called.set()
        result = wait(np.array([process.pid], "int32"))
        returned.set()
        thread.join()
        self.assertEqual(result[0], process.pid)
        self.assertTrue(ended.is_set())
        process.returncode = 0  # it was waited for


if __name__ == "__main__":
    unittest.main()
