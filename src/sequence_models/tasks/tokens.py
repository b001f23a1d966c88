"""Tokens as vectors."""

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor


def one_hot(tokens: Int[Tensor, "*axes"], kinds: int) -> Float[Tensor, "*axes {kinds}"]:
    """1 in the token's place and 0 elsewhere: rows of the identity, looked up."""
    return F.embedding(tokens, torch.eye(kinds))
