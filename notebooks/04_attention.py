# %% [markdown]
# # 04. Attention, to look at
# Beside [notes/04_attention.md](../notes/04_attention.md). Change a number, run the cell again.

# %%
import torch
from looking import COLOURS, INK, figure, one, plt, show, states, taught

from sequence_models.architectures import LSTM, Attention
from sequence_models.tasks import RecallByKey

# %% [markdown]
# ## Reading by content
# Four keys with their values, then each key again: which value was with it? Before training the
# last four rows read anywhere; afterwards each reads the place of its key.

# %%
task = RecallByKey(together=True)
inputs, _ = one(task)
drawn = taught(Attention, task, steps=0)
trained = taught(Attention, task, steps=200)
_, panels = plt.subplots(1, 2, figsize=(8, 3.8))
for axes, network, name in zip(panels, (drawn, trained), ("as drawn", "trained"), strict=True):
    with torch.no_grad():
        (weights,) = network.patterns(inputs[None, None])
    axes.imshow(weights[0, 0, 0], cmap="Blues", vmin=0, vmax=1)
    axes.set(title=name, xlabel="place that is read", ylabel="place that reads")
show("04_patterns")

# %%
figure("attention_before_training")

# %% [markdown]
# ## What a fixed state carries instead
# The LSTM has to keep every pair before it knows which is asked for.

# %%
network = taught(LSTM, task, steps=200, hidden=32)
_, axes = plt.subplots(figsize=(7, 3))
axes.imshow(states(network, inputs).T, aspect="auto", cmap="RdBu", vmin=-2, vmax=2)
axes.set(xlabel="step", ylabel="store of a unit")
show("04_store")

# %%
figure("recall_capacity")

# %% [markdown]
# ## Dilution
# Scores that are equal but for one: how much of its weight the best place has, as places are added.

# %%
_, axes = plt.subplots(figsize=(7, 3))
places = [2**k for k in range(1, 13)]
for gap, colour in zip((2.0, 4.0, 8.0), COLOURS, strict=False):
    share = [1 / (1 + (n - 1) * torch.tensor(-gap).exp()) for n in places]
    axes.semilogx(places, share, "o-", color=colour, label=f"{gap:g} above all others")
axes.set(xlabel="places", ylabel="weight of the best", ylim=(0, 1.05))
axes.axhline(0.5, color=INK, linestyle="--")
axes.legend(frameon=False)
show("04_dilution")
