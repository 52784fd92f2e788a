#!/bin/sh
# wino-reduce looks for the smallest program for which this exits with 1.
! wino-opt "$1" --winograd-plan 2>&1 | grep -q 'but got F(2, 5)'
