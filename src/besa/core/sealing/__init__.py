"""Seal what people tell us: keys, wrapping, texts, files, codes, shares, the blind index.

Everything here is composition of the `cryptography` library's primitives; the rules are in trust.md's words: HPKE with
the hybrid MLKEM768-X25519 for every key wrapped for somebody, AES-256-GCM with bound context for every text, a STREAM
construction for every file, Argon2id for everything a person remembers or writes down.
"""

from besa.core.sealing.blind_index import blind
from besa.core.sealing.boxes import KEY_SIZE, SealBroken, new_key, open_sealed, open_text, seal, seal_text
from besa.core.sealing.files import CHUNK, FileSealer, open_file
from besa.core.sealing.keys import PublicKey, SecretKey
from besa.core.sealing.passwords import password_key
from besa.core.sealing.record_keys import RecordKey, new_record_key
from besa.core.sealing.report_codes import CodeMistyped, ReportCode, ReporterKeys, new_code, reporter_keys
from besa.core.sealing.shares import ShareProblem, combine_shares, split_shares
from besa.core.sealing.stretching import SALT_SIZE
from besa.core.sealing.turns import TooBusy, Turns
from besa.core.sealing.wrapping import unwrap, wrap

__all__ = [
    "CHUNK",
    "KEY_SIZE",
    "SALT_SIZE",
    "CodeMistyped",
    "FileSealer",
    "PublicKey",
    "RecordKey",
    "ReportCode",
    "ReporterKeys",
    "SealBroken",
    "SecretKey",
    "ShareProblem",
    "TooBusy",
    "Turns",
    "blind",
    "combine_shares",
    "new_code",
    "new_key",
    "new_record_key",
    "open_file",
    "open_sealed",
    "open_text",
    "password_key",
    "reporter_keys",
    "seal",
    "seal_text",
    "split_shares",
    "unwrap",
    "wrap",
]
