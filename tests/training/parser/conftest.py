import pytest

from process.extract.nlp import make_nlp


@pytest.fixture(scope="session")
def nlp():
    return make_nlp()
