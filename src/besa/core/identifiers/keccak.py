"""Keccak-256, the hash of Ethereum and Monero: SHA-3 with the padding it had before it became a standard.

hashlib has only the standard's padding. Tests run this permutation with that padding against hashlib.sha3_256.
Source: FIPS 202, section 3; Keccak team, "Keccak specifications summary".
"""

_MASK = (1 << 64) - 1
_RATE = 136
_TURNS = (
    (0, 36, 3, 41, 18), (1, 44, 10, 45, 2), (62, 6, 43, 15, 61), (28, 55, 25, 21, 56), (27, 20, 39, 8, 14),
)  # fmt: skip


def _round_constants() -> tuple[int, ...]:
    """The 24 constants, from the shift register that defines them."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for power in range(7):
            constant |= (register & 1) << ((1 << power) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return tuple(constants)


_CONSTANTS = _round_constants()


def keccak_256(data: bytes, *, padding: int = 0x01) -> bytes:
    """32 bytes."""
    padded = bytearray(data)
    padded.append(padding)
    padded.extend(bytes(-len(padded) % _RATE))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for block in range(0, len(padded), _RATE):
        for at in range(_RATE // 8):
            lanes[at] ^= int.from_bytes(padded[block + 8 * at : block + 8 * at + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


# Lane (x, y) stands at x + 5y. For each place after the move: the lane that comes there, its column, its turn.
_MOVES = tuple(
    (x + 5 * y, x, _TURNS[x][y], 64 - _TURNS[x][y])
    for _, x, y in sorted((y + 5 * ((2 * x + 3 * y) % 5), x, y) for x in range(5) for y in range(5))
)


def _permuted(lanes: list[int]) -> list[int]:
    moves, mask = _MOVES, _MASK
    for constant in _CONSTANTS:
        a, b, c, d, e = (lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5))
        mixed = (
            e ^ (b << 1 & mask | b >> 63), a ^ (c << 1 & mask | c >> 63), b ^ (d << 1 & mask | d >> 63),
            c ^ (e << 1 & mask | e >> 63), d ^ (a << 1 & mask | a >> 63),
        )  # fmt: skip
        moved = [((lane := lanes[at] ^ mixed[x]) << left & mask) | lane >> right for at, x, left, right in moves]
        lanes = []
        for y in (0, 5, 10, 15, 20):
            a, b, c, d, e = moved[y : y + 5]
            lanes += (a ^ (~b & c), b ^ (~c & d), c ^ (~d & e), d ^ (~e & a), e ^ (~a & b))
        lanes[0] ^= constant
    return lanes
