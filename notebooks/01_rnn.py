# %% [markdown]
# # 01. RNN, to look at
# Beside [notes/01_rnn.md](../notes/01_rnn.md). Change a number, run the cell again.

# %%
import torch
from looking import COLOURS, figure, held, one, plt, show, states, taught

from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams
from sequence_models.tasks import SampleAndHold

# %% [markdown]
# ## What the gradient does
# Per step it is multiplied by a matrix; over many steps it vanishes or grows.

# %%
figure("gradient_against_lag")

# %%
figure("where_gradients_grow")

# %% [markdown]
# ## Two copies of one network
# The same inputs, two states to begin with. Below gain 1 the network forgets how it began.
# At gain 1.6, softly driven, the least difference grows until the bounds of tanh hold it.

# %%
_, axes = plt.subplots(figsize=(7, 3))
inputs = 0.1 * normal(streams([0], "inputs"), 1, 60, 1)[0, 0].float()
for gain, colour in ((0.8, COLOURS[0]), (1.0, COLOURS[2]), (1.6, COLOURS[1])):
    network = RNN(1, 1, seeds=[0], hidden=64, initialisation="gaussian", gain=gain)
    here, there = torch.zeros(1, 1, 64), torch.full((1, 1, 64), 1e-3)
    apart = []
    for x in inputs:
        with torch.no_grad():
            _, (here,) = network.step(x[None, None], (here,))
            _, (there,) = network.step(x[None, None], (there,))
        apart.append(float((here - there).norm()))
    axes.semilogy(apart, color=colour, label=f"gain {gain}")
axes.set(xlabel="step", ylabel="distance of the two states", ylim=(1e-9, 10))
axes.legend(frameon=False)
show("01_two_copies")

# %% [markdown]
# ## Holding a number
# A mark says: remember what is here. Everything else is noise. Read the step at which it lets go.

# %%
task = SampleAndHold(length=40)
network = taught(RNN, task, steps=400, hidden=16)
inputs, target = one(task)
_, (above, below) = plt.subplots(2, 1, figsize=(7, 4.4), sharex=True)
held(above, network, inputs, target, "RNN of 16 units")
below.imshow(states(network, inputs).T, aspect="auto", cmap="RdBu", vmin=-1, vmax=1)
below.set(xlabel="step", ylabel="unit")
show("01_holding")

# %%
figure("holding")
