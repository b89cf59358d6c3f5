"""``make bench``: quality against the floors, then speed. A figure under its floor ends with exit code 1."""

from __future__ import annotations

import sys

from bench import floors, ledger, line, statements, stories, travel, variants


def main() -> int:
    """Run everything and print it."""
    figures = statements.run() | ledger.floors()
    print("Statements, forecasts and the ledger")
    for name, value in figures.items():
        floor = floors.read().get(name)
        print(f"  {name:28s} {value:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))
    print("\nThe whole line beside the bare parser, one core")
    for name, measured in line.run().items():
        print(f"  {name:28s} {measured:>10,}")
    print("\nRetellings")
    travel.main([])
    print("\nNamed changes between two wordings")
    for part in ("dev", "held"):
        print(f"  {part:28s} F1 {variants.run(part)['F1']:.3f}")
    if stories.FILE.exists():
        print("\nStories (NewsWCL50)")
        print(f"  {'B-cubed':28s} F1 {stories.run()['F1']:.3f}")
    fallen = floors.fallen(figures)
    for name, (value, floor) in fallen.items():
        print(f"FALLEN: {name} is {value:.3f}, its floor {floor:.3f}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
