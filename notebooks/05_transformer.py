# %% [markdown]
# # 05. Transformer, to look at
# Beside [notes/05_transformer.md](../notes/05_transformer.md). Change a number, run the cell again.

# %%
import torch
from looking import COLOURS, figure, one, plt, show, taught

from sequence_models.architectures import Transformer
from sequence_models.tasks import RecallByKey

# %% [markdown]
# ## What two layers do
# The value stands one place behind its key. The first layer looks one place back; the second looks
# for the key.

# %%
task = RecallByKey()
inputs, _ = one(task)
network = taught(Transformer, task, steps=250, layers=2, positions="rotary")
with torch.no_grad():
    patterns = network.patterns(inputs[None, None])
_, panels = plt.subplots(1, 2, figsize=(8, 3.8))
for axes, weights, name in zip(panels, patterns, ("first layer", "second layer"), strict=True):
    axes.imshow(weights[0, 0].amax(0), cmap="Blues", vmin=0, vmax=1)
    axes.set(title=name, xlabel="place that is read", ylabel="place that reads")
show("05_patterns")

# %% [markdown]
# ## What a stack does to positions before it is trained
# Attention averages. With the residual, what differs between positions is still there.

# %%
_, axes = plt.subplots(figsize=(7, 3))
x = torch.randn(1, 1, 16, 32, generator=torch.Generator().manual_seed(0))
for norm, colour in zip(("pre", "post", "none"), COLOURS, strict=False):
    stack = Transformer(32, 1, seeds=[0], layers=12, model_width=32, normalisation=norm)
    with torch.no_grad():
        streams = [s[0, 0] for s in stack.streams(x)]
    apart = [(s - s.mean(0)).norm() / s.norm() for s in streams]
    axes.plot(apart, "o-", color=colour, label=f"norm: {norm}")
axes.set(xlabel="layer", ylabel="share that differs between positions", ylim=(0, 1.05))
axes.legend(frameon=False)
show("05_apart")

# %%
figure("residual_and_norm")

# %%
figure("state_tracking")

# %% [markdown]
# ## Characters of a real text

# %%
figure("language")
