"""Documents to clauses to a searchable index.

``OMP_WAIT_POLICY`` is read once, when the first OpenMP library is loaded, so it is set here, before
any module of the package can load one. Threads that wait asleep and not spinning bring the 95th
percentile of a query beside one other busy process from 175 ms to 37 ms (two cores).

``OPENBLAS_NUM_THREADS`` is read when numpy is loaded. Its threads wait for each other spinning, whatever
the policy: beside other busy processes the reader took 1.1 s of the processor for three passages with two
threads and 0.2 s with one, and with both cores free two are hardly faster (0.24 s and 0.25 s). What else is
multiplied is small: up to 100,000 vectors by one question.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
