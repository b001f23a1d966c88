# %% [markdown]
# # 02. GRU, to look at
# Beside [notes/02_gru.md](../notes/02_gru.md). Change a number, run the cell again.

# %%
import torch
from looking import COLOURS, INK, answers, figure, held, one, plt, show, taught

from sequence_models.architectures import GRU
from sequence_models.tasks import Counting, SampleAndHold

# %% [markdown]
# ## A gate at work
# The network of note 01 with gates, on the same task. Its keep gates are open between the marks
# and less so at a mark.

# %%
task = SampleAndHold(length=40)
network = taught(GRU, task, steps=400, hidden=10)
inputs, target = one(task)
with torch.no_grad():
    kept = network.kept(inputs[None, None], network.initial_state(1))[0, 0]
_, (above, below) = plt.subplots(2, 1, figsize=(7, 4.4), sharex=True)
held(above, network, inputs, target, "GRU of 10 units")
below.imshow(kept.T, aspect="auto", cmap="Greys", vmin=0, vmax=1)
below.set(xlabel="step", ylabel="keep gate of a unit")
show("02_gates")

# %%
figure("holding")

# %%
figure("gradient_against_lag")

# %%
figure("lag")

# %% [markdown]
# ## What a mean cannot do
# Counting up to what it was shown, and then?

# %%
task = Counting(batch=8)
network = taught(GRU, task, steps=400, rate=3e-2, hidden=10)
_, axes = plt.subplots(figsize=(7, 3))
for n, colour in zip((4, 8, 16), COLOURS, strict=False):
    word = torch.tensor([[1.0, 0.0]] * n + [[0.0, 1.0]] * 2 * n)
    last = answers(network, word).softmax(-1)[n:, 1]
    places = [k - n for k in range(1, 2 * n + 1)]
    axes.plot(places, last, "o-", color=colour, label=f"n = {n}")
axes.axvline(0, color=INK, linestyle="--")
axes.set(xlabel="b beyond the last", ylabel="share given to “the last”", ylim=(-0.05, 1.05))
axes.legend(frameon=False)
show("02_counting")

# %%
figure("counting")
