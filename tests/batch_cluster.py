"""Merges a batch over Ray in a process of its own: `python batch_cluster.py OUT WORKERS`; prints the number of acts."""

import sys

from sayso.batch import cluster
from sayso.batch.merging import merge

if __name__ == "__main__":
    out, workers = sys.argv[1], int(sys.argv[2])
    cluster.start(workers)
    print(merge(out, cluster.Cluster(workers)))
    cluster.stop()
