"""A side that a sentence may take, as the model sees it. Nothing here knows onnxruntime."""

from dataclasses import dataclass

from stancewatch.contracts import Stance


@dataclass(frozen=True, slots=True)
class Side:
    """A side that a sentence may take.

    `confidence` is calibrated, `condition` is how likely it hangs on one, `holders` how likely each actor named near it
    is the one who takes it, the likeliest first ("" is nobody of them).
    """

    issue: str
    stance: Stance
    confidence: float
    condition: float
    holders: tuple[tuple[str, float], ...] = ()
