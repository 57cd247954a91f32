"""Speak lines/embedded/prompts/texts.toml into G.711 WAV files beside it (needs espeak-ng, sox, pypinyin).

The files are kept in the repository, so that an installation needs none of these. Run it when a text changed.
"""

import subprocess
import tempfile
import tomllib
from pathlib import Path

from pypinyin import Style, lazy_pinyin

FOLDER = Path(__file__).resolve().parents[1] / "src/sanxiang/lines/embedded/prompts"
WORDS_A_MINUTE = "220"
TRIM = ("silence", "1", "0.05", "0.5%", "reverse", "silence", "1", "0.05", "0.5%", "reverse")
PAUSES = str.maketrans(dict.fromkeys(",、", " , ") | dict.fromkeys("。!?", " . "))


def pinyin(text: str) -> str:
    """Syllables with tone numbers: espeak-ng's plain Mandarin voice spells them as if they were English."""
    syllables = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
    return " ".join(syllables).translate(PAUSES)


def speak(text: str, target: Path) -> None:
    """Write `text` as 8000 Hz μ-law, trimmed, at about -20 dB so that it isn't louder than a person."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.wav"
        voice = ["espeak-ng", "-v", "cmn-latn-pinyin", "-s", WORDS_A_MINUTE, "-w", str(raw)]
        subprocess.run([*voice, pinyin(text)], check=True)
        shape = ["-r", "8000", "-c", "1", "-e", "mu-law", str(target)]
        effects = ["vol", "0.5", "highpass", "200", "norm", "-6", *TRIM, "pad", "0.1", "0.2"]
        subprocess.run(["sox", "-R", str(raw), *shape, *effects], check=True)


def main() -> None:
    texts = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))
    for name, text in texts.items():
        speak(text, FOLDER / f"{name}.wav")
        print(name, text)
    for stale in FOLDER.glob("*.wav"):
        if stale.stem not in texts:
            stale.unlink()


if __name__ == "__main__":
    main()
