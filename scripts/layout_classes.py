#!/usr/bin/env python3
"""Quality and cost of Maillage's layout on networks of many classes, and of other tools if asked.

layout_classes.py EVALUATE.PY [--sizes 200,2000] [--classes mesh,tree] [--algorithm force] [--seed 0]
                  [--keep FOLDER] [--other 'NAME=COMMAND {graph} {out}']...

EVALUATE.PY has `evaluate(graph, positions) -> dict` with ns, xpe, np1 and ovl. COMMAND writes a line
`x y` for each node of {graph} (first line `n m`, then two 0-based numbers a line) to {out}. CPU seconds are those of
the whole process. A line where another tool is better on ns, xpe and np1 at once in less CPU time ends in
"better"; the exit status is then 1. Needs numpy and scipy; MAILLAGE_BIN names the program (else target/release/maillage).
"""
import argparse
import importlib.util
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import Delaunay

HERE = os.path.dirname(os.path.abspath(__file__))


def largest_part(n, links):
    links = np.asarray(links, dtype=np.int64)
    count, part = connected_components(coo_matrix((np.ones(len(links)), links.T), shape=(n, n)), directed=False)
    if count == 1:
        return n, links
    keep = part == np.bincount(part).argmax()
    number = np.cumsum(keep) - 1
    return int(keep.sum()), number[links[keep[links[:, 0]]]]


def social(n, rng):
    """Attachment in proportion to degree, with triangles (Holme and Kim 2002)."""
    ends, links, near = [0, 1, 2, 0, 1, 2], [(0, 1), (1, 2), (0, 2)], {0: [1, 2], 1: [0, 2], 2: [0, 1]}
    for node in range(3, n):
        chosen, last = set(), None
        while len(chosen) < 3:
            pool = near[last] if last is not None and rng.random() < 0.6 else ends
            last = pool[rng.integers(len(pool))]
            if last == node or last in chosen:
                last = None
                continue
            chosen.add(last)
        near[node] = list(chosen)
        for other in sorted(chosen):
            links.append((node, other))
            near[other].append(node)
            ends += [node, other]
    return n, links


