#!/bin/sh
# The check of ops/compose.yaml: whether the broker listens.
exec nc -w 3 127.0.0.1 9092 </dev/null >/dev/null
