# %% [markdown]
# # 03. LSTM, to look at
# Beside [notes/03_lstm.md](../notes/03_lstm.md). Change a number, run the cell again.

# %%
import torch
from looking import COLOURS, INK, answers, figure, plt, show, states, taught

from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import Counting

# %% [markdown]
# ## A store that counts
# Taught the strings aⁿbⁿ up to n = 16, then shown one of n = 40. The LSTM's store is a sum and
# goes on; the GRU's state is a mean and levels off.

# %%
task, n = Counting(batch=16), 40
word = torch.tensor([[1.0, 0.0]] * n + [[0.0, 1.0]] * n)
free = taught(LSTM, task, steps=400, rate=3e-2, hidden=10, forget_bias=10.0)
bound = taught(GRU, task, steps=400, rate=3e-2, hidden=10)
_, panels = plt.subplots(1, 2, figsize=(8, 3))
for axes, (name, network) in zip(panels, {"LSTM": free, "GRU": bound}.items(), strict=True):
    axes.plot(states(network, word), alpha=0.8)
    axes.axvline(n - 0.5, color=INK, linestyle="--")
    axes.set(title=f"memory of the {name}, a line a unit", xlabel="step")
show("03_stores")

# %% [markdown]
# ## And what it says
# At each b: is this the last?

# %%
_, axes = plt.subplots(figsize=(7, 3))
long = torch.cat([word, torch.tensor([[0.0, 1.0]] * n)])
for (name, network), colour in zip({"LSTM": free, "GRU": bound}.items(), COLOURS, strict=False):
    last = answers(network, long).softmax(-1)[n:, 1]
    axes.plot(range(1 - n, n + 1), last, color=colour, label=name)
axes.axvline(0, color=INK, linestyle="--")
axes.set(xlabel="b beyond the last", ylabel="share given to “the last”")
axes.legend(frameon=False)
show("03_answers")

# %%
figure("counting")

# %% [markdown]
# ## What its bias keeps
# The forget gate multiplies the store at each step, and how long a number lasts is set by its bias.

# %%
_, axes = plt.subplots(figsize=(7, 3))
for bias, colour in zip((0.0, 2.0, 4.0), COLOURS, strict=False):
    network = LSTM(1, 1, seeds=[0], hidden=32, forget_bias=bias)
    word = torch.zeros(60, 1)
    loud = word.clone()
    loud[0] = 5.0
    left = (states(network, loud) - states(network, word)).norm(dim=-1)
    axes.semilogy(left / left[0], color=colour, label=f"forget bias {bias:g}")
axes.set(xlabel="step", ylabel="what is left of the first input")
axes.legend(frameon=False)
show("03_bias")

# %%
figure("gradient_against_lag")
