#!/usr/bin/env python3
"""Reads the files of other tools and the hostile ones with `maillage check --json`, and compares with
what two manifests say: counts of actors and links, what must be refused and with which word, names of
actors, time and memory.

    scripts/check_manifest.py ../shared/corpus                    # all of it
    scripts/check_manifest.py ../shared/corpus --only gexf,xml    # folders of those names
    MAILLAGE_BIN=target/release/maillage scripts/check_manifest.py ../shared/corpus --limits

`visible/MANIFEST.tsv` names real files; `make_adversarial.py` writes the hostile ones and EXPECT.tsv.
--limits holds time and memory to what EXPECT.tsv says (release builds); without it a case has ten times
as long. --report FILE.tsv writes one line for each case. Status 1 where a case is not as expected.
"""
import argparse, csv, hashlib, json, os, re, resource, subprocess, sys, tempfile, time
from pathlib import Path


def measured(command, seconds):
    """Runs a command. Gives its status (124 past the time), its output, seconds and peak KiB."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdout=out, stderr=err)
        status, usage = None, None
        while status is None:
            pid, raw, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(raw)
            elif time.monotonic() - start > seconds:
                child.kill()
                _, _, usage = os.wait4(child.pid, 0)
                status = 124
            else:
                time.sleep(0.003)
        child.returncode = status
        out.seek(0), err.seek(0)
        return status, out.read(), err.read(), time.monotonic() - start, usage.ru_maxrss


def within(value, allowed):
    """Whether a number is one of `3` or `2..5`; anything where nothing is said."""
    if not allowed.strip():
        return True
    low, _, high = allowed.partition("..")
    return int(low) <= value <= int(high or low)


def faults_of(case, binary, idle, limits):
    seconds = float(case["time"] or 20) * (1 if limits else 10)
    command = [binary, "check", "--json", *(["--together"] if len(case["files"]) > 1 else []), *case["files"]]
    status, out, err, took, peak = measured(command, seconds)
    faults = []
    if status == 124:
        return [f"still running after {seconds:g} s"], took, peak, ""
    if status not in (0, 1):
        faults.append(f"status {status}")
    if b"panicked at" in err:
        faults.append("panic")
    try:
        said = json.loads(out)
    except ValueError:
        return faults + ["the output is not one JSON object"], took, peak, ""
    texts = [w["what"] + " " + w["where"] for w in said["warnings"]]
    if said["error"]:
        texts.append(" ".join(said["error"].values()))
    text = " | ".join(texts) + " " + (said["format"] or "")
    expect = case["expect"]
    if said["ok"]:
        if "import" not in expect:
            faults.append("imported, but must be refused")
        elif not within(said["actors"], case["nodes"]) or not within(said["links"], case["edges"]):
            faults.append(f"{said['actors']} actors and {said['links']} links, "
                          f"not {case['nodes']} and {case['edges']}")
        # A plain `import` among the choices needs no warning.
        if "import" not in expect.split("|") and not said["warnings"]:
            faults.append("no warning")
        needs_word = "import" not in expect.split("|")
    else:
        needs_word = True
        if "error" not in expect:
            faults.append(f"refused: {text[:200]}")
    if needs_word and case["where"] and not faults and not re.search(case["where"], text, re.I):
        faults.append(f"/{case['where']}/ not in: {text[:200]}")
    if said["ok"] and case["labels"] and not faults:
        faults += labels_differ(case, binary)
    if limits and case["rss"] and peak - idle > float(case["rss"]) * 1024:
        faults.append(f"{(peak - idle) / 1024:.0f} MiB above idle, not {case['rss']}")
    return faults, took, peak, text


def labels_differ(case, binary):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.maillage")
        made = subprocess.run([binary, "convert", *case["files"], out], capture_output=True, text=True)
        if made.returncode != 0:
            return [f"convert fails: {made.stderr[:200]}"]
        names = sorted(actor["name"] for actor in json.loads(Path(out).read_text())["actors"])
    if hashlib.sha256("\n".join(names).encode()).hexdigest() != case["labels"]:
        return [f"other names: {names[:6]}"]
    return []


def visible(corpus):
    with open(corpus / "visible/MANIFEST.tsv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            files = [str(corpus / "visible" / name) for name in row["file"].split(" + ")]
            yield dict(name=row["file"], files=files, expect=row["expect"], nodes=row["nodes_ok"],
                       edges=row["edges_ok"], where="", time="", rss="", labels="")


def adversarial(corpus, folder, big):
    maker = [sys.executable, str(corpus / "make_adversarial.py"), folder, *(["--big"] if big else [])]
    subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "EXPECT.tsv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["file"].replace("\\n", "\n")
            path = os.fsencode(os.path.join(folder, name)).replace(b"\\xe9", b"\xe9")
            # Nobody can take root the right to read.
            if name == "fs/unreadable.csv" and os.geteuid() == 0:
                continue
            yield dict(name=row["file"], files=[path], expect=row["expect"], nodes=row["nodes_ok"],
                       edges=row["edges_ok"], where=row["where"], time=row["time_s"], rss=row["rss_mib"],
                       labels=row["labels_sha256"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="", help="folders, between commas")
    parser.add_argument("--limits", action="store_true", help="hold time and memory to the manifest")
    parser.add_argument("--big", action="store_true", help="the cases of 14 to 100 MB too")
    parser.add_argument("--report", help="write one line for each case")
    args = parser.parse_args()
    binary = os.environ.get("MAILLAGE_BIN", "target/debug/maillage")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    idle = measured([binary, "--version"], 20)[4]
    only = [name for name in args.only.split(",") if name]
    lines, totals = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for sort, cases in (("real files", visible(args.corpus)), ("hostile cases", adversarial(args.corpus, folder, args.big))):
            passed = total = 0
            for case in cases:
                if only and case["name"].split("/")[0] not in only:
                    continue
                faults, took, peak, text = faults_of(case, binary, idle, args.limits)
                total += 1
                passed += not faults
                for fault in faults:
                    print(f"{case['name']}: {fault}", file=sys.stderr)
                lines.append("\t".join([case["name"], "; ".join(faults) or "ok", f"{took:.2f}", str(peak // 1024), text.replace("\n", " ")[:300]]))
            totals[sort] = (passed, total)
    if args.report:
        Path(args.report).write_text("case\toutcome\tseconds\tMiB\tsaid\n" + "\n".join(lines) + "\n")
    for sort, (passed, total) in totals.items():
        print(f"{sort}: {passed} of {total} as expected")
    sys.exit(any(passed < total for passed, total in totals.values()))


if __name__ == "__main__":
    main()
