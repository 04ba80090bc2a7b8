"""The network in two parts."""

import numpy as np

from process.extract.sides.network import HIDDEN, REMEMBERED, TwoParts


class Encoder:
    calls = 0

    def run(self, _names, inputs):
        self.calls += 1
        return [(inputs["pieces"] + 10 * inputs["shapes"]).astype(np.float32)]


class Heads:
    def run(self, _names, inputs):
        assert set(inputs) == {HIDDEN, "members"}
        return [inputs[HIDDEN] * inputs["members"]]


def window(*pieces, members=1.0, shapes=1):
    return {
        "pieces": np.array([pieces], np.int64),
        "shapes": np.full((1, len(pieces)), shapes, np.int64),
        "members": np.array([[members]], np.float32),
    }


def test_heads_are_asked_about_what_the_encoder_has_made_of_a_window():
    (found,) = TwoParts(Encoder(), Heads()).run(None, window(1, 2, members=2.0))

    assert found.tolist() == [[22.0, 24.0]]


def test_window_is_encoded_once_however_often_it_is_asked_about():
    encoder = Encoder()
    network = TwoParts(encoder, Heads())

    found = [network.run(None, window(1, 2, members=members))[0].tolist() for members in (1.0, 3.0, 1.0)]

    assert found == [[[11.0, 12.0]], [[33.0, 36.0]], [[11.0, 12.0]]]
    assert encoder.calls == 1


def test_windows_that_differ_in_a_shape_or_in_length_alone_are_told_apart():
    network = TwoParts(Encoder(), Heads())

    found = [network.run(None, one)[0].tolist() for one in (window(1), window(1, shapes=2), window(1, 0))]

    assert found == [[[11.0]], [[21.0]], [[11.0, 10.0]]]


def test_only_so_many_windows_are_remembered():
    encoder = Encoder()
    network = TwoParts(encoder, Heads())
    for _ in range(2):
        for number in range(REMEMBERED + 1):
            network.run(None, window(number))

    assert encoder.calls == 2 * (REMEMBERED + 1)
