"""A real llama.cpp server whose model has random weights: it keeps to a JSON schema and can only invent.

The vocabulary is one token a character. One dimension of every embedding is the same for all tokens and no layer
writes to it, so that what the output reads there is a bias: it says which characters the model has a liking for.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import xllamacpp

_WIDTH, _INNER, _LAYERS, _HEADS = 32, 64, 1, 1
_CONTEXT = 32_768
_CONSTANT = 6.0
_MEMORY, _PENALTY = 64, 1.0
_LAYER_SHARE = 0.3
_SPECIAL = (("<unk>", 2), ("<s>", 3), ("</s>", 3))
_BYTE, _NORMAL = 6, 1
_PRINTABLE = [" ", *map(chr, range(0x21, 0x7F))]
_CHAT = "{% for each in messages %}{{ each['content'] }}\n{% endfor %}"

RAMBLING: Mapping[str, float] = {'"': -9.0}
"""Never ends a string, so that its answers are cut off."""
INVENTIVE: Mapping[str, float] = {
    '"': 3.0,
    " ": 1.4,
    "{": 2.0,
    "]": 2.0,
    ",": -1.0,
    **dict.fromkeys("123456789", 1.4),
}
"""Ends its strings and lists: its answers come to an end."""
Matrix = Any


def write_random_model(path: Path, likings: Mapping[str, float], *, seed: int = 20_260) -> None:
    """Write a llama of random weights as GGUF; the same arguments give the same file."""
    tokens = [*_SPECIAL, *((f"<0x{byte:02X}>", _BYTE) for byte in range(256))]
    first = len(tokens)
    tokens += [(each.replace(" ", "\u2581"), _NORMAL) for each in _PRINTABLE]
    writer = gguf.GGUFWriter(str(path), "llama")
    _describe(writer, tokens)
    for name, weights in _weights(np.random.default_rng(seed), len(tokens), first, likings):
        writer.add_tensor(name, weights.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: gguf.GGUFWriter, tokens: list[tuple[str, int]]) -> None:
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text.encode() for text, _ in tokens])
    writer.add_token_types([kind for _, kind in tokens])
    writer.add_token_scores([-float(number) for number in range(len(tokens))])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_CHAT)


def _weights(
    chance: np.random.Generator, size: int, first: int, likings: Mapping[str, float]
) -> Iterator[tuple[str, Matrix]]:
    """Yield the tensors. No token but the printable ones gets an output: raw bytes would be no UTF-8."""
    embedding, output = _drawn(chance, size, _WIDTH), np.zeros((size, _WIDTH))
    embedding[:, 0] = _CONSTANT
    output[2] = _drawn(chance, 1, _WIDTH)
    output[first:] = _drawn(chance, len(_PRINTABLE), _WIDTH)
    output[:, 0] = 0
    for char, liking in likings.items():
        output[first + _PRINTABLE.index(char), 0] = liking
    yield "token_embd.weight", embedding
    yield "output_norm.weight", np.ones(_WIDTH)
    yield "output.weight", output
    for number in range(_LAYERS):
        for name, weights in _layer(chance):
            yield f"blk.{number}.{name}.weight", weights


def _layer(chance: np.random.Generator) -> Iterator[tuple[str, Matrix]]:
    for name in ("attn_norm", "ffn_norm"):
        yield name, np.ones(_WIDTH)
    for name in ("attn_q", "attn_k", "attn_v"):
        yield name, _drawn(chance, _WIDTH, _WIDTH)
    for name in ("ffn_gate", "ffn_up"):
        yield name, _drawn(chance, _INNER, _WIDTH)
    for name, width in (("attn_output", _WIDTH), ("ffn_down", _INNER)):
        weights = _drawn(chance, _WIDTH, width) * _LAYER_SHARE
        weights[0] = 0
        yield name, weights


def _drawn(chance: np.random.Generator, *shape: int) -> Matrix:
    return chance.standard_normal(shape) * 0.5


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Serve the model at ``path`` from this process, on a free port of loopback; yield the address of its API."""
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.n_ctx = _CONTEXT
    settings.n_parallel = 1
    settings.cpuparams.n_threads = 1
    settings.warmup = False
    settings.sampling.penalty_last_n = _MEMORY
    settings.sampling.penalty_freq = _PENALTY
    server = xllamacpp.Server(settings)
    yield f"{server.listening_address}/v1"
    del server