def communities(n, rng):
    """Communities of uneven size with hubs, and a few links between them."""
    share = rng.pareto(1.5, max(4, int(n**0.5 / 2))) + 1
    home = np.sort(rng.choice(len(share), n, p=share / share.sum()))
    links = [np.c_[rng.integers(0, n, n // 4), rng.integers(0, n, n // 4)]]
    for group in range(len(share)):
        members = np.nonzero(home == group)[0]
        if len(members) > 1:
            pull = rng.pareto(1.8, len(members)) + 0.5
            chosen = rng.choice(members, 4 * len(members), p=pull / pull.sum())
            links.append(np.c_[chosen, rng.choice(members, len(chosen))])
    return largest_part(n, np.vstack(links))


def citation(n, rng):
    """Each new one cites one that is there and burns on through what that cites (Leskovec et al. 2005)."""
    cited, links = [[]], []
    for node in range(1, n):
        old = rng.random() < 0.5
        first = int(rng.integers(node)) if old else max(0, node - 1 - int(rng.exponential(node * 0.05 + 1)))
        burnt, queue = {first}, [first]
        while queue and len(burnt) < 40:
            at = queue.pop(0)
            for other in rng.permutation(cited[at])[: rng.geometric(0.64) - 1] if cited[at] else []:
                if int(other) not in burnt:
                    burnt.add(int(other))
                    queue.append(int(other))
        cited.append(sorted(burnt))
        links += [(node, other) for other in cited[node]]
    return n, links


def triangulated(points, longest=None):
    corners = Delaunay(points).simplices
    links = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    links = np.unique(np.sort(links, axis=1), axis=0)
    length = np.hypot(*(points[links[:, 0]] - points[links[:, 1]]).T)
    keep = length < (longest or np.inf) * np.median(length)
    return links[keep], length[keep]


def power_grid(n, rng):
    """A tree through points in towns and between, some loops, few far lines."""
    towns = rng.random((max(3, n // 60), 2))
    around = towns[rng.integers(0, len(towns), n - n // 2)] + rng.normal(0, 0.03, (n - n // 2, 2))
    links, length = triangulated(np.vstack([rng.random((n // 2, 2)), around]))
    tree = minimum_spanning_tree(coo_matrix((length + 1e-9, links.T), shape=(n, n))).tocoo()
    loops = links[np.argsort(length * rng.random(len(links)))][: n // 4]
    far = np.c_[rng.integers(0, n, n // 200), rng.integers(0, n, n // 200)]
    return n, np.vstack([np.c_[tree.row, tree.col], loops, far])


def rows(n, shape, around=(False, False)):
    high = max(3, round((n / shape) ** 0.5))
    at = np.arange(high * max(3, n // high)).reshape(high, -1)
    links = []
    for axis in (0, 1):
        ends = np.roll(at, -1, axis)
        whole = slice(None) if around[axis] else slice(0, -1)
        cut = (whole, slice(None)) if axis == 0 else (slice(None), whole)
        links.append(np.c_[at[cut].ravel(), ends[cut].ravel()])
    return at.size, np.vstack(links)


def tree(parent):
    return lambda n, rng: (n, [(node, int(parent(node, n, rng))) for node in range(1, n)])


def parts(n, rng):
    links, at = [], 0
    while at < n:
        size = max(2, min(n - at, int(1.5 * rng.pareto(0.9)) + 2, n // 3))
        size += n - at - size == 1
        links.append(np.array([(node, rng.integers(node)) for node in range(1, size)]) + at)
        if rng.random() < 0.5:
            links.append(rng.integers(0, size, (size, 2)) + at)
        at += size
    return n, np.vstack(links)


CLASSES = {
    "social": social,
    "communities": communities,
    "citation": citation,
    "power-grid": power_grid,
    "mesh": lambda n, rng: rows(n, 1),
    "band": lambda n, rng: rows(n, 8),
    "triangles": lambda n, rng: largest_part(n, triangulated(rng.random((n, 2)), 3)[0]),
    "torus": lambda n, rng: rows(n, 1, (True, True)),
    "cylinder": lambda n, rng: rows(n, 3, (True, False)),
    "random-tree": tree(lambda node, n, rng: rng.integers(node)),
    "long-tree": tree(lambda node, n, rng: max(0, node - 1 - int(rng.exponential(n**0.5)))),
    "binary-tree": tree(lambda node, n, rng: (node - 1) // 2),
    "five-tree": tree(lambda node, n, rng: (node - 1) // 5),
    "caterpillar": tree(lambda node, n, rng: node - 1 if node < n // 4 else rng.integers(n // 4)),
    "star": tree(lambda node, n, rng: 0),
    "star-of-stars": tree(lambda node, n, rng: 0 if node < n**0.5 else 1 + node % (int(n**0.5) - 1)),
    "path": tree(lambda node, n, rng: node - 1),
    "cycle": lambda n, rng: (n, [(node, (node + 1) % n) for node in range(n)]),
    "two-sides": lambda n, rng: largest_part(n, np.c_[rng.integers(0, n // 5, 2 * n), rng.integers(n // 5, n, 2 * n)]),
    "random": lambda n, rng: largest_part(n, rng.integers(0, n, (2 * n, 2))),
    "parts": parts,
    "complete": lambda n, rng: (min(n, 400), np.c_[np.triu_indices(min(n, 400), 1)]),
}


def write(path, n, links, rng):
    links = np.asarray(links, dtype=np.int64).reshape(-1, 2)
    links = links[links[:, 0] != links[:, 1]]
    # Shuffled numbers: no tool gets help from their order.
    links = rng.permutation(n)[np.unique(np.sort(links, axis=1), axis=0)]
    with open(path, "w") as file:
        file.write(f"{n} {len(links)}\n")
        np.savetxt(file, links, fmt="%d")


def measured(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return None if done.returncode else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    warnings.filterwarnings("ignore")
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("evaluator")
    ask.add_argument("--sizes", default="200,2000")
    ask.add_argument("--classes", default=",".join(CLASSES))
    ask.add_argument("--algorithm", default="force")
    ask.add_argument("--seed", default="0")
    ask.add_argument("--keep")
    ask.add_argument("--other", action="append", default=[])
    args = ask.parse_args()
    known = importlib.util.spec_from_file_location("evaluator", args.evaluator)
    evaluator = importlib.util.module_from_spec(known)
    known.loader.exec_module(evaluator)
    own = os.environ.get("MAILLAGE_BIN", os.path.join(HERE, "..", "target", "release", "maillage"))
    tools = [("maillage", f"{shlex.quote(own)} layout {{graph}} {{out}} --algorithm {args.algorithm} --seed {args.seed}")]
    tools += [tuple(other.split("=", 1)) for other in args.other]
    folder = args.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    print("| class | n | tool | ns | xpe | np1 | ovl | CPU s | |\n|---|---|---|---|---|---|---|---|---|")
    failed = False
    for name in args.classes.split(","):
        for size in map(int, args.sizes.split(",")):
            graph = os.path.join(folder, f"{name}-{size}.edges")
            rng = np.random.default_rng(size + 7)
            n, links = CLASSES[name](size, rng)
            write(graph, n, links, rng)
            ours = None
            for tool, command in tools:
                out = os.path.join(folder, f"{name}-{size}.{tool}.xy")
                cpu = measured([word.format(graph=graph, out=out) for word in shlex.split(command)])
                found = evaluator.evaluate(graph, out) if cpu is not None else None
                if found is None:
                    print(f"| {name} | {n} | {tool} | failed | | | | | |", flush=True)
                    failed |= tool == "maillage"
                    continue
                row = (found["ns"], found["xpe"], -found["np1"], cpu)
                ours = ours or row
                better = all(other < own for other, own in zip(row, ours))
                failed |= better
                print(
                    f"| {name} | {n} | {tool} | {row[0]:.4f} | {row[1]:.4g} | {-row[2]:.4f} | {found['ovl']:.3f}"
                    f" | {cpu:.3f} | {'better' if better else ''} |",
                    flush=True,
                )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
