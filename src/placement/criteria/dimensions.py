"""The eight assessment dimensions, and whom they are for.

Six are rated 0 to 4. Use is read as it is, without a rating. Circumstances (duties and access) are not need: they shape
how care is given, never how much.
"""

from placement.language.scale import Dimension
from placement.language.words import Ages

ADULTS = Ages(least=18)

USE = Dimension("use", "Substance use disorder", rated=False)
WITHDRAWAL = Dimension("withdrawal", "Intoxication and withdrawal")
BIOMEDICAL = Dimension("biomedical", "Physical health")
PSYCHOLOGICAL = Dimension("psychological", "Emotional, behavioural and cognitive health")
READINESS = Dimension("readiness", "Readiness for change")
RELAPSE = Dimension("relapse", "Relapse and continued use")
ENVIRONMENT = Dimension("environment", "Recovery environment")
CIRCUMSTANCES = Dimension("circumstances", "Duties and access", rated=False, need=False)

DIMENSIONS: tuple[Dimension, ...] = (
    USE,
    WITHDRAWAL,
    BIOMEDICAL,
    PSYCHOLOGICAL,
    READINESS,
    RELAPSE,
    ENVIRONMENT,
    CIRCUMSTANCES,
)
"""Every dimension, in the order in which a reader sees them."""
