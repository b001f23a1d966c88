"""By its name an ablation is tried as a mutant of what it ablates."""

from sequence_models import ablations, architectures

ABLATIONS = [cls for cls in vars(ablations).values() if isinstance(cls, type)]


def test_every_ablation_is_named_after_its_architecture():
    for ablation in ABLATIONS:
        named = [
            n for n in vars(architectures) if n[0].isupper() and ablation.__name__.startswith(n)
        ]
        assert named, ablation
        assert issubclass(ablation, getattr(architectures, max(named, key=len)))
