import subprocess

import numpy as np
import pytest

from sanxiang.lines.embedded.media.g711 import ACROSS, RATE, SILENCE, TO_PCM, Law, decode, encode

ALL_CODES = bytes(range(256))


@pytest.mark.parametrize("law", list(Law))
def test_every_code_decodes_and_encodes_to_its_own_level(law):
    levels = decode(ALL_CODES, law)
    assert (decode(encode(levels, law), law) == levels).all()


@pytest.mark.parametrize(("law", "name"), [(Law.U, "mu-law"), (Law.A, "a-law")])
def test_the_tables_agree_with_sox(law, name):
    kind = {"mu-law": "ul", "a-law": "al"}[name]
    command = ["sox", "-t", kind, "-r", str(RATE), "-c", "1", "-", "-t", "s16", "-"]
    theirs = subprocess.run(command, input=ALL_CODES, stdout=subprocess.PIPE, check=True).stdout
    assert (np.frombuffer(theirs, "<i2") == TO_PCM[law]).all()


@pytest.mark.parametrize("law", list(Law))
def test_the_nearest_level_is_chosen(law):
    samples = np.arange(-32768, 32768, 7).astype(np.int16)
    error = np.abs(decode(encode(samples, law), law).astype(int) - samples)
    best = np.abs(TO_PCM[law].astype(int)[None, :] - samples.astype(int)[:, None]).min(axis=1)
    assert (error == best).all()


@pytest.mark.parametrize("law", list(Law))
def test_going_across_changes_little(law):
    other = Law.A if law is Law.U else Law.U
    there = decode(ALL_CODES.translate(ACROSS[law]), other).astype(int)
    here = decode(ALL_CODES, law).astype(int)
    assert (np.abs(there - here) <= np.maximum(16, np.abs(here) // 30)).all()


def test_silence_is_the_smallest_level():
    assert SILENCE == {Law.U: 0xFF, Law.A: 0xD5}
