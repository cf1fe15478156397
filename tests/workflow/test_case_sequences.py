"""Whatever is told to a case in whatever order, its counts follow from its lines."""

from tests.workflow.case_sequences import run_sequences


def test_counts_always_equal_a_plain_recount() -> None:
    """Twenty sequences here; benchmarks/case_sequences.py runs a thousand."""
    run_sequences(20)
